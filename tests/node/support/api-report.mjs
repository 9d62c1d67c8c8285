// @ts-check
// The types of the custom elements, as the report of the package's exports (docs/api) has them.
import assert from 'node:assert/strict';
import { read } from '../../docs/markdown.mjs';

/** @typedef {{ name: string, type: { text: string } }} Named */
/** @typedef {Named & { kind: string, readonly?: true, attribute?: string, reflects?: true, parameters?: (Named & { optional?: true })[], return?: { type: { text: string } } }} Member */

/**
 * Returns the text of a declaration in the API report, in one line.
 * @param {string} report
 * @param {string} start
 */
function reported(report, start) {
  const text = read(`docs/api/${report}.api.md`);
  const from = text.indexOf(start);
  assert.ok(from >= 0, `${start} in docs/api/${report}.api.md`);
  return text.slice(from + start.length, text.indexOf('\n}', from));
}

/** Returns an object's type in one line, as the manifest has it. @param {string} type */
const flat = (type) => type.replaceAll(/\s+/g, ' ').replaceAll('; }', ' }');

/**
 * Returns the types of a class's members from the API report. The type of a member that can only be
 * set is that of its setter.
 *
 * @param {string} name
 */
export function typesOf(name) {
  /** @type {Map<string, string>} */
  const types = new Map();
  for (const line of reported('elements', `export class ${name} extends ElementBase {\n`).split(
    '\n',
  )) {
    const [, member, parameters, type] = /^ +(?:get )?(\w+)\((.*)\): (.+);$/.exec(line) ?? [];
    if (member && type)
      types.set(member, line.includes(' get ') ? type : `(${parameters}) => ${type}`);
    const [, written, taken] = /^ +set (\w+)\(value: (.+)\);$/.exec(line) ?? [];
    if (written && taken && !types.has(written))
      types.set(written, expanded(taken.replace(' | null | undefined', '')));
  }
  return types;
}

/**
 * Replaces a type that refers to a member of another type by that member's type.
 *
 * @param {string} type
 */
function expanded(type) {
  const [, owner, member] = /^(\w+)\['(\w+)'\]$/.exec(type) ?? [];
  if (!owner || !member) return type;
  return (
    new RegExp(`^ +${member}\\??: (.+);$`, 'm').exec(
      reported('sordino', `export interface ${owner} {\n`),
    )?.[1] ?? type
  );
}

/** @param {Member} member */
export function typeOf({ kind, type, parameters = [], return: returned }) {
  if (kind !== 'method') return type.text;
  const list = parameters.map(
    ({ name, type, optional }) => `${name}${optional ? '?' : ''}: ${type.text}`,
  );
  return `(${list.join(', ')}) => ${returned?.type.text}`;
}

/**
 * Returns the types of an element's events by their names.
 *
 * @param {string} tagName
 */
export function eventsOf(tagName) {
  const isField = tagName === 'sordino-field';
  const text = flat(
    isField
      ? reported('sordino', 'export interface FieldEvents {\n')
      : reported('elements', 'export interface SordinoSessionEvents {\n'),
  );
  const pairs = [...text.matchAll(/'?([\w-]+)'?: (CustomEvent<(?:\{[^}]*\}|\w+)>);/g)];
  return new Map(
    pairs.map(([, name = '', type = '']) => [isField ? `sordino-${name}` : name, type]),
  );
}
