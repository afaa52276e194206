// The network: its neurons with what they put out now, its weights as lines. Choosing a weight tells the ledger.

import { forward, number, set, svg, write } from './draw.js';
import { say } from './words.js';

/** Where things stand: on a phone closer together, so that the words stay as large. */
const WIDE = { width: 600, columns: { i: 62, h: 300, o: 538 }, radius: 35, label: 86 };
const NARROW = { width: 376, columns: { i: 34, h: 188, o: 342 }, radius: 29, label: 68 };
const HEIGHT = 316;
const ROWS = { 1: 86, 2: 230 };

/** The weights by name: where each comes from and goes to. */
export const WEIGHTS = {
  w1: ['i1', 'h1'], w2: ['i2', 'h1'], w3: ['i1', 'h2'], w4: ['i2', 'h2'],
  w5: ['h1', 'o1'], w6: ['h2', 'o1'], w7: ['h1', 'o2'], w8: ['h2', 'o2'],
};

/** Draws it into `place`; `chosen(name)` is called when somebody chooses a weight. */
export function network(place, isNarrow, chosen) {
  const plan = isNarrow ? NARROW : WIDE;
  const weights = Object.fromEntries(Object.entries(WEIGHTS).map(([name, ends]) => [name, weight(name, ends, plan, chosen)]));
  const neurons = Object.fromEntries(['i1', 'i2', 'h1', 'h2', 'o1', 'o2'].map((name) => [name, neuron(name, plan)]));
  const parts = Object.values(weights);
  const picture = svg('svg', { viewBox: `0 0 ${plan.width} ${HEIGHT}`, role: 'group', class: isNarrow ? 'narrow' : 'wide' },
    ...parts.map((it) => it.line), ...Object.values(neurons).map((it) => it.drawing), ...parts.map((it) => it.drawing));
  place.replaceChildren(picture);

  return (status, choice) => {
    set(picture, { 'aria-label': say('network_picture') });
    const x = [status.debounced.i1, status.debounced.i2].map(Number);
    const { hidden, out } = forward(status, x);
    const { biases } = status;
    neurons.i1.show(x[0]);
    neurons.i2.show(x[1]);
    const bias = (name) => (status.bias === 'none' ? '' : `b ${number(biases[name], 2)}`);
    neurons.h1.show(hidden[0], bias('b_h1'));
    neurons.h2.show(hidden[1], bias('b_h2'));
    neurons.o1.show(out[0], bias('b_o1'), status.leds.o1);
    neurons.o2.show(out[1], bias('b_o2'), status.leds.o2);
    for (const [name, it] of Object.entries(weights)) it.show(status.weights[name], name === choice);
  };
}

const at = (name, plan) => [plan.columns[name[0]], ROWS[name[1]]];

function neuron(name, plan) {
  const [x, y] = at(name, plan);
  const { radius } = plan;
  const value = svg('text', { x, y: y + 19, class: 'out', 'text-anchor': 'middle' });
  const bias = svg('text', { x, y: name[1] === '1' ? y - radius - 11 : y + radius + 22, class: 'bias', 'text-anchor': 'middle' });
  const light = svg('circle', { class: 'light', cx: x, cy: y, r: radius });
  const drawing = svg('g', { class: `neuron ${name[0]}` },
    svg('circle', { class: 'ground', cx: x, cy: y, r: radius }), light,
    svg('circle', { class: 'ring', cx: x, cy: y, r: radius }),
    svg('text', { x, y: y - 2, class: 'part', 'text-anchor': 'middle' }, name), value, bias);
  const show = (out, biasText = '', lit = false) => {
    set(light, { 'fill-opacity': (out * 0.92).toFixed(3) });
    drawing.classList.toggle('bright', out > 0.55);
    drawing.classList.toggle('lit', lit);
    write(value, name.startsWith('i') ? String(out) : number(out, 2));
    write(bias, biasText);
  };
  return { drawing, show };
}

function weight(name, [from, to], plan, chosen) {
  const [[x1, y1], [x2, y2]] = [at(from, plan), at(to, plan)];
  const ends = { x1, y1, x2, y2 };
  const line = svg('line', { class: 'weight', ...ends });
  // Where lines cross, the labels stand before the crossing.
  const along = y1 === y2 ? 0.5 : 0.3;
  const [x, y] = [x1 + along * (x2 - x1), y1 + along * (y2 - y1)];
  const value = svg('tspan', { class: 'number' });
  const drawing = svg('g', { class: 'weight', role: 'button', tabindex: 0, id: name },
    svg('line', { class: 'reach', ...ends }),
    svg('rect', { class: 'label', x: x - plan.label / 2, y: y - 14, width: plan.label, height: 28, rx: 14 }),
    svg('text', { x, y: y + 5, 'text-anchor': 'middle' }, svg('tspan', { class: 'name' }, name), ' ', value));
  const choose = () => chosen(name);
  for (const event of ['pointerenter', 'focus', 'click']) drawing.addEventListener(event, choose);
  drawing.addEventListener('keydown', (event) => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      choose();
    }
  });
  const show = (w, isChosen) => {
    const text = number(w, 2);
    set(line, { 'stroke-width': Math.min(1.5 + 1.6 * Math.abs(w), 16).toFixed(2) });
    for (const part of [line, drawing]) {
      part.classList.toggle('negative', w < 0);
      part.classList.toggle('chosen', isChosen);
    }
    write(value, text);
    set(drawing, { 'aria-pressed': isChosen, 'aria-label': say('weight', { name, from, to, value: text }) });
  };
  return { line, drawing, show };
}
