// The network: its neurons and its weights as lines. It shows the sample that all cards show, with what the phase of the step
// has worked out so far. Choosing a weight, or a bias that is trained, lights its path here and its cells in the ledger.

import { glimpse } from './glimpse.js';
import { isLit, number, set, small, svg, write } from './draw.js';
import { isOnPath, PHASES, reading, standing, traveller } from './phases.js';
import { WEIGHTS } from './weights.js';
import { say } from './words.js';

/** Where things stand: on a phone closer together, so that the words stay as large. */
const WIDE = { width: 640, columns: { i: 56, h: 320, o: 584 }, radius: 34, label: 164, glimpse: 20 };
const NARROW = { width: 376, columns: { i: 34, h: 188, o: 342 }, radius: 29, label: 74, glimpse: 8 };
const HEIGHT = 330;
const ROWS = { 1: 84, 2: 246 };

/** How long a number is on its way along a weight. */
const TRAVEL_MS = 700;

const NEURONS = ['i1', 'i2', 'h1', 'h2', 'o1', 'o2'];
/** The side of the small map at a hidden neuron. */
const GLIMPSE = 42;

const DIGITS = 3;
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** Draws it into `place`. Calls `chosen(name)` when a weight or a bias is chosen. */
export function network(place, isNarrow, chosen) {
  const plan = isNarrow ? NARROW : WIDE;
  const weights = Object.fromEntries(Object.entries(WEIGHTS).map(([name, ends]) => [name, weight(name, ends, plan, chosen)]));
  const neurons = Object.fromEntries(NEURONS.map((name) => [name, neuron(name, plan, chosen)]));
  const parts = Object.values(weights);
  const glimpses = [1, 2].map((n) => glimpse(`h${n}`, plan.columns.h - plan.glimpse, ROWS[n] + (n === 1 ? 1 : -1) * (plan.radius + GLIMPSE / 2 + 3), GLIMPSE));
  const picture = svg('svg', { viewBox: `0 0 ${plan.width} ${HEIGHT}`, role: 'group', class: isNarrow ? 'narrow' : 'wide' },
    ...parts.map((it) => it.line), ...Object.values(neurons).map((it) => it.drawing), ...glimpses.map((it) => it.drawing), ...parts.map((it) => it.drawing),
    ...parts.map((it) => it.traveller));
  place.replaceChildren(picture);
  let travelled = ''; // which phase of which step has been on its way

  return ({ status, step, phase, isRead, number: stepNumber }, choice) => {
    set(picture, { 'aria-label': say('network_picture') });
    const now = isRead && step ? PHASES[phase] : null;
    picture.classList.toggle('read', Boolean(now));
    for (const name of NEURONS) {
      const out = name[0] === 'i' ? Number(status.debounced[name]) : status.outs[name];
      const bias = { value: name[0] === 'i' || status.bias === 'none' ? null : status.biases[`b_${name}`], isTrained: status.bias === 'trained' };
      const shown = now ? reading(step, name, phase) : { symbol: name[0] === 'i' ? name : 'out', value: out };
      const isKnown = !now || name[0] === 'i' || reading(step, name, phase) !== null;
      neurons[name].show({ out: isKnown ? out : 0, bias, shown, lit: isKnown && name[0] === 'o' && isLit(status, name), now, choice });
    }
    for (const name of Object.keys(WEIGHTS)) {
      const standingHere = now ? standing(step, name, phase) : { kind: 'value', value: status.weights[name] };
      weights[name].show({ value: status.weights[name], standing: standingHere, isChosen: name === choice, now, choice });
    }
    for (const it of glimpses) it.show(status);
    const key = now ? `${stepNumber} ${phase}` : '';
    if (key !== travelled) travel(now);
    travelled = key;

    function travel(it) {
      for (const name of Object.keys(WEIGHTS)) weights[name].stop();
      if (!it?.travel || still.matches) return;
      for (const name of it.weights) weights[name].travel(number(traveller(step, name, it), DIGITS), it.travel === 'back');
    }
  };
}

const at = (name, plan) => [plan.columns[name[0]], ROWS[name[1]]];

function neuron(name, plan, chosen) {
  const [x, y] = at(name, plan);
  const { radius } = plan;
  const value = svg('text', { x, y: y + 17, class: 'out', 'text-anchor': 'middle' });
  const symbol = svg('text', { x, y: y - 3, class: 'symbol', 'text-anchor': 'middle' });
  const up = name[1] === '1';
  const bias = biasLabel(name, x, up ? y - radius - 27 : y + radius + 38, chosen);
  const label = svg('text', { x, y: up ? y - radius - 9 : y + radius + 19, class: 'part', 'text-anchor': 'middle' }, name);
  const light = svg('circle', { class: 'light', cx: x, cy: y, r: radius });
  const drawing = svg('g', { class: `neuron ${name[0]}`, 'data-neuron': name },
    svg('circle', { class: 'ground', cx: x, cy: y, r: radius }), light,
    svg('circle', { class: 'ring', cx: x, cy: y, r: radius }), symbol, value, label, bias.drawing);
  const show = ({ out, bias: its, shown, lit, now, choice }) => {
    set(light, { 'fill-opacity': (out * 0.92).toFixed(3) });
    drawing.classList.toggle('bright', out > 0.55);
    drawing.classList.toggle('lit', lit);
    drawing.classList.toggle('now', Boolean(now?.neurons.includes(name)));
    drawing.classList.toggle('path', isOnPath(choice, name));
    write(symbol, name[0] === 'i' ? '' : (shown?.symbol ?? '?'));
    write(value, shown === null ? '' : name[0] === 'i' ? String(shown.value) : small(shown.value, DIGITS));
    drawing.classList.toggle('long', value.textContent.length > 7);
    set(drawing, { 'data-value': shown?.value ?? '', 'data-symbol': shown?.symbol ?? '' });
    bias.show(its, choice);
  };
  return { drawing, show };
}

/** A neuron's bias: to be chosen, where it is trained. */
function biasLabel(neuronName, x, y, chosen) {
  const name = `b_${neuronName}`;
  const text = svg('text', { x, y, class: 'bias', 'text-anchor': 'middle' });
  const drawing = svg('g', { id: name }, svg('rect', { class: 'label', x: x - 42, y: y - 16, width: 84, height: 22, rx: 11 }), text);
  offer(drawing, () => chosen(name));
  const show = ({ value, isTrained }, choice) => {
    const figures = value === null ? '' : number(value, 2);
    const canChoose = value !== null && isTrained;
    write(text, figures && `b ${figures}`);
    drawing.classList.toggle('trained', canChoose);
    drawing.classList.toggle('chosen', canChoose && name === choice);
    if (canChoose) {
      set(drawing, { role: 'button', tabindex: 0, 'aria-label': say('bias', { name: 'b', value: figures, of: neuronName }), 'aria-pressed': name === choice });
    } else {
      for (const attribute of ['role', 'tabindex', 'aria-label', 'aria-pressed']) drawing.removeAttribute(attribute);
    }
  };
  return { drawing, show };
}

/** Lets a part of the picture be chosen, with a pointer or with the keyboard. */
function offer(drawing, choose) {
  for (const how of ['click', 'focus', 'pointerenter']) {
    drawing.addEventListener(how, () => {
      if (drawing.hasAttribute('tabindex')) choose();
    });
  }
  drawing.addEventListener('keydown', (event) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault(); // the space bar would scroll
    choose();
  });
}

function weight(name, [from, to], plan, chosen) {
  const [[x1, y1], [x2, y2]] = [at(from, plan), at(to, plan)];
  const ends = { x1, y1, x2, y2 };
  const line = svg('line', { class: 'weight', ...ends });
  // Where lines cross, the labels stand before the crossing.
  const along = y1 === y2 ? 0.5 : 0.34;
  const [x, y] = [x1 + along * (x2 - x1), y1 + along * (y2 - y1)];
  const value = svg('tspan', { class: 'number' });
  const symbol = svg('tspan', { class: 'name' });
  const drawing = svg('g', { class: 'weight', role: 'button', tabindex: 0, id: name },
    svg('line', { class: 'reach', ...ends }),
    svg('rect', { class: 'label', x: x - plan.label / 2, y: y - 14, width: plan.label, height: 28, rx: 14 }),
    svg('text', { x, y: y + 5, 'text-anchor': 'middle' }, symbol, ' ', value));
  offer(drawing, () => chosen(name));

  const text = svg('text', { class: 'traveller', 'text-anchor': 'middle', visibility: 'hidden', 'aria-hidden': true });
  let motion = null;
  const stop = () => {
    motion?.cancel();
    motion = null;
    set(text, { visibility: 'hidden' });
  };
  const travel = (words, isBack) => {
    write(text, words);
    set(text, { visibility: 'visible' });
    const points = [`translate(${x1}px, ${y1 - 8}px)`, `translate(${x2}px, ${y2 - 8}px)`];
    motion = text.animate({ transform: isBack ? points.reverse() : points }, { duration: TRAVEL_MS, easing: 'ease-in-out' });
    motion.finished.then(stop, () => {});
  };

  const show = ({ value: weightNow, standing: it, isChosen, now, choice }) => {
    const isNegative = (it.kind === 'value' ? it.value : weightNow) < 0;
    for (const part of [line, drawing]) {
      part.classList.toggle('negative', isNegative);
      part.classList.toggle('chosen', isChosen);
      part.classList.toggle('now', Boolean(now?.weights.includes(name)));
      part.classList.toggle('path', isOnPath(choice, name));
      part.classList.toggle('changed', it.kind !== 'value');
    }
    set(line, { 'stroke-width': Math.min(1.5 + 1.6 * Math.abs(weightNow), 14).toFixed(2) });
    const isWide = plan === WIDE;
    const label = it.kind !== 'gradient' ? name : isWide ? `∂L/∂${name}` : `∂${name}`;
    const figure = (number_) => small(number_, it.kind === 'gradient' ? DIGITS : 2);
    const shown = it.kind !== 'update' ? figure(it.value) : isWide ? `${number(it.before, 2)} → ${number(it.after, 2)}` : figure(it.after);
    write(symbol, label);
    write(value, shown);
    const exact = it.kind === 'update' ? it.after : it.value;
    set(drawing, {
      'aria-label': say('weight', { name: label, value: shown, from, to }), 'aria-pressed': isChosen,
      'data-kind': it.kind, 'data-value': exact,
    });
  };
  return { line, drawing, traveller: text, show, travel, stop };
}
