// @ts-check
// The types of a use case. The other files of this folder contain the use cases, one subject each.

/**
 * @import { Claim } from "../shell/never.js"
 * @import { File } from "../shell/code.js"
 * @import { IconName } from "../shell/icons.js"
 * @import { Messages } from "../shell/messages.js"
 * @import { Objects } from "../shell/server.js"
 * @import { Running } from "../shell/runner.js"
 * @import { Appearance, Session } from "/sordino/index.js"
 */

/**
 * An object with which a use case can be tried.
 * @typedef {object} Subject
 * @property {string} id
 * @property {string} name
 * @property {string} [detail]
 * @property {boolean} [isOver]
 * @property {string[]} [documentTypes]
 * @property {string} [brand] for a card: the text at the top of its face
 * @property {string} [holderName] for a card: the cardholder's name
 * @property {string} [color] for a card: the colour of its face
 */

/**
 * An ordinary control of the page itself: a list to choose from, or a multi-line text.
 * @typedef {object} Control
 * @property {string} label
 * @property {string} path the path of its value in the operation's input
 * @property {[value: string, words: string][] | ((objects: Objects) => [value: string, words:
 * string][])} [choices]
 * @property {string} [value] the initial text
 * @property {number} [most] the most characters
 */

/**
 * A slot in a form, for a field of Sordino or a control of the page.
 * @typedef {{ id: string, size?: "wide" | "third" | "short" | "card" | "documents", own?: Control
 * }} Slot
 */

/** @typedef {{ title?: string, hint?: string, slots: Slot[] }} Group */

/**
 * A group that the person can repeat.
 * @typedef {object} Repeat
 * @property {string} title
 * @property {string} hint
 * @property {string} each the name of one item, such as 'Owner'
 * @property {string} add the label of the button
 * @property {number} most
 * @property {(place: string) => Slot[]} slots the slots of one item, whose ids start with
 * `place`
 */

/**
 * @typedef {object} StartOptions
 * @property {string} frameUrl
 * @property {Appearance} appearance
 * @property {string} id the subject's id; empty if there is none
 * @property {Subject} subject
 * @property {() => Record<string, any>} values the values of the page's own controls, by
 * the last name of their path
 */

/**
 * @typedef {object} UseCase
 * @property {string} title
 * @property {string} intro
 * @property {"wallet" | "cards" | { title: string, icon: IconName, from: (objects: Objects) =>
 * Subject[] }} [subjects]
 * @property {{ href: string, words: string }[]} [modes] the pages between which the person can
 * switch
 * @property {{ title: string, groups: Group[], repeat?: Repeat }} form
 * @property {[what: string, entry: string][]} [samples] made-up entries to copy
 * @property {string} action the label of the button
 * @property {boolean} [hides] whether there are values to hide again
 * @property {boolean} [cancels] whether the call takes long enough to be stopped
 * @property {boolean} [looks] whether the page can change the fields' appearance, and displays their
 * states
 * @property {"person" | "business" | "authorizedUser"} [handsOver] the object that the server
 * creates from the resulting token
 * @property {string} assurance
 * @property {string} call the name of the session's method
 * @property {string} busy
 * @property {(summary: any, subject: string) => [title: string, text: string]} done
 * @property {(summary: any) => string} [detail] the text of the choice after the call
 * @property {Messages} [messages]
 * @property {(options: StartOptions) => Running} start
 * @property {string} secret the values that only the frame has
 * @property {Claim[]} claims
 * @property {"typing" | "reading"} trial the attack that the page offers to try
 * @property {{ words: string, attempt: (session: Session) => Promise<unknown> }} [refused] a call
 * that must be refused
 * @property {string} held
 * @property {File[]} files the files of the page and of the server
 */

export {};
