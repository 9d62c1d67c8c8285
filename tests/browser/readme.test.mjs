// @ts-check
// The page's half of the integration in the README, run unchanged.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { block } from '../docs/markdown.mjs';
import { Field } from './support/field.mjs';
import { clickOn } from './support/keys.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

const PIN = '4827';

/** The address of the frame in the README; the sandbox has another. */
const FRAME_URL = /'https:\/\/frame\.example\/[^']*'/g;

const RUN = `
  const [card, code] = arguments;
  document.querySelector("form").dataset.paymentCardId = card;
  const script = document.createElement("script");
  script.type = "module";
  script.textContent = code;
  document.head.append(script);`;

describe("the README's integration", () => {
  const scene = useScene();

  test('sets a PIN', async () => {
    const { driver, control, card, addresses } = scene;
    const { code } = block('README.md', 'page');
    assert.equal(code.match(FRAME_URL)?.length, 1);
    await scene.visit('/readme.html');
    await driver.executeScript(
      RUN,
      card.id,
      code.replace(FRAME_URL, JSON.stringify(addresses.frame)),
    );

    for (const id of ['pin', 'pin-confirm']) {
      const frame = () => driver.findElement(By.css(`#${id} iframe`));
      // The title is the field's label, which the iframe gets when the field is ready.
      await until(`the field in #${id} is ready`, () =>
        frame().then(
          (found) => found.getAttribute('title'),
          () => '',
        ),
      );
      await new Field(driver, frame).type(PIN);
    }
    await clickOn(driver, await driver.findElement(By.css('button')));
    const form = driver.findElement(By.css('form'));
    const said = await until('the page shows the result', async () => {
      const text = await form.getText();
      return text.includes('is set') ? text : undefined;
    });
    assert.equal(said, `The PIN of your card ending in ${card.last4} is set.`);
    assert.ok(await control.pinIs(card.id, PIN));
    assert.ok(!(await control.pinIs(card.id, '7284')));
  });
});
