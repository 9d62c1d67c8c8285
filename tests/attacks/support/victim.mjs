// @ts-check
// Controls the page /victim.html: a session with the most valuable secrets.
import { By, Key } from 'selenium-webdriver';
import { Field } from '../../browser/support/field.mjs';
import { pressAsPerson } from '../../browser/support/keys.mjs';
import { until } from '../../browser/support/wait.mjs';
import { HELD, holdTime } from './time.mjs';

/** @typedef {import("../../pages/victim.js").VictimOptions} VictimOptions */
/** @typedef {import("../../pages/victim.js").Outcome} Outcome */
/** @typedef {import("../../pages/victim.js").Told} Told */

/** These digits are in no port, size or coordinate of the pages here. */
export const PIN = '8264';
export const SSN = '572819364';

/**
 * A card of the seed (`sandbox/src/store/seed/cards.rs`), with the values that only its owner may
 * see.
 */
export const CARD = {
  id: 'cd_40d6e8c7f1934ab2950b7e3cd82f6a1e',
  number: '4012888888881881',
  last4: '1881',
  cvv: '012',
};

/** Another card of the same customer. */
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

/** The operations that are attacked, by the secret that is worth stealing. */
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
 * The state of a field of the card, which only the driver can read.
 *
 * @typedef {object} Shown
 * @property {string} seen
 * @property {string} spoken
 * @property {string} status
 * @property {boolean} revealed
 * @property {boolean} usable whether the field has a value behind its mask
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
   * Runs a script in the page.
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
   * Inserts a script into the page, where it has the page's own `Object` and `Array`. In Firefox,
   * the driver's scripts have others.
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
   * @param {string} script calls its last argument with the result
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async wait(script, ...args) {
    await this.#driver.switchTo().defaultContent();
    return this.#driver.executeAsyncScript(script, ...args);
  }

  /**
   * @param {VictimOptions} options
   * @returns {Promise<Outcome>} how opening the session ended
   */
  open(options) {
    return this.wait('victim.open(arguments[0]).then(arguments[1])', options);
  }

  /**
   * Opens a session whose vault an attack keeps away. The timeout starts to run when the attack is
   * made, however slow the machine is.
   *
   * @param {VictimOptions} options
   * @param {() => unknown} isMade
   * @returns {Promise<Outcome>} how opening the session ended
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

  /** @returns {Promise<Told[]>} all events so far */
  told() {
    return this.run('return victim.told');
  }

  /** @returns {Promise<string[]>} the reasons with which the page's callback was called */
  asked() {
    return this.run('return victim.asked');
  }

  /**
   * Waits for an event.
   *
   * @param {string} source "session", or the name of a field
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
   * Runs a script in a field's document, where the page can run none.
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
   * Presses the button that reveals or hides, as a person.
   *
   * @param {string} name
   */
  clickReveal(name) {
    return this.#pressIn(name, '.reveal');
  }

  /**
   * Presses the button that copies, as a person.
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
   * Reveals a value as its owner does, and waits until it is shown. An engine that observes the
   * visibility of a field needs a moment for it, so the owner clicks again.
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
   * Types into a field, which keeps the focus.
   *
   * @param {string} name
   * @param {string} text
   */
  type(name, text) {
    return this.field(name).type(text);
  }

  /** Presses Escape, which ends a selection, a drag or a menu. */
  escape() {
    return this.#driver.actions().sendKeys(Key.ESCAPE).perform();
  }
}
