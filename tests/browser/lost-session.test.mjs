// @ts-check
// A session whose vault is removed from the page, and calls that are refused before they reach the
// vault.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { iframeClasses } from './support/iframe-classes.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

describe('a lost session', () => {
  const scene = useScene();

  const frames = () => iframeClasses(scene.driver);

  test('a page that empties its body loses the session, gets an event, and starts it again with the fields that it mounts then', async () => {
    const { driver, control, card } = scene;
    const page = await scene.pinPage();
    await page.enter('8264');
    await control.fault({ kind: 'never', target: 'api' });
    await page.click();
    await until('it is sent', async () =>
      (await scene.sent()).some(({ method }) => method === 'POST'),
    );
    await driver.executeScript(
      'window.kept = [...document.body.children]; document.body.replaceChildren()',
    );
    const underWay = expectError(await page.outcome(1), 'frame-unavailable');
    assert.deepEqual([underWay.outcome, underWay.members.includes('ended')], ['unknown', true]);
    await page.heard('session', 'error', ({ code, retryable }) => {
      return code === 'frame-unavailable' && retryable;
    });
    const next = expectError(await page.submit({ paymentCardId: card.id }), 'frame-unavailable');
    assert.deepEqual([next.outcome, next.retryable], [null, true]);

    await control.clearFaults();
    await page.call('pinConfirm', 'unmount');
    await driver.executeScript(
      "document.body.append(...kept); document.querySelectorAll('iframe.sordino-vault').forEach((frame) => frame.remove())",
    );
    await page.call('session', 'retry');
    const ready = async () =>
      (await page.told()).filter(({ source, type }) => source === 'pin' && type === 'ready').length;
    await until('the field is ready again', async () => (await ready()) > 1);
    assert.deepEqual(await frames(), ['sordino-field', 'sordino-vault']);
    assert.equal(await page.pin.value(), '', 'the typed value is gone with the session');
    await page.pin.type('1937');
    expectSuccess(await page.submit({ paymentCardId: card.id }));
    assert.ok(await control.pinIs(card.id, '1937'));
  });

  test('a call right after the vault was removed was not sent, and its error says so', async () => {
    const page = await scene.pinPage();
    const told = await scene.driver.executeAsyncScript(`
      const done = arguments[0];
      import("/sordino/index.js").then(async ({ createSession }) => {
        const { frameUrl } = await (await fetch("/config.json")).json();
        const session = createSession({ frameUrl, clientToken: "unused" });
        await session.ready;
        [...document.querySelectorAll("iframe.sordino-vault")].at(-1).remove();
        session.createAuthorizedUser({}).catch(({ code, ended, outcome }) => done([code, ended, outcome ?? null]));
      });`);
    assert.deepEqual(told, ['frame-unavailable', true, null]);
    assert.equal(await page.pin.value(), '', 'control: the other session still works');
  });

  test("a field can't be mounted in an element of another document", async () => {
    await scene.pinPage();
    const outcome = await scene.driver.executeScript(`
      const frame = document.createElement("iframe");
      document.body.append(frame);
      return harness.call("form", "pin", "mount", frame.contentDocument.body);`);
    assert.equal(outcome.error?.code, 'mount-target');
  });

  test('input that no message can carry is refused at once, and later calls work', async () => {
    const page = await scene.pinPage();
    const refused = await scene.driver.executeScript(`
      const { error } = harness.call("form", "pin", "update", { label: () => "PIN" });
      return [error?.code, error?.fields];`);
    assert.deepEqual(refused, ['invalid-options', [{ path: 'label', code: 'invalid' }]]);
    await page.enter('8264');
    expectSuccess(await page.press());
  });
});
