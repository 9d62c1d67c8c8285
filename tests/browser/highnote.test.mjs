// @ts-check
// Behaviour that the three drop-in modules share: the error of a frame that does not load, and the
// frame's address.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dropIns } from './support/highnote.mjs';
import { useScene } from './support/scene.mjs';

describe('drop-in modules', () => {
  const scene = useScene();
  const { callback } = dropIns(scene);

  // The generic error of each module.
  for (const [module, id, name] of /** @type {const} */ ([
    ['card', () => scene.card.id, undefined],
    ['pin', () => scene.card.id, 'Error'],
    ['documents', () => scene.objects.documentUploadSessions[0].id, 'GenericDocumentUploadError'],
  ])) {
    test(`a frame that does not load causes the generic error: ${module}`, async () => {
      await scene.visit('/highnote.html');
      await scene.driver.executeAsyncScript(
        `const [module, id, frameUrl, done] = arguments;
         harness.ready.then(() => harness.configure({ frameUrl, timeout: 1000 })).then(() => harness[module]({ id })).then(done, done);`,
        module,
        id(),
        new URL('/nowhere/', scene.addresses.frame).href,
      );
      const [error] = await callback('onError');
      assert.equal(error.name, name);
      assert.match(error.message, /^frame-[a-z]+$/);
    });
  }

  test('the error of a missing address says how to pass one', async () => {
    await scene.visit('/highnote.html');
    const said = await scene.driver.executeAsyncScript(`
      const done = arguments[0];
      const config = { clientToken: "t", paymentCardId: "c", elements: {}, onError() {} };
      // The page passes the address itself once it knows it, so this removes it again.
      harness.ready.then(() => harness.configure({}))
        .then(() => import("/sordino/highnote/card-viewer.js")).then((m) => m.renderFields(config)).then(() => done("no error"), (e) => done(e.message));`);
    assert.match(String(said), /configure\(\{ frameUrl \}\)/);
  });
});
