// @ts-check
// The gallery: which pages there are, in the order of the navigation.

/**
 * @typedef {{ href: string, title: string, icon: import("./icons.js").IconName }} Page
 * @type {{ group: string, pages: Page[] }[]}
 */
export const GALLERY = [
  {
    group: "Cards",
    pages: [
      { href: "/", title: "Set a PIN", icon: "pin" },
      { href: "/card-details.html", title: "Card details", icon: "eye" },
    ],
  },
  {
    group: "Accounts",
    pages: [
      { href: "/direct-deposit.html", title: "Direct deposit", icon: "bank" },
      { href: "/external-account.html", title: "Linked account", icon: "link" },
    ],
  },
];
