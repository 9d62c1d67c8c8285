// @ts-check
// The demo's pages, and how a person uses each of them: for the check of their layout and for
// pictures of them.
import { By, Key } from 'selenium-webdriver';
import { clickOn, press, pressAsPerson } from '../browser/support/keys.mjs';
import { until } from '../browser/support/wait.mjs';

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */

/**
 * @typedef {object} Page
 * @property {string} path
 * @property {Record<string, string>} [typed] the text for each input, by the id of its place
 * @property {Record<string, string>} [chosen] the option for each select, by the id of its place
 * @property {readonly string[]} [shown] the kinds of values to reveal
 * @property {boolean} [uploads]
 * @property {boolean} [handsOver] whether the server redeems the token that the page gets
 */

const PERSON = {
  ...{
    givenName: 'Fanny',
    familyName: 'Hensel',
    email: 'fanny@example.com',
    phoneNumber: '4155550142',
  },
  ...{
    streetAddress: '12 Leipziger Court',
    locality: 'San Francisco',
    region: 'CA',
    postalCode: '94107',
  },
  ...{ dateOfBirth: '11/14/1985', socialSecurityNumber: '078051120' },
};

/** @param {string} place @param {Record<string, string>} entries */
const at = (place, entries) =>
  Object.fromEntries(Object.entries(entries).map(([id, text]) => [`${place}-${id}`, text]));

const BUSINESS = {
  ...at('business', {
    ...{
      legalBusinessName: 'Hensel Strings LLC',
      employerIdentificationNumber: '987654321',
      website: 'https://strings.example',
    },
    ...{
      phoneNumber: '4155550142',
      streetAddress: '12 Leipziger Court',
      locality: 'San Francisco',
      region: 'CA',
      postalCode: '94107',
    },
  }),
  ...at('primary', { ...PERSON, percentageOwnership: '60' }),
};

const BUSINESS_TYPE = { 'business-businessType': 'LLC' };

/** @type {Record<string, Page>} */
export const PAGES = {
  overview: { path: '/overview.html' },
  'set-pin': { path: '/', typed: { pin: '4827', 'pin-confirm': '4827' } },
  'secure-inputs': { path: '/secure-inputs.html', typed: { pin: '4827', 'pin-confirm': '4827' } },
  'card-viewer': { path: '/card-viewer.html', shown: ['cardNumber', 'expirationDate', 'cvv'] },
  'card-details': { path: '/card-details.html', shown: ['cardNumber', 'expirationDate', 'cvv'] },
  'direct-deposit': { path: '/direct-deposit.html', shown: ['accountNumber', 'routingNumber'] },
  'external-account': { path: '/external-account.html', shown: ['accountNumber', 'routingNumber'] },
  'tokenize-person': { path: '/tokenize-person.html', typed: PERSON, handsOver: true },
  'tokenize-business': {
    path: '/tokenize-business.html',
    typed: BUSINESS,
    chosen: BUSINESS_TYPE,
    handsOver: true,
  },
  'tokenize-authorized-user': {
    path: '/tokenize-authorized-user.html',
    typed: PERSON,
    handsOver: true,
  },
  'create-person': { path: '/create-person.html', typed: PERSON },
  'create-business': { path: '/create-business.html', typed: BUSINESS, chosen: BUSINESS_TYPE },
  'create-authorized-user': { path: '/create-authorized-user.html', typed: PERSON },
  documents: { path: '/documents.html', uploads: true },
};

/**
 * Loads a page in a theme, and waits until it can be used.
 *
 * @param {WebDriver} driver
 * @param {string} app the origin of the app
 * @param {Page} page
 * @param {"light" | "dark"} theme
 */
export async function open(driver, app, { path }, theme) {
  const url = new URL(path, app);
  url.searchParams.set('theme', theme);
  await driver.get(url.href);
  await until(`${path} is ready`, async () => {
    const [drawn, states] = await driver.executeScript(`
      const slots = [...document.querySelectorAll(".slot:not(.own)")];
      const drawn = document.querySelectorAll("nav a").length > 1 && ![...document.querySelectorAll("pre code")].some((c) => c.textContent === "…");
      return [drawn, slots.map(({ dataset }) => dataset.state)];`);
    if (states.includes('failed')) throw new Error(`${path} shows that its fields can't be loaded`);
    return drawn && states.every((/** @type {string | undefined} */ state) => state === 'ready');
  });
}

/**
 * Does something in the frame of a field and returns to the page.
 *
 * @template T
 * @param {WebDriver} driver
 * @param {string} place the id of its place
 * @param {() => Promise<T>} task
 */
export async function within(driver, place, task) {
  const frame = await driver.findElement(By.css(`#${place} iframe`));
  await driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", frame);
  await driver.switchTo().frame(frame);
  try {
    return await task();
  } finally {
    await driver.switchTo().defaultContent();
  }
}

/**
 * Fills the page's form as a person would.
 *
 * @param {WebDriver} driver
 * @param {Page} page
 * @param {readonly string[]} files the files to pick, if the page takes files
 */
export async function fill(driver, { typed = {}, chosen = {}, uploads }, files) {
  for (const [place, name] of Object.entries(chosen)) {
    await within(driver, place, () =>
      driver.findElement(By.css(`option[value="${name}"]`)).click(),
    );
  }
  for (const [place, text] of Object.entries(typed)) {
    await within(driver, place, async () => {
      await clickOn(driver, await driver.findElement(By.css('input, select')));
      await press(driver, Key.END + text);
    });
  }
  if (uploads) {
    await within(driver, 'document', () =>
      driver.findElement(By.css('input[type=file]')).sendKeys(files.join('\n')),
    );
    await within(driver, 'document', async () => {
      await until('every file is in the list', async () => {
        const list = await driver.findElements(By.css('.files li'));
        return list.length === files.length;
      });
      for (const select of await driver.findElements(By.css('.files select'))) {
        const names = await select.findElements(By.css('option:not([value=""])'));
        await names[0]?.click();
      }
    });
  }
}

/**
 * Presses the button and waits for the result.
 *
 * @param {WebDriver} driver
 * @param {Page} page
 * @returns {Promise<string>} the message of the page
 */
export async function run(driver, { handsOver }) {
  const button = await driver.findElement(By.css('form .button.primary[type=submit]'));
  await driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", button);
  await button.click();
  const said = await outcome(driver, 'result');
  if (!handsOver) return said;
  await driver.findElement(By.id('redeem')).click();
  return `${said} ${await outcome(driver, 'redeemed')}`;
}

/** @param {WebDriver} driver @param {string} id */
async function outcome(driver, id) {
  const element = await driver.findElement(By.id(id));
  const state = await until('the page shows the result', async () => {
    const now = await element.getAttribute('data-state');
    return now === 'done' || now === 'failed' ? now : undefined;
  });
  const said = (await element.getText()).replaceAll('\n', ' ');
  if (state === 'failed') throw new Error(`the page shows: ${said}`);
  return said;
}

/**
 * Reveals values with their buttons, as a person does. The buttons have no prefix in a place with
 * one value.
 *
 * @param {WebDriver} driver
 * @param {Page} page
 */
export async function reveal(driver, { shown = [] }) {
  for (const kind of shown) {
    const place = await driver.executeScript(
      `const frames = [...document.querySelectorAll("iframe.sordino-field")];
       const frame = frames.find(({ dataset }) => dataset.sordinoKind === arguments[0]) ?? frames[0];
       return frame.closest(".slot").id;`,
      kind,
    );
    await within(driver, place, async () => {
      const button = await driver.findElement(By.css(`[data-kind="${kind}"] .reveal`));
      // The gate requires that a value was visible for a tenth of a second, by the browser's own
      // clock.
      await until(`${kind} is revealed`, async () => {
        await pressAsPerson(driver, button);
        return (await button.getAttribute('aria-pressed')) === 'true';
      });
    });
  }
}
