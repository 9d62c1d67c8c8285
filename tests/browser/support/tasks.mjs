// @ts-check
// Tasks of the frame's script in Chromium's trace.
import { trace } from '../../bench/support/trace.mjs';

/** @import { TraceEvent } from "../../bench/support/trace.mjs" */
/** @import { Instruments } from "./instruments.mjs" */

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** The frame's scripts: the vault's, which also calls the wasm, and that of a field. */
const OWN = /\/(vault\.js|field\.html)$/;

const TIMED = ['TimerFire', 'FireAnimationFrame'];

/**
 * Returns the tasks of main threads in which the browser calls the frame's script for an event or a
 * message. The number of all tasks is not constant, because the browser adds its own for rendering,
 * memory and other processes. Timers and animation frames are left out too: the gate checks five
 * times a second for as long as a value is shown, so a slow machine has more of them.
 *
 * @param {Instruments} instruments
 * @param {() => Promise<unknown>} work
 * @returns {Promise<string[]>} for each task, the number of calls of the script in it
 */
export async function tasksDuring(instruments, work) {
  const events = await trace(instruments, CATEGORIES, work);
  const calls = events
    .filter(({ name, args }) => name === 'FunctionCall' && OWN.test(args.data?.url ?? ''))
    .sort((a, b) => a.ts - b.ts);
  const tasks = events.filter(({ name, ph }) => name === 'RunTask' && ph === 'X');
  const taskOf = (/** @type {TraceEvent} */ call) =>
    tasks.find(
      ({ pid, tid, ts, dur = 0 }) =>
        pid === call.pid && tid === call.tid && ts <= call.ts && call.ts < ts + dur,
    );
  const timed = events.filter(({ name }) => TIMED.includes(name));
  const isTimed = (/** @type {TraceEvent} */ { pid, tid, ts, dur = 0 }) =>
    timed.some((one) => one.pid === pid && one.tid === tid && ts <= one.ts && one.ts < ts + dur);
  /** @type {Map<TraceEvent, number>} */
  const found = new Map();
  for (const call of calls) {
    const { url, functionName } = call.args.data;
    const task = taskOf(call);
    if (!task) throw new Error(`${functionName} of ${url} was called outside of every task`);
    found.set(task, (found.get(task) ?? 0) + 1);
  }
  const told = [...found].filter(([task]) => !isTimed(task));
  return told.map(([, count]) => `${count} ${count === 1 ? 'call' : 'calls'}`);
}
