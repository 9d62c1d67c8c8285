// @ts-check
// The gallery: which pages there are, in the order of the navigation.

/**
 * @typedef {object} Page
 * @property {string} href
 * @property {string} title
 * @property {import("./icons.js").IconName} icon
 * @property {keyof import("./server.js").Objects} needs what the customer must have for the page to be of use
 */

/** @type {{ group: string, pages: Page[] }[]} */
export const GALLERY = [
  {
    group: "Cards",
    pages: [
      { href: "/", title: "Set a PIN", icon: "pin", needs: "paymentCards" },
      { href: "/card-details.html", title: "Card details", icon: "eye", needs: "paymentCards" },
    ],
  },
  {
    group: "Accounts",
    pages: [
      { href: "/direct-deposit.html", title: "Direct deposit", icon: "bank", needs: "directDepositDetails" },
      { href: "/external-account.html", title: "Linked account", icon: "link", needs: "externalBankAccountDetails" },
    ],
  },
];
