// @ts-check
// Loader and vault of incompatible versions: the loader reports it, and neither gives the other
// anything.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deployFrame, host } from './support/deployed.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

/**
 * A vault of another protocol: it says hello, and records what the page gives it. Its fields
 * announce themselves to every vault.
 */
const OTHER_VAULT = (/** @type {number} */ protocol) => `<!doctype html><script>
  onmessage = ({ source, ports }) => source === parent && parent.postMessage("given " + ports.length + " ports", "*");
  parent.postMessage({ sordino: ${protocol}, release: "9.9.9" }, "*");
</script>`;

describe('incompatible versions', () => {
  const scene = useScene();
  const configuration = () => ({
    api: scene.addresses.api,
    embedders: [new URL(scene.addresses.app).origin],
  });

  /** @returns {Promise<number>} the protocol number of this release */
  const spoken = () =>
    scene.driver.executeAsyncScript(
      "import('/sordino/index.js').then(() => fetch('/sordino/types/generated/protocol.d.ts')).then((r) => r.text()).then((text) => arguments[0](Number(/PROTOCOL = (\\d+)/.exec(text)[1])))",
    );

  test('the loader refuses a vault of another protocol, and reports it', async (context) => {
    await scene.visit('/pin.html');
    const other = (await spoken()) + 1;
    const { folder } = await deployFrame(context, configuration());
    const { url } = await host(
      context,
      folder,
      (_, type) => type,
      (name, content) => (name === 'vault.html' ? Buffer.from(OTHER_VAULT(other)) : content),
    );
    await scene.driver.executeScript(
      "window.said = []; addEventListener('message', ({ data }) => said.push(data))",
    );
    const page = new PinPage(scene.driver);
    const end = await page.open({
      cardId: scene.card.id,
      token: await scene.token(),
      frameUrl: url,
    });
    assert.equal('error' in end && end.error.code, 'frame-incompatible', JSON.stringify(end));
    await page.heard(
      'session',
      'error',
      (detail) => detail.code === 'frame-incompatible' && !detail.retryable,
    );
    assert.equal(
      await scene.driver.executeScript("return document.querySelectorAll('iframe').length"),
      0,
      'nothing is left',
    );
    const said = /** @type {unknown[]} */ (await scene.driver.executeScript('return said'));
    assert.deepEqual(said, [{ sordino: other, release: '9.9.9' }], 'the vault was given no port');
    assert.deepEqual(await scene.sent(), []);
  });

  for (const { what, add, isAnswered } of [
    { what: 'a loader of another protocol gets nothing from the vault', add: 1, isAnswered: false },
    { what: 'control: a loader of the same protocol gets an answer', add: 0, isAnswered: true },
  ]) {
    test(what, async () => {
      const { driver, addresses } = scene;
      await scene.visit('/pin.html');
      const protocol = (await spoken()) + add;
      await driver.executeScript(
        `const [frame, sordino] = arguments;
         window.heard = [];
         const vault = document.createElement("iframe");
         vault.src = frame + "vault.html";
         vault.referrerPolicy = "strict-origin";
         addEventListener("message", ({ source, origin, data }) => {
           if (source !== vault.contentWindow || !data.sordino) return;
           const { port1, port2 } = new MessageChannel();
           port1.onmessage = ({ data }) => heard.push(data);
           source.postMessage({ sordino }, origin, [port2]);
           port1.postMessage({ start: { timeout: 1000 } });
           window.greeted = data;
         });
         document.body.append(vault);`,
        addresses.frame,
        protocol,
      );
      const greeted = await until('the vault says hello', () =>
        driver.executeScript('return window.greeted ?? null'),
      );
      assert.deepEqual(Object.keys(/** @type {object} */ (greeted)).sort(), ['release', 'sordino']);
      if (isAnswered) {
        await until('the vault answers', async () =>
          JSON.stringify(await driver.executeScript('return heard')).includes('"ready"'),
        );
      } else {
        // Several times as long as an answer takes.
        await driver.executeAsyncScript('setTimeout(arguments[0], 500)');
        assert.deepEqual(await driver.executeScript('return heard'), []);
      }
    });
  }
});
