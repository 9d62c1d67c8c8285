// @ts-check
/** @import { Spread } from "./stats.mjs" */

/**
 * What a measurement is given.
 *
 * @typedef {object} Context
 * @property {import("./chromium.mjs").Chromium} chromium
 * @property {import("./stand.mjs").Stand} stand
 * @property {number} samples of each variant
 * @property {(line: string) => void} say what is going on
 */

/**
 * One figure.
 *
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} [fields] how many
 * @property {number} [sessions] how many
 * @property {number} [clients] how many
 * @property {"cold" | "warm"} [cache]
 * @property {"chromium" | "firefox" | "webkit"} [engine]
 * @property {string} unit
 * @property {Spread} sordino
 * @property {Spread & { what: string }} [against]
 * @property {Spread} [ratio] of `sordino` to `against`
 * @property {Record<string, number | string>} [more] what else was seen
 */

export {};
