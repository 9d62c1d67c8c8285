// @ts-check
// Reproducible random numbers: every choice of a run comes from its seed.

export class Random {
  #state;

  /** @param {number} seed 32 bits */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** Returns a number from 0 to 1, without 1 (mulberry32). */
  #next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /**
   * Returns a whole number, both ends included.
   *
   * @param {number} least
   * @param {number} most
   */
  between(least, most) {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  /** @param {number} count */
  digits(count) {
    return Array.from({ length: count }, () => this.between(0, 9)).join('');
  }

  /**
   * @template T
   * @param {readonly T[]} items
   * @returns {T[]} the same items in another order
   */
  shuffled(items) {
    const order = [...items];
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = this.between(0, last);
      [order[last], order[other]] = [order[other], order[last]];
    }
    return order;
  }
}

/**
 * Returns the seed for a part of a run, so that the part is the same when other parts are left out.
 *
 * @param {number} seed
 * @param {string} part
 */
export function seedOf(seed, part) {
  let hash = seed ^ 0x811c9dc5;
  for (const character of part)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
