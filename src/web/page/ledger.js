// The ledger: the last step for one weight, the chain rule with its terms and their numbers.

import { html, number, set, small, write } from './draw.js';
import { WEIGHTS } from './network.js';
import { say } from './words.js';

const DIGITS = 4;

/** Draws it into `place`, with its heading into `heading`. */
export function ledger(place, heading) {
  const rows = { global: term('global'), outer: term('local'), inner: term('local'), product: term('product'), update: term('update') };
  const none = html('p', { class: 'none' });
  const sample = html('p', { class: 'sample' });
  const sign = (text) => html('span', { class: 'sign', 'aria-hidden': true }, text);
  const chain = html('div', { class: 'chain' }, rows.global.box, sign('×'), rows.outer.box, sign('×'), rows.inner.box, sign('='), rows.product.box);
  const numbers = html('div', { class: 'numbers' }, chain, rows.update.box, sample);
  place.replaceChildren(none, numbers);

  return (status, name) => {
    const step = status.last_step;
    const [from, to] = WEIGHTS[name];
    write(heading, say('ledger_of', { name, from, to }));
    none.hidden = Boolean(step);
    numbers.hidden = !step;
    write(none, say('ledger_none'));
    if (!step) return;

    const link = step.chain[name];
    const show = (value) => small(value, DIGITS);
    const n = Number(to[1]);
    const isOutput = to[0] === 'o';
    const global = isOutput ? `out_${to} − t${n}` : `δo1·w${4 + n} + δo2·w${6 + n}`;
    const signed = (value) => (value < 0 ? `(${show(value)})` : show(value));
    const globalNumbers = isOutput
      ? `${show(step.out_o[n - 1])} − ${number(step.target[n - 1], 0)}`
      : `${show(step.delta_o[0])}·${signed(step.weights_before[`w${4 + n}`])} + ${signed(step.delta_o[1])}·${signed(step.weights_before[`w${6 + n}`])}`;
    const out = isOutput ? step.out_o[n - 1] : step.out_h[n - 1];
    rows.global.show(`∂L/∂out_${to}`, global, globalNumbers, show(link.global));
    rows.outer.show(`∂out_${to}/∂net_${to}`, `out_${to}·(1 − out_${to})`, `${show(out)}·(1 − ${show(out)})`, show(link.local_out));
    rows.inner.show(`∂net_${to}/∂${name}`, isOutput ? `out_${from}` : from, '', show(link.local_net));
    rows.product.show(`∂L/∂${name}`, '', '', show(link.product));
    const [before, after] = [step.weights_before[name], step.weights_after[name]];
    // With momentum, what of the new weight is neither the old one nor the gradient's is a share of the last change.
    const share = after - (before - step.learning_rate * link.product);
    const [symbols, figures] = step.momentum ? [` + μ·Δ${name} (${say('momentum')})`, ` + ${signed(share)}`] : ['', ''];
    rows.update.show(`${name}⁺`, `${name} − α·∂L/∂${name}${symbols}`,
      `${show(before)} − ${step.learning_rate}·${signed(link.product)}${figures}`, show(after));
    const bits = (pair) => pair.map((it) => number(it, 0)).join('');
    write(sample, say('ledger_sample', { x: bits(step.x), t: bits(step.target), before: show(step.loss), after: show(step.loss_after) }));
  };
}

function term(kind) {
  const [label, symbol, formula, numbers, value] = ['label', 'symbol', 'formula', 'figures', 'value'].map((it) => html('span', { class: it }));
  const box = html('div', { class: `term ${kind}` }, label, symbol, formula, numbers, value);
  const show = (symbolText, formulaText, numbersText, valueText) => {
    write(label, say(kind));
    write(symbol, symbolText);
    write(formula, formulaText && `= ${formulaText}`);
    write(numbers, numbersText && `= ${numbersText}`);
    write(value, valueText);
    set(value, { 'data-sign': valueText.startsWith('−') ? 'negative' : 'positive' });
  };
  return { box, show };
}
