import assert from 'node:assert/strict';
import { test } from 'node:test';

import { themeFor } from '../src/highnote/theme.js';

test('fields are dark only in a page that declares dark', () => {
  for (const scheme of ['', 'normal', 'light', 'only light', 'Light', 'darkish'])
    assert.equal(themeFor(scheme), 'light', scheme);
  for (const scheme of ['dark', 'only dark', ' DARK '])
    assert.equal(themeFor(scheme), 'dark', scheme);
  for (const scheme of ['light dark', 'dark light', 'only light dark'])
    assert.equal(themeFor(scheme), 'system', scheme);
});
