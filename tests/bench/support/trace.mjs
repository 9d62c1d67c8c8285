// @ts-check
// Records traces of Chromium.
/** @import { Instruments } from "../../browser/support/instruments.mjs" */

/** @typedef {{ name: string, cat: string, ph: string, ts: number, dur?: number, pid: number, tid: number, args: any }} TraceEvent */

/**
 * @param {Instruments} instruments
 * @param {string[]} categories
 * @param {() => Promise<unknown>} work
 * @returns {Promise<TraceEvent[]>} the events during the work
 */
export async function trace(instruments, categories, work) {
  /** @type {TraceEvent[]} */
  const events = [];
  /** @type {(value?: unknown) => void} */
  let done = () => {};
  const complete = new Promise((resolve) => (done = resolve));
  const stop = instruments.listen(({ method, params }) => {
    if (method === 'Tracing.dataCollected') events.push(...params.value);
    else if (method === 'Tracing.tracingComplete') done();
  });
  await instruments.ask('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories, recordMode: 'recordAsMuchAsPossible' },
  });
  await work();
  await instruments.ask('Tracing.end');
  await complete;
  stop();
  return events;
}

/**
 * Returns the longest task of each renderer's main thread during the work.
 *
 * @param {Instruments} instruments
 * @param {() => Promise<unknown>} work
 * @returns {Promise<number>} milliseconds
 */
export async function longestTasks(instruments, work) {
  const events = await trace(
    instruments,
    ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
    work,
  );
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && mains.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error('the trace holds no task');
  return Math.max(...tasks.map(({ dur }) => dur ?? 0)) / 1000;
}
