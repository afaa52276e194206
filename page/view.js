// What all cards show: one sample, whichever it is. While the machine runs, it is the one that the switches show, with the step
// that the network would make on it now. While a step is read, phase by phase, it is the sample of that step, and every card
// shows the network before the step, or in the last phase after it.

import { LAST } from './phases.js';

/**
 * @typedef {object} View
 * @property {any} status a status of that moment: the switches, outputs, weights and rows are those to show
 * @property {any} step the ledger of the step, or null where there is none
 * @property {number} number of the step, from 1; 0 for one that was not made
 * @property {boolean} isRead whether a step is read, phase by phase
 * @property {number} phase
 * @property {string} x the sample: its row
 * @property {string} t its target, `–` where none is taught
 */

/** The running machine: `next` works out the step that a status would make on a sample. @returns {View} */
export function live(status, next) {
  const x = [status.debounced.i1, status.debounced.i2].map(Number);
  const { target } = status.rows[2 * x[0] + x[1]];
  return {
    status, isRead: false, phase: LAST, number: 0,
    step: target ? next(status, x, target) : null,
    x: x.join(''), t: target ? target.join('') : '–',
  };
}

/** A step that was made, with the status after it. @returns {View} */
export function read(after, phase) {
  const step = after.last_step;
  const isOver = phase === LAST;
  const [weights, biases] = isOver ? [step.weights_after, step.biases_after] : [step.weights_before, step.biases_before];
  const [x, t] = [step.x, step.target].map((pair) => pair.map(Math.round));
  const rows = after.rows.map((row) => {
    const isOwn = row.x[0] === x[0] && row.x[1] === x[1];
    const out = isOver ? row.out : isOwn ? step.out_o : outputs(weights, biases, row.x).slice(2);
    return judged(after, row, out);
  });
  const own = rows[2 * x[0] + x[1]];
  const [h1, h2] = isOver ? outputs(weights, biases, x) : step.out_h;
  const switches = { ...after.raw, i1: x[0] === 1, i2: x[1] === 1, t1: t[0] === 1, t2: t[1] === 1, teach: false, forget: false };
  return {
    status: {
      ...after, weights, biases, rows, verdicts: rows.map((it) => it.verdict), raw: switches, debounced: switches,
      outs: { h1, h2, o1: own.out[0], o2: own.out[1] }, answer: own.leds,
    },
    step, phase, isRead: true, number: after.steps,
    x: x.join(''), t: t.join(''),
  };
}

/** A row of the table with these outputs, judged as the machine does (machine/src/snapshot/row.rs). */
function judged({ threshold, tolerance }, row, out) {
  const leds = out.map((it) => Number(it >= threshold));
  const right = Boolean(row.target) && out.every((it, o) => Math.abs(row.target[o] - it) <= tolerance);
  const sameLeds = row.target && row.target.every((it, o) => it === leds[o]);
  const verdict = !row.target ? 'untaught' : right ? 'right' : sameLeds ? 'near' : 'wrong';
  return { ...row, out, leds, right, verdict };
}

export const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** What h1, h2, o1, o2 put out, for a picture: the step's own numbers come from the machine. */
export function outputs(w, b, [i1, i2]) {
  const [h1, h2] = [sigmoid(w.w1 * i1 + w.w2 * i2 + b.b_h1), sigmoid(w.w3 * i1 + w.w4 * i2 + b.b_h2)];
  return [h1, h2, sigmoid(w.w5 * h1 + w.w6 * h2 + b.b_o1), sigmoid(w.w7 * h1 + w.w8 * h2 + b.b_o2)];
}
