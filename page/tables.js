// The tables that a person has taught, out of all 256, and the lessons that they have done: only the data, and its text for the
// browser's storage, in which strangers may have written.

import { GATES } from './gates.js';

/**
 * @typedef {object} Taught
 * @property {Set<number>} trained the tables that a network with biases has learned, by number
 * @property {Set<number>} none those that w1…w8 alone have learned
 * @property {Set<number>} lessons the lessons that were done, from 0
 */

const TABLES = 256;
const LESSONS = 16;

/** @returns {Taught} */
export const nothing = () => ({ trained: new Set(), none: new Set(), lessons: new Set() });

/** The number of a table, from 0 to 255, of the bits of o1 and o2: '0110' and '0001'. @param {string[]} bits */
export const numberOf = ([o1, o2]) => 16 * parseInt(o1, 2) + parseInt(o2, 2);

/** As it is kept: the version of this form, and three numbers in hexadecimal with a bit for each member. @param {Taught} taught */
export function textOf({ trained, none, lessons }) {
  return ['1', digits(trained, TABLES), digits(none, TABLES), digits(lessons, LESSONS)].join(' ');
}

/** What was kept; nothing where it is something else. @param {unknown} text @returns {Taught} */
export function parse(text) {
  const found = typeof text === 'string' && text.length < 200 && text.match(/^1 ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9a-f]{4})$/);
  if (!found) return nothing();
  const [trained, none, lessons] = found.slice(1).map(members);
  return { trained, none, lessons };
}

/** All of both. @param {Taught} one @param {Taught} other @returns {Taught} */
export function both(one, other) {
  return { trained: union(one.trained, other.trained), none: union(one.none, other.none), lessons: union(one.lessons, other.lessons) };
}

const union = (one, other) => new Set([...one, ...other]);

/** A file for people and programs: the tables by the names of their gates. @param {Taught} taught */
export function exported(taught, program, lessonNames) {
  const names = (set) => [...set].sort((one, other) => one - other).map((number) => [number >> 4, number & 15].map(nameOf).join(','));
  const all = {
    program, taught: taught.trained.size, tables: names(taught.trained),
    taught_without_biases: taught.none.size, tables_without_biases: names(taught.none),
    lessons: lessonNames.filter((_, index) => taught.lessons.has(index)),
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}

const nameOf = (bits) => GATES.find(([, its]) => parseInt(its, 2) === bits)[0];

function digits(set, size) {
  let text = '';
  for (let at = 0; at < size; at += 4) {
    text += [0, 1, 2, 3].reduce((digit, bit) => digit + (set.has(at + bit) ? 1 << bit : 0), 0).toString(16);
  }
  return text;
}

function members(text) {
  const set = new Set();
  for (const [at, digit] of [...text].entries()) {
    for (const bit of [0, 1, 2, 3]) if (parseInt(digit, 16) & (1 << bit)) set.add(4 * at + bit);
  }
  return set;
}
