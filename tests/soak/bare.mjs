// @ts-check
// The control for the statement of `tests/pages/faults/soak.js` about Chromium: bare iframes with a
// style and a port, and nothing of Sordino, each removed as soon as it reports that it has loaded.
// `node tests/soak/bare.mjs [COUNT]` prints how many documents stay; no test runs it.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { openBrowser } from '../browser/support/browser.mjs';
import { Instruments } from '../browser/support/instruments.mjs';
import { visit } from '../browser/support/visit.mjs';

const style = await readFile(new URL('../../www/frame/field.css', import.meta.url), 'utf8');

const FIELD = `<!doctype html><title>field</title><style>${style}</style><body><script>
  for (let i = parent.length; i--; ) try { if (!parent[i].name) parent[i].postMessage("here", origin); } catch {}
</script>`;

const VAULT = `<!doctype html><title>vault</title><script>
  let port;
  onmessage = ({ ports, source }) => {
    if (ports[0]) port = ports[0];
    else port.postMessage(source.name);
  };
</script>`;

const page = (
  /** @type {string} */ frames,
) => `<!doctype html><title>page</title><main></main><script>
  const { port1, port2 } = new MessageChannel();
  const add = (url, name) => {
    const frame = document.createElement("iframe");
    Object.assign(frame, { name, src: "${frames}" + url });
    document.querySelector("main").append(frame);
    return frame;
  };
  const vault = add("/vault.html", "");
  vault.onload = () => vault.contentWindow.postMessage(0, "*", [port2]);
  window.mounts = async (count) => {
    for (let index = 0; index < count; index += 1) {
      const there = new Promise((resolve) => (port1.onmessage = resolve));
      const frame = add("/field.html", "field" + Math.random());
      await there;
      frame.remove();
    }
  };
</script>`;

/** @param {(url: string | undefined) => string} answer @returns {Promise<number>} the port */
const serve = (answer) =>
  new Promise((resolve) => {
    const server = createServer(({ url }, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(answer(url)),
    );
    server.listen(0, () =>
      resolve(/** @type {import("node:net").AddressInfo} */ (server.address()).port),
    );
  });

const frames = `http://127.0.0.1:${await serve((url) => (url === '/vault.html' ? VAULT : FIELD))}`;
const app = `http://localhost:${await serve(() => page(frames))}/`;
const count = Number(process.argv[2] ?? 1000);

process.env.SORDINO_BROWSER = 'chromium';
const browser = await openBrowser();
const instruments = await Instruments.of(browser.driver);
await visit(browser.driver, new URL(app));
const tab = await instruments.attach(({ type, url }) => type === 'page' && url === app);
const vault = await instruments.attach(({ url }) => url.endsWith('/vault.html'));
const { documents: before } = await vault.figures();
await tab.run(`mounts(${count})`);
const { documents: after } = await vault.figures();
console.log(`${after - before} of ${count} documents stay`);
instruments.close();
await browser.stop();
process.exit(0);
