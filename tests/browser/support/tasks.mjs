// @ts-check
// Tasks of the frame's script, as Chromium's trace has them.
import { trace } from '../../bench/support/trace.mjs';

/** @import { TraceEvent } from "../../bench/support/trace.mjs" */
/** @import { Instruments } from "./instruments.mjs" */

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** The frame's scripts: the vault's, by which the wasm is called too, and that of a field. */
const OWN = /\/(vault\.js|field\.html)$/;

/**
 * The tasks of main threads in which the browser calls the frame's script: an event, a message, a
 * timer. How many tasks there are in all is no fixed number: the browser has its own, for frames to
 * be drawn, for memory, for other processes.
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
  /** @type {Map<TraceEvent, number>} */
  const found = new Map();
  for (const call of calls) {
    const { url, functionName } = call.args.data;
    const task = taskOf(call);
    if (!task) throw new Error(`${functionName} of ${url} was called outside of all tasks`);
    found.set(task, (found.get(task) ?? 0) + 1);
  }
  return [...found.values()].map((count) => `${count} ${count === 1 ? 'call' : 'calls'}`);
}
