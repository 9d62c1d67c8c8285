// @ts-check
/** @import { Spread } from "./stats.mjs" */

/**
 * The arguments of a measurement.
 *
 * @typedef {object} Context
 * @property {import("./chromium.mjs").Chromium} chromium
 * @property {import("./stand.mjs").Stand} stand
 * @property {number} samples the number for each variant
 * @property {(line: string) => void} say prints progress
 */

/**
 * The result of a measurement.
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
 * @property {Spread} [ratio] the ratio of `sordino` to `against`
 * @property {Record<string, number | string>} [more] further observations
 */

export {};
