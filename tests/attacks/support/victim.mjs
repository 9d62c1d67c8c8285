// @ts-check
// The page /victim.html from outside: a session where an attack hurts most.
import { By, Key } from 'selenium-webdriver';
import { Field } from '../../browser/support/field.mjs';
import { pressAsPerson } from '../../browser/support/keys.mjs';
import { until } from '../../browser/support/wait.mjs';
import { HELD, holdTime } from './time.mjs';

/** @typedef {import("../../pages/victim.js").VictimOptions} VictimOptions */
/** @typedef {import("../../pages/victim.js").Outcome} Outcome */
/** @typedef {import("../../pages/victim.js").Told} Told */

/** In no port, size or coordinate of the pages here. */
export const PIN = '8264';
export const SSN = '572819364';

/**
 * A card of the seed (`sandbox/src/store/seed/cards.rs`), and what of it nobody but its owner may
 * see.
 */
export const CARD = {
  id: 'cd_40d6e8c7f1934ab2950b7e3cd82f6a1e',
  number: '4012888888881881',
  last4: '1881',
  cvv: '012',
};

/** Another one of the same customer. */
export const OTHER_CARD = {
  id: 'cd_2e94d7b01c6a4f58b3e7902d6a1f8c45',
  number: '5555555555554444',
  cvv: '456',
};

const ADDRESS = {
  streetAddress: '12 Park Row',
  locality: 'New York',
  region: 'NY',
  postalCode: '10007',
  countryCodeAlpha3: 'USA',
};

/** What is done to the page, by what hurts most when it is had. */
export const USES = {
  pin: {
    operation: 'setPaymentCardPin',
    input: { paymentCardId: CARD.id },
    fields: [
      { name: 'pin', kind: 'pin' },
      { name: 'again', kind: 'pinConfirm' },
    ],
  },
  card: {
    operation: 'viewPaymentCard',
    input: { paymentCardId: CARD.id },
    fields: [
      { name: 'number', kind: 'cardNumber' },
      { name: 'cvv', kind: 'cvv' },
      { name: 'expiry', kind: 'expirationDate' },
    ],
  },
  ssn: {
    operation: 'tokenizePersonAccountHolder',
    input: {
      personAccountHolder: {
        name: { givenName: 'Clara', familyName: 'Wieck' },
        email: 'clara@example.com',
        phoneNumber: { number: '2125550143' },
        dateOfBirth: '1990-05-17',
        billingAddress: ADDRESS,
      },
    },
    fields: [{ name: 'ssn', kind: 'socialSecurityNumber' }],
  },
};

/** @typedef {keyof typeof USES} Use */

/**
 * What a field of the card shows: only the driver can read it.
 *
 * @typedef {object} Shown
 * @property {string} seen
 * @property {string} spoken
 * @property {string} status
 * @property {boolean} revealed
 * @property {boolean} usable whether there is a value behind the mask
 */
const READ_SHOWN = `
  const text = (selector) => document.querySelector(selector).textContent;
  const button = document.querySelector(".reveal");
  return {
    seen: text(".seen"),
    spoken: text(".spoken"),
    status: text(".status"),
    revealed: button.getAttribute("aria-pressed") === "true",
    usable: !button.disabled,
  };`;

export class Victim {
  #driver;

  /** @param {import("selenium-webdriver").WebDriver} driver in a window that shows the page */
  constructor(driver) {
    this.#driver = driver;
  }

  /**
   * Runs a script as one of the page's own; `done` is its last argument when it is asynchronous.
   *
   * @param {string} script
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async run(script, ...args) {
    await this.#driver.switchTo().defaultContent();
    return this.#driver.executeScript(script, ...args);
  }

  /**
   * Puts a script into the page, where it has the page's own `Object` and `Array`: Firefox gives
   * the driver others.
   *
   * @param {string} script
   * @param {...unknown} args
   */
  async inject(script, ...args) {
    await this.run(
      `const [script, args] = arguments;
      const element = document.createElement("script");
      element.textContent = "(function () {" + script + "}).apply(null, " + JSON.stringify(args) + ")";
      document.head.append(element);`,
      script,
      args,
    );
  }

  /**
   * @param {string} script its last argument is to be called with the result
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async wait(script, ...args) {
    await this.#driver.switchTo().defaultContent();
    return this.#driver.executeAsyncScript(script, ...args);
  }

  /**
   * @param {VictimOptions} options
   * @returns {Promise<Outcome>} how opening it ended
   */
  open(options) {
    return this.wait('victim.open(arguments[0]).then(arguments[1])', options);
  }

  /**
   * Opens a session that an attack keeps from its vault. Its time is up once the attack was made,
   * however long the machine took for that.
   *
   * @param {VictimOptions} options
   * @param {() => unknown} isMade
   * @returns {Promise<Outcome>} how opening it ended
   */
  async openUnder(options, isMade) {
    const timeIsUp = await holdTime(this.#driver);
    await this.run('window.end = victim.open(arguments[0])', {
      ...options,
      session: { ...options.session, timeout: HELD },
    });
    await until('the attack is made', isMade);
    await timeIsUp();
    return this.wait('end.then(arguments[0])');
  }

  /**
   * @param {unknown} [input]
   * @param {string} [operation]
   * @returns {Promise<Outcome>}
   */
  call(input, operation) {
    return this.wait(
      'victim.call(arguments[0] ?? undefined, arguments[1] ?? undefined).then(arguments[2])',
      input ?? null,
      operation ?? null,
    );
  }

  /** @returns {Promise<Told[]>} every event so far */
  told() {
    return this.run('return victim.told');
  }

  /** @returns {Promise<string[]>} why the page's callback was asked */
  asked() {
    return this.run('return victim.asked');
  }

  /**
   * Waits for an event.
   *
   * @param {string} source session, or a field's name
   * @param {string} type
   * @param {(detail: any) => boolean} [fits]
   */
  heard(source, type, fits = () => true) {
    return until(`${source} says ${type}`, async () =>
      (await this.told()).findLast(
        (entry) => entry.source === source && entry.type === type && fits(entry.detail),
      ),
    );
  }

  /** @param {string} name */
  field(name) {
    return new Field(this.#driver, () =>
      this.#driver.executeScript('return victim.frame(arguments[0])', name),
    );
  }

  /**
   * Runs a script in a field's document, where no script of the page can run.
   *
   * @param {string} name
   * @param {string} script
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  inside(name, script, ...args) {
    return this.field(name).inside(() => this.#driver.executeScript(script, ...args));
  }

  /**
   * Runs a script in the vault's document.
   *
   * @param {string} script
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async insideVault(script, ...args) {
    await this.#driver.switchTo().defaultContent();
    await this.#driver
      .switchTo()
      .frame(await this.#driver.findElement(By.css('iframe.sordino-vault')));
    try {
      return await this.#driver.executeScript(script, ...args);
    } finally {
      await this.#driver.switchTo().defaultContent();
    }
  }

  /**
   * @param {string} name
   * @returns {Promise<Shown>}
   */
  shown(name) {
    return this.inside(name, READ_SHOWN);
  }

  /**
   * A person's press on the button that reveals or hides.
   *
   * @param {string} name
   */
  clickReveal(name) {
    return this.#pressIn(name, '.reveal');
  }

  /**
   * A person's press on the button that copies.
   *
   * @param {string} name
   */
  clickCopy(name) {
    return this.#pressIn(name, '.copy');
  }

  /**
   * @param {string} name
   * @param {string} button
   */
  #pressIn(name, button) {
    return this.field(name).inside(async () =>
      pressAsPerson(this.#driver, await this.#driver.findElement(By.css(button))),
    );
  }

  /**
   * Reveals a value as its owner does, and waits until it is there. An engine that watches whether
   * a field can be seen needs a moment for it: the owner clicks again.
   *
   * @param {string} name
   * @returns {Promise<Shown>}
   */
  async reveal(name) {
    return until(`${name} is revealed`, async () => {
      if (!(await this.shown(name)).revealed) await this.clickReveal(name);
      const shown = await this.shown(name);
      return shown.revealed ? shown : undefined;
    });
  }

  /**
   * Types into a field, which has the focus after that.
   *
   * @param {string} name
   * @param {string} text
   */
  type(name, text) {
    return this.field(name).type(text);
  }

  /** Ends a selection, a drag, a menu. */
  escape() {
    return this.#driver.actions().sendKeys(Key.ESCAPE).perform();
  }
}
