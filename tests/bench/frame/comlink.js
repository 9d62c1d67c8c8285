// @ts-check
import { expose } from 'comlink';

// Follows comlink's documentation: one end of a channel is handed over, and the object exposed
// there is for that page alone.
addEventListener('message', ({ source, ports: [port] }) => {
  if (source === parent && port) expose({ echo: (/** @type {unknown} */ value) => value }, port);
});
