// The ten lessons: what is to be done in each, and how to tell from the machine that it was done. Only data and pure functions of
// a status; the drawing is in lesson.js, the words are in the catalogues.

import { hasRestarts } from './address.js';
import { taughtBits } from './gates.js';

/**
 * @typedef {object} Step
 * @property {string} name its words: `lesson_<lesson>_<step>`
 * @property {(now: any, address: string) => boolean} holds whether it is so, of a status and the board's address
 * @property {number} [during] for how many training steps it must be so, without a break
 */

/**
 * @typedef {object} Lesson
 * @property {string} name
 * @property {number} choices how many there are to the question what you expect; 0 where you write it
 * @property {string} start the address that the board is set up with, without the version
 * @property {'panel' | 'fast'} pace to begin with
 * @property {Step[]} steps in their order
 */

/** What has been done of a lesson: the steps in order, and since which training step the next one has been so. */
export const BEGIN = { done: 0, /** @type {number | null} */ since: null };

const ROWS = ['00', '01', '10', '11'];

const shows = (now, x) => ROWS[2 * Number(now.debounced.i1) + Number(now.debounced.i2)] === x;
const targets = (now, t) => [now.debounced.t1, now.debounced.t2].map(Number).join('') === t;
const row = (now, x) => now.rows[ROWS.indexOf(x)];
const isTaught = (now, x, t) => row(now, x).target?.join('') === t;
const isUntaught = (now, x) => row(now, x).target === null;
const isRight = (now, x, t) => isTaught(now, x, t) && row(now, x).right;
const count = (now) => now.rows.filter(({ target }) => target).length;
/** Whether this table is taught: `0110,0001`. */
const isTable = (now, table) => taughtBits(now)?.join(',') === table;
const hasLearned = (now, table) => now.state === 'learned' && isTable(now, table);

const AND = '0001,0000';
const XOR = '0110,0000';
const HALF_ADDER = '0110,0001';
const OR_OR_NAND = ['0111,0000', '1110,0000'];

/** The seed of weights that get stuck on XOR. */
const STUCK = 'seed=11';

/** @type {Lesson[]} */
export const LESSONS = [
  {
    // All rows answer 00 with these weights.
    name: 'row', choices: 3, start: 'seed=5', pace: 'panel',
    steps: [
      { name: 'inputs', holds: (now) => shows(now, '11') },
      { name: 'targets', holds: (now) => shows(now, '11') && targets(now, '01') },
      { name: 'teach', holds: (now) => isTaught(now, '11', '01') && count(now) === 1 },
      { name: 'learned', holds: (now) => isRight(now, '11', '01') && count(now) === 1 },
      { name: 'others', holds: (now) => shows(now, '00') && count(now) === 1 },
    ],
  },
  {
    name: 'and', choices: 3, start: 'seed=2', pace: 'panel',
    steps: [
      { name: 'three', holds: (now) => ['00', '01', '10'].every((x) => isRight(now, x, '00')) && isUntaught(now, '11') },
      { name: 'look', holds: (now) => shows(now, '11') && isUntaught(now, '11') },
      { name: 'fourth', holds: (now) => isTable(now, AND) },
      { name: 'learned', holds: (now) => hasLearned(now, AND) },
    ],
  },
  {
    name: 'or', choices: 3, start: 'seed=2', pace: 'panel',
    steps: [
      { name: 'one', holds: (now) => count(now) > 0 },
      { name: 'four', holds: (now) => OR_OR_NAND.some((table) => isTable(now, table)) },
      { name: 'learned', holds: (now) => OR_OR_NAND.some((table) => hasLearned(now, table)) },
    ],
  },
  {
    name: 'xor', choices: 3, start: `table=${XOR}&${STUCK}&restarts=off`, pace: 'panel',
    steps: [
      {
        name: 'stuck', during: 1000,
        holds: (now, address) => isTable(now, XOR) && !hasRestarts(address) && now.verdicts.includes('wrong'),
      },
      { name: 'restarted', holds: (now, address) => isTable(now, XOR) && hasRestarts(address) && now.restarts > 0 },
      { name: 'learned', holds: (now) => hasLearned(now, XOR) },
    ],
  },
  {
    name: 'adder', choices: 3, start: 'seed=2', pace: 'panel',
    steps: [
      {
        name: 'three',
        holds: (now) => isRight(now, '00', '00') && isRight(now, '01', '10') && isRight(now, '10', '10') && isUntaught(now, '11'),
      },
      { name: 'fourth', holds: (now) => isTable(now, HALF_ADDER) },
      { name: 'learned', holds: (now) => hasLearned(now, HALF_ADDER) },
    ],
  },
  {
    // h1 becomes OR, h2 AND.
    name: 'hidden', choices: 0, start: `table=${HALF_ADDER}&seed=2`, pace: 'fast',
    steps: [
      { name: 'learned', holds: (now) => hasLearned(now, HALF_ADDER) },
      { name: 'at01', holds: (now) => hasLearned(now, HALF_ADDER) && shows(now, '01') },
      { name: 'at11', holds: (now) => hasLearned(now, HALF_ADDER) && shows(now, '11') },
      { name: 'at10', holds: (now) => hasLearned(now, HALF_ADDER) && shows(now, '10') },
    ],
  },
  {
    name: 'bias', choices: 3, start: `table=${HALF_ADDER}&seed=2&bias=none`, pace: 'fast',
    steps: [
      { name: 'impossible', holds: (now) => now.bias === 'none' && now.state === 'impossible' },
      { name: 'look', holds: (now) => now.bias === 'none' && shows(now, '01') },
      { name: 'corner', holds: (now) => now.bias === 'none' && shows(now, '00') },
      { name: 'biases', holds: (now) => now.bias === 'trained' && hasLearned(now, HALF_ADDER) },
    ],
  },
  {
    name: 'forget', choices: 3, start: 'seed=2&mode=hold', pace: 'panel',
    steps: [
      { name: 'first', holds: (now) => now.mode === 'hold' && isRight(now, '01', '10') },
      { name: 'second', holds: (now) => now.mode === 'hold' && isTaught(now, '01', '10') && isRight(now, '11', '01') },
      { name: 'lost', holds: (now) => now.mode === 'hold' && isTaught(now, '01', '10') && shows(now, '01') && !row(now, '01').right },
      { name: 'replay', holds: (now) => now.mode === 'replay' && isRight(now, '01', '10') && isRight(now, '11', '01') },
    ],
  },
  {
    name: 'alpha', choices: 3, start: `table=${HALF_ADDER}&seed=2&alpha=0.01&restarts=off`, pace: 'panel',
    steps: [
      {
        name: 'small', during: 500,
        holds: (now) => isTable(now, HALF_ADDER) && now.learning_rate <= 0.05 && now.state === 'learning',
      },
      { name: 'large', during: 500, holds: (now) => isTable(now, HALF_ADDER) && now.learning_rate >= 50 && now.state === 'learning' },
      { name: 'middle', holds: (now) => now.learning_rate >= 2 && now.learning_rate <= 12 && hasLearned(now, HALF_ADDER) },
    ],
  },
  {
    name: 'own', choices: 0, start: 'seed=8', pace: 'panel',
    steps: [
      { name: 'first', holds: (now) => count(now) > 0 },
      { name: 'four', holds: (now) => count(now) === 4 },
      { name: 'learned', holds: (now) => count(now) === 4 && now.state === 'learned' },
    ],
  },
];

/** The last lesson with this table, `0110,0001`, to be taught in it, perhaps without biases. @returns {Lesson} */
export function ownTable(table, isWithout) {
  const own = LESSONS.at(-1);
  const isAsked = (now) => now.rows.every(({ target }, index) => !target || target.join('') === targetOf(table, index));
  const start = isWithout ? { start: `${own.start}&bias=none`, pace: /** @type {const} */ ('fast') } : {};
  return { ...own, ...start, steps: own.steps.map((step) => ({ ...step, holds: (now, address) => isAsked(now) && step.holds(now, address) })) };
}

/** The answer of a table, `0110,0001`, in a row: o1 and o2. */
export function targetOf(table, index) {
  return table.split(',').map((bits) => bits[index]).join('');
}

/** What has been done of a lesson now that the machine is in this state; the same object where that is nothing more. */
export function advance({ steps }, progress, now, address) {
  const { done, since } = progress;
  const step = steps[done];
  if (!step) return progress;
  if (!step.holds(now, address)) return since === null ? progress : { done, since: null };
  const from = since !== null && since <= now.steps ? since : now.steps;
  if (now.steps - from >= (step.during ?? 0)) return { done: done + 1, since: null };
  return from === since ? progress : { done, since: from };
}
