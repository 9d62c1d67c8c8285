// @ts-check
// Tasks of the frame's script, as Chromium's trace has them.
import { trace } from '../../bench/support/trace.mjs';

/** @import { TraceEvent } from "../../bench/support/trace.mjs" */
/** @import { Instruments } from "./instruments.mjs" */

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** The frame's scripts: the vault's, by which the wasm is called too, and that of a field. */
const OWN = /\/(vault\.js|field\.html)$/;

const TIMED = ['TimerFire', 'FireAnimationFrame'];

/**
 * The tasks of main threads in which the browser calls the frame's script for an event or a message.
 * How many tasks there are in all is no fixed number: the browser has its own, for frames to be
 * drawn, for memory, for other processes. Timers and animation frames are left out too: the gate
 * looks five times a second for as long as a value may be seen, so that these come with time, and a
 * slow machine has more of them.
 *
 * @param {Instruments} instruments
 * @param {() => Promise<unknown>} work
 * @returns {Promise<string[]>} for each task, how often the script was called in it
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
    if (!task) throw new Error(`${functionName} of ${url} was called outside of all tasks`);
    found.set(task, (found.get(task) ?? 0) + 1);
  }
  const told = [...found].filter(([task]) => !isTimed(task));
  return told.map(([, count]) => `${count} ${count === 1 ? 'call' : 'calls'}`);
}
