// @ts-check
// What a use case is, as data. Only types: the values are beside this file, one subject each.

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
 * One of the things a use case can be tried with.
 * @typedef {object} Subject
 * @property {string} id
 * @property {string} name
 * @property {string} [detail]
 * @property {boolean} [isOver]
 * @property {string[]} [documentTypes]
 * @property {string} [brand] of a card: what stands on top of its face
 * @property {string} [holderName] of a card
 * @property {string} [color] of a card: its face's
 */

/**
 * An ordinary control of the page itself: a list to choose from, or a text of several lines.
 * @typedef {object} Control
 * @property {string} label
 * @property {string} path where its value goes in the call's input
 * @property {[value: string, words: string][] | ((objects: Objects) => [value: string, words:
 * string][])} [choices]
 * @property {string} [value] a text to begin with
 * @property {number} [most] characters
 */

/**
 * A place in a form, for one field of Sordino or one control of the page.
 * @typedef {{ id: string, size?: "wide" | "third" | "short" | "card" | "documents", own?: Control
 * }} Slot
 */

/** @typedef {{ title?: string, hint?: string, slots: Slot[] }} Group */

/**
 * A group that the person can have several times.
 * @typedef {object} Repeat
 * @property {string} title
 * @property {string} hint
 * @property {string} each what one of them is called: 'Owner'
 * @property {string} add the words on the button
 * @property {number} most
 * @property {(place: string) => Slot[]} slots the places of one, whose ids begin with `place`
 */

/**
 * @typedef {object} StartOptions
 * @property {string} frameUrl
 * @property {Appearance} appearance
 * @property {string} id the subject's; empty where there is none
 * @property {Subject} subject
 * @property {() => Record<string, any>} values what the page's own controls hold, by the end of
 * their path
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
 * @property {[what: string, entry: string][]} [samples] made-up entries for someone who only looks
 * @property {string} action the words on the button
 * @property {boolean} [hides] whether there is something to hide again
 * @property {boolean} [cancels] whether the call takes long enough to be stopped
 * @property {boolean} [looks] whether the page lets one change the fields' looks, and shows their
 * states
 * @property {"person" | "business" | "authorizedUser"} [handsOver] what the server makes of the
 * token that is the result
 * @property {string} assurance
 * @property {string} call the session's method
 * @property {string} busy
 * @property {(summary: any, subject: string) => [title: string, text: string]} done
 * @property {(summary: any) => string} [detail] what the choice says of itself from then on
 * @property {Messages} [messages]
 * @property {(options: StartOptions) => Running} start
 * @property {string} secret what the frame alone holds
 * @property {Claim[]} claims
 * @property {"typing" | "reading"} trial which attack the page lets one try
 * @property {{ words: string, attempt: (session: Session) => Promise<unknown> }} [refused] a call
 * that must be refused
 * @property {string} held
 * @property {File[]} files the page's half and the server's, as they run
 */

export {};
