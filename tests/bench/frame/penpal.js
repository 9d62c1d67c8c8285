// @ts-check
import { connect, WindowMessenger } from 'penpal';

// The referrer names the origin of the page, the only one that is allowed.
const page = new URL(document.referrer).origin;
connect({
  messenger: new WindowMessenger({ remoteWindow: parent, allowedOrigins: [page] }),
  methods: { echo: (/** @type {unknown} */ value) => value },
});
