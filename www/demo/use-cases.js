// @ts-check
// The gallery's use cases as data; use-case-page.js draws each of them.

import { startViewCardDetails } from "./integrations/view-card-details.js";
import { startViewDirectDeposit } from "./integrations/view-direct-deposit.js";
import { startViewExternalAccount } from "./integrations/view-external-account.js";

/**
 * @import { Claim } from "./shell/never.js"
 * @import { File } from "./shell/code.js"
 * @import { Messages } from "./shell/messages.js"
 * @import { Objects } from "./shell/server.js"
 * @import { Running } from "./shell/runner.js"
 * @import { Appearance } from "/sordino/index.js"
 */

/** @typedef {{ id: string, name: string, detail?: string }} Subject one of the things a use case can be tried with */

/**
 * @typedef {object} UseCase
 * @property {string} title
 * @property {string} intro
 * @property {"wallet" | { title: string, from: (objects: Objects) => Subject[] }} subjects
 * @property {{ title: string, slots: { id: string, wide?: boolean }[] }} form
 * @property {string} action the words on the button
 * @property {boolean} [hides] whether there is something to hide again
 * @property {string} assurance
 * @property {string} call the session's method
 * @property {string} busy
 * @property {(summary: any, subject: string) => [title: string, text: string]} done
 * @property {Messages} [messages]
 * @property {(options: { frameUrl: string, id: string, appearance: Appearance }) => Running} start
 * @property {string} secret what the frame alone holds
 * @property {Claim[]} claims
 * @property {"typing" | "reading"} trial which attack the page lets one try
 * @property {string} held
 * @property {File[]} files the page's half and the server's, as they run
 */

/** @type {Claim[]} */
const SHOWN = [
  { what: "What you see", instead: "Numbers are drawn in the frame; this page gets no text, no pixel and no length of them." },
  { what: "The request", instead: "The frame sends it to the API itself; the page’s own network is not used." },
  { what: "The response", instead: "Read in the frame. Only harmless facts come back, from a fixed list." },
  { what: "What you copy", instead: "Copying happens in the frame on your own press; the page hears that it did." },
];

const HELD = "It did hold the client token it passed on: good for minutes, for reading this one thing and nothing else.";

/** @type {File} */
const TOKEN = { path: "/integrations/client-token.js", label: "Token", note: "Sordino calls it; the page’s own server answers." };
/** @type {File} */
const API = { path: "/server/api.mjs", label: "API key", note: "The one place that knows it." };

/** @param {string} path @returns {File} */
const page = (path) => ({ path, label: "Page", note: "The module that runs on this page, as it was served to you." });
/** @param {string} path @returns {File} */
const server = (path) => ({ path, label: "Your server", note: "What answers POST /client-tokens, in Node." });

/** @type {Record<string, UseCase>} */
export const USE_CASES = {
  "card-details": {
    title: "Your card’s details",
    intro: "For paying online. They hide by themselves, and whenever you look at another page.",
    subjects: "wallet",
    form: { title: "Number, expiry and security code", slots: [{ id: "card-number", wide: true }, { id: "expiration-date" }, { id: "cvv" }] },
    action: "Get the details",
    hides: true,
    assurance: "Shown in Sordino’s frame. Larkmere’s page can’t read them.",
    call: "viewPaymentCard",
    busy: "Getting your card’s details…",
    done: (_, card) => ["They are in the fields above", `For your ${card}: each is hidden until you show it, and hides again by itself.`],
    start: startViewCardDetails,
    secret: "the card’s number, code and expiry",
    claims: SHOWN,
    trial: "reading",
    held: HELD,
    files: [page("/integrations/view-card-details.js"), TOKEN, server("/server/payment-card-token.mjs"), API],
  },
  "direct-deposit": {
    title: "Get paid into your account",
    intro: "Your employer asks for two numbers. Here they are, for you alone.",
    subjects: {
      title: "Your accounts",
      from: (objects) => objects.directDepositDetails.map(({ id }, index) => ({ id, name: `Account ${index + 1}`, detail: "Direct deposit" })),
    },
    form: { title: "Account and routing number", slots: [{ id: "account-number" }, { id: "routing-number" }] },
    action: "Get the numbers",
    hides: true,
    assurance: "Shown in Sordino’s frame. Larkmere’s page can’t read them.",
    call: "viewDirectDepositDetail",
    busy: "Getting your account’s numbers…",
    done: (_, account) => ["They are in the fields above", `The numbers of ${account} are hidden until you show them, and hide again by themselves.`],
    start: startViewDirectDeposit,
    secret: "the account and routing number",
    claims: SHOWN,
    trial: "reading",
    held: HELD,
    files: [page("/integrations/view-direct-deposit.js"), TOKEN, server("/server/bank-account-tokens.mjs"), API],
  },
  "external-account": {
    title: "The bank account you linked",
    intro: "Check that money goes where you think it goes.",
    subjects: {
      title: "Linked accounts",
      from: (objects) =>
        objects.externalBankAccountDetails.map(({ id, last4 }, index) => ({
          id,
          name: last4 ? `Account ending in ${last4}` : `Account ${index + 1}`,
          detail: "Another bank",
        })),
    },
    form: { title: "Account and routing number", slots: [{ id: "account-number" }, { id: "routing-number" }] },
    action: "Get the numbers",
    hides: true,
    assurance: "Shown in Sordino’s frame. Larkmere’s page can’t read them.",
    call: "viewExternalBankAccountDetail",
    busy: "Getting the account’s numbers…",
    done: (_, account) => ["They are in the fields above", `The numbers of your ${account.toLowerCase()} are hidden until you show them, and hide again by themselves.`],
    start: startViewExternalAccount,
    secret: "the account and routing number",
    claims: SHOWN,
    trial: "reading",
    held: HELD,
    files: [page("/integrations/view-external-account.js"), TOKEN, server("/server/bank-account-tokens.mjs"), API],
  },
};
