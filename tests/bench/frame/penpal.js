// @ts-check
import { connect, WindowMessenger } from 'penpal';

// The page is of one origin, which its referrer names.
const page = new URL(document.referrer).origin;
connect({
  messenger: new WindowMessenger({ remoteWindow: parent, allowedOrigins: [page] }),
  methods: { echo: (/** @type {unknown} */ value) => value },
});
