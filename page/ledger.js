// The ledger: a step for one weight or bias, the chain rule with its terms and their numbers. Its cells keep their places, whatever is
// in them; a phase of the step lights those that it works out.

import { html, number, set, small, write } from './draw.js';
import { endsOf } from './weights.js';
import { PHASES, reached } from './phases.js';
import { say } from './words.js';

const DIGITS = 4;

/** The phase that works out each cell, in the output layer and in the hidden one. */
const COMES_WITH = {
  global: { o: 'global_o', h: 'global_h' },
  outer: { o: 'delta_o', h: 'delta_h' },
  inner: { o: 'gradient_o', h: 'gradient_h' },
  product: { o: 'gradient_o', h: 'gradient_h' },
  update: { o: 'update', h: 'update' },
};

/** Draws it into `place`, with its heading into `heading`. */
export function ledger(place, heading) {
  const cells = { global: term('global'), outer: term('local'), inner: term('local'), product: term('product'), update: term('update') };
  const sample = html('p', { class: 'sample' });
  const sign = (text) => html('span', { class: 'sign', 'aria-hidden': true }, text);
  const chain = html('div', { class: 'chain' }, cells.global.box, sign('×'), cells.outer.box, sign('×'), cells.inner.box, sign('='), cells.product.box);
  place.replaceChildren(html('div', { class: 'numbers' }, chain, cells.update.box, sample));

  return (view, name) => {
    const { step, phase, isRead } = view;
    const [from, to] = endsOf(name);
    write(heading, from ? say('ledger_of', { name, from, to }) : say('ledger_of_bias', { name, to }));
    place.classList.toggle('empty', !step);
    const figures = step ? worked(step, name) : blank(name);
    for (const [kind, cell] of Object.entries(cells)) {
      const layer = to[0];
      const isThere = !isRead || reached(phase, COMES_WITH[kind][layer]);
      const now = PHASES[phase];
      const isNow = isRead && Boolean(now.terms?.includes(kind)) && (now.layer === layer || now.layer === 'both');
      cell.show(figures[kind], Boolean(step) && isThere, isNow);
    }
    write(sample, sentence(view));
  };
}

/** Which sample it is, and which step. */
function sentence({ step, number: which, isRead, x, t }) {
  if (!step) return say('ledger_none', { x });
  const [before, after] = [step.loss, step.loss_after].map((it) => small(it, DIGITS));
  return isRead ? say('ledger_step', { number: which, x, t, before, after }) : say('ledger_next', { x, t, before, after });
}

/** The symbols alone, so that nothing moves when the numbers come. */
function blank(name) {
  const [, to] = endsOf(name);
  const cell = (symbol) => ({ symbol, formula: '', figures: '', value: '' });
  return {
    global: cell(`∂L/∂out_${to}`), outer: cell(`∂out_${to}/∂net_${to}`), inner: cell(`∂net_${to}/∂${name}`),
    product: cell(`∂L/∂${name}`), update: cell(`${name}⁺`),
  };
}

/** Each cell's symbol, formula, figures and value. */
function worked(step, name) {
  const [from, to] = endsOf(name);
  const link = step.chain[name];
  const show = (value) => small(value, DIGITS);
  const signed = (value) => (value < 0 ? `(${show(value)})` : show(value));
  const n = Number(to[1]);
  const isOutput = to[0] === 'o';
  const out = isOutput ? step.out_o[n - 1] : step.out_h[n - 1];
  const [w, w2] = [`w${4 + n}`, `w${6 + n}`];
  const old = step.weights_before;
  return {
    global: {
      symbol: `∂L/∂out_${to}`, formula: isOutput ? `out_${to} − t${n}` : `δo1·${w} + δo2·${w2}`,
      figures: isOutput ? `${show(out)} − ${number(step.target[n - 1], 0)}` : `${show(step.delta_o[0])}·${signed(old[w])} + ${signed(step.delta_o[1])}·${signed(old[w2])}`,
      value: link.global,
    },
    outer: { symbol: `∂out_${to}/∂net_${to}`, formula: `out_${to}·(1 − out_${to})`, figures: `${show(out)}·(1 − ${show(out)})`, value: link.local_out },
    inner: { symbol: `∂net_${to}/∂${name}`, formula: from && isOutput ? `out_${from}` : from, figures: '', value: link.local_net },
    product: { symbol: `∂L/∂${name}`, formula: '', figures: '', value: link.product },
    update: update(step, name, isOutput, { show, signed }),
  };
}

/** w⁺ = w − α·∂L/∂w, or with momentum w − α·v⁺ where v⁺ = μ·v + ∂L/∂w. */
function update(step, name, isOutput, { show, signed }) {
  const before = step.weights_before[name] ?? step.biases_before[name];
  const after = step.weights_after[name] ?? step.biases_after[name];
  const rate = isOutput ? step.learning_rate : step.learning_rate_h;
  const alpha = step.learning_rate === step.learning_rate_h ? 'α' : isOutput ? 'α_o' : 'α_h';
  const { momentum, velocity_before: v, velocity_after: velocity } = step;
  const product = step.chain[name].product;
  if (!velocity) {
    return { symbol: `${name}⁺`, formula: `${name} − ${alpha}·∂L/∂${name}`, figures: `${show(before)} − ${rate}·${signed(product)}`, value: after };
  }
  return {
    symbol: `${name}⁺`, formula: `${name} − ${alpha}·v⁺, v⁺ = μ·v + ∂L/∂${name}`,
    figures: `${show(before)} − ${rate}·${signed(velocity[name])}, v⁺ = ${momentum}·${signed(v[name])} + ${signed(product)}`, value: after,
  };
}

function term(kind) {
  const [label, symbol, formula, figures, value] = ['label', 'symbol', 'formula', 'figures', 'value'].map((it) => html('span', { class: it }));
  const box = html('div', { class: `term ${kind}` }, label, symbol, formula, figures, value);
  const show = (it, isThere, isNow) => {
    box.classList.toggle('now', isNow);
    write(label, say(kind));
    write(symbol, it.symbol);
    write(formula, it.formula ? `= ${it.formula}` : '\u00a0');
    write(figures, isThere && it.figures ? `= ${it.figures}` : '\u00a0');
    write(value, isThere ? small(it.value, DIGITS) : '·');
    set(value, { 'data-sign': isThere && it.value < 0 ? 'negative' : 'positive', 'data-value': isThere ? it.value : '' });
  };
  return { box, show };
}
