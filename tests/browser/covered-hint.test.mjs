// @ts-check
// What the console of a page says where a field refuses with `covered`: the cause, as far as a
// script of the page can find it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Shown } from './support/shown.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

/** Opens a session with diagnostics, and a card number in `#place`. */
const OPEN = `
  const [token, paymentCardId, done] = arguments;
  document.body.innerHTML = '<main class="shop"><div id="place"></div></main>';
  window.warned = [];
  console.warn = (text) => warned.push(text);
  Promise.all([import('/sordino/index.js'), fetch('/config.json').then((answer) => answer.json())])
    .then(async ([{ createSession, recordDiagnostics }, { frameUrl }]) => {
      const session = createSession({ frameUrl, clientToken: token });
      recordDiagnostics(session, { frameUrl });
      const field = session.createField('cardNumber').mount('#place');
      await new Promise((resolve) => field.addEventListener('ready', resolve));
      await session.viewPaymentCard({ paymentCardId });
    })
    .then(() => done(), (error) => done(String(error)));`;

const CHROMIUM = ['chromium'];

for (const { what, script, says, engines } of [
  {
    what: 'a field that is too small',
    script: "document.querySelector('#place').style.width = '90px'",
    says: /it has 90 × \d+ pixels/,
  },
  {
    what: 'an opacity that nobody sees',
    script: "document.querySelector('main').style.opacity = '.99'",
    says: /opacity: 0\.99 of html > body > main\.shop/,
    engines: CHROMIUM,
  },
  {
    what: 'a scale',
    script: "document.querySelector('#place').style.transform = 'scale(.95)'",
    says: /transform: matrix\(0\.95, 0, 0, 0\.95, 0, 0\) of #place/,
    engines: CHROMIUM,
  },
  {
    what: 'an empty container of toasts that lets clicks through',
    script: `document.body.insertAdjacentHTML('beforeend',
      '<div id="toasts" style="position:fixed;inset:0;pointer-events:none"></div>')`,
    says: /#toasts lies over it/,
    engines: CHROMIUM,
  },
  {
    what: 'a shadow of another element',
    script: `document.body.insertAdjacentHTML('beforeend',
      '<div style="position:fixed;bottom:0;width:9px;height:9px;box-shadow:0 0 0 2000px #0001"></div>')`,
    says: /nothing that a script finds/,
    engines: CHROMIUM,
  },
]) {
  describe('the console names the cause of `covered`', () => {
    const scene = useScene();

    test(what, async (context) => {
      if (engines && !engines.includes(scene.engine))
        return context.skip('the engine does not tell a frame that it is covered');
      const { driver, control, card } = scene;
      await scene.visit('/victim.html');
      const { value } = await control.mintToken({ for: 'viewPaymentCard', id: card.id });
      assert.equal(await driver.executeAsyncScript(OPEN, value, card.id), null);
      await driver.executeScript(script);
      const shown = new Shown(driver, () =>
        driver.executeScript("return document.querySelector('iframe.sordino-field')"),
      );
      const warned = () => /** @type {Promise<string[]>} */ (driver.executeScript('return warned'));
      await until('the console says it', async () => {
        await shown.click('cardNumber', 'reveal');
        return (await warned()).length > 0;
      });
      await shown.click('cardNumber', 'reveal');
      const said = await warned();
      assert.equal(said.length, 1, 'once');
      assert.match(said[0], /^sordino: the field cardNumber can't be seen whole: /);
      assert.match(said[0], says);
    });
  });
}
