// One step on paper: what is printed below the network and the table (print.css), every weight and bias with its chain rule.

import { html, small } from './draw.js';
import { BIASES, WEIGHTS } from './weights.js';
import { say } from './words.js';

const DIGITS = 4;

/** Draws this view into `place`. */
export function drawSheet(place, { step, isRead, number, x, t, status }) {
  const title = isRead ? say('sheet_step', { number, x, t }) : say('sheet_next', { x, t });
  const heads = ['', 'sheet_before', 'global', 'local', 'local', 'product', 'sheet_after'].map((name) => html('th', { scope: 'col' }, name && say(name)));
  const rows = step ? [...Object.keys(WEIGHTS), ...(step.bias === 'none' ? [] : BIASES)].map((name) => row(step, name)) : [];
  const shown = (value) => small(value, DIGITS);
  const rule = step && say('sheet_rule', { alpha: [...new Set([step.learning_rate_h, step.learning_rate])].join(', '), momentum: step.momentum, before: shown(step.loss), after: shown(step.loss_after) });
  place.replaceChildren(html('h2', {}, title), html('p', {}, rule ?? say('sheet_none')),
    html('table', {}, html('thead', {}, html('tr', {}, ...heads)), html('tbody', {}, ...rows)), html('p', {}, `backpropd ${status.version}`));
}

function row(step, name) {
  const before = { ...step.weights_before, ...step.biases_before }[name];
  const after = { ...step.weights_after, ...step.biases_after }[name];
  const { global, local_out, local_net, product } = step.chain[name] ?? ofBias(step, name);
  const cells = [before, global, local_out, local_net, product, after].map((value) => html('td', {}, small(value, DIGITS)));
  return html('tr', {}, html('th', { scope: 'row' }, name), ...cells);
}

/** The chain of a bias: that of a weight to the same neuron, with 1 as its input. */
function ofBias(step, name) {
  const weight = Object.keys(WEIGHTS).find((it) => WEIGHTS[it][1] === name.slice(2));
  return { ...step.chain[weight], local_net: 1, product: step.gradients[name] };
}
