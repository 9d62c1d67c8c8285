// @ts-check
import { expose } from 'comlink';

// As its documentation advises: one end of a channel is handed over, and what is exposed there is
// for that page alone.
addEventListener('message', ({ source, ports: [port] }) => {
  if (source === parent && port) expose({ echo: (/** @type {unknown} */ value) => value }, port);
});
