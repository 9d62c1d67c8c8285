// @ts-check
// The reporter of the attacks: it must miss no part of a row, wherever the row is in its file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import rows from '../attacks/reporter.mjs';

/** @param {[type: string, nesting: number, name: string][]} events */
async function reported(...events) {
  async function* source() {
    for (const [type, nesting, name] of events) yield { type, data: { nesting, name } };
  }
  const lines = [];
  for await (const line of rows(source())) lines.push(JSON.parse(line));
  return lines;
}

test('reports the parts of a row at the top of its file and of a row in a group', async () => {
  assert.deepEqual(
    await reported(
      ['test:start', 0, '1 a row'],
      ['test:start', 1, 'attack: x'],
      ['test:pass', 1, 'attack: x'],
      ['test:pass', 0, '1 a row'],
      ['test:start', 0, 'a group'],
      ['test:start', 1, '2 another row'],
      ['test:start', 2, 'control: y'],
      ['test:fail', 2, 'control: y'],
      ['test:fail', 1, '2 another row'],
      ['test:fail', 0, 'a group'],
    ),
    [
      { row: '1 a row', part: 'attack: x', passed: true },
      { row: '2 another row', part: 'control: y', passed: false },
    ],
  );
});
