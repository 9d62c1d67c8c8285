import assert from 'node:assert/strict';
import { test } from 'node:test';

import { appearanceOf } from '../src/highnote/styles.js';

test("styles of Highnote's packages are converted to an appearance", () => {
  const { variables, leftOut } = appearanceOf([
    {
      color: '#123456',
      backgroundColor: 'rgb(0 0 0 / 50%)',
      border: '2px solid hsl(210, 10%, 50%)',
      borderRadius: '4px',
      fontFamily: '"Fira Sans", sans-serif',
      fontSize: '18px',
      fontWeight: '600',
      letterSpacing: '0.5px',
      lineHeight: '27px',
      ':focus': { border: '1px solid blue' },
      ':invalid': { color: 'crimson' },
      ':valid': { color: 'green' },
    },
  ]);
  assert.deepEqual(leftOut, []);
  assert.deepEqual(variables, {
    colorText: '#123456',
    colorBackground: 'rgb(0 0 0 / 50%)',
    borderWidth: '2px',
    colorBorder: 'hsl(210, 10%, 50%)',
    borderRadius: '4px',
    fontFamily: '"Fira Sans", sans-serif',
    fontSize: '18px',
    fontWeight: '600',
    letterSpacing: '0.5px',
    lineHeight: '1.5',
    colorAccent: 'blue',
    colorDanger: 'crimson',
    colorSuccess: 'green',
  });
});

test('the first element that sets a style determines it', () => {
  const { variables } = appearanceOf([
    { color: 'red' },
    undefined,
    { color: 'blue', fontSize: '12px' },
  ]);
  assert.deepEqual(variables, { colorText: 'red', fontSize: '12px' });
});

test('styles that the frame does not have or would refuse are left out and listed', () => {
  const { variables, leftOut } = appearanceOf([
    {
      cursor: 'pointer',
      userSelect: 'none',
      color: 'url(https://evil.example/)',
      fontFamily: 'a;}body{',
      fontSize: 'calc(1px + 1em)',
      lineHeight: 'normal',
      ':hover': { color: 'red' },
      ':focus': { fontSize: '12px' },
    },
  ]);
  assert.deepEqual(variables, {});
  assert.deepEqual(leftOut, [
    'cursor',
    'userSelect',
    'color',
    'fontFamily',
    'fontSize',
    'lineHeight',
    ':focus fontSize',
    ':hover color',
  ]);
});
