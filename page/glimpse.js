// What a hidden neuron sees: out_h over the square of inputs, i1 to the right, i2 upwards, as a small map in the network. It is σ
// of a plane, the same along straight lines: a gradient of colour, with its stops where σ has these values, draws it.

import { set, svg, write } from './draw.js';
import { say } from './words.js';
import { sigmoid } from './view.js';

/** The values of net where the gradient has its stops, from the first to the last. */
const NETS = Array.from({ length: 13 }, (_, index) => index - 6);
const REACH = NETS.at(-1);

/** The square [0, 1]² and a margin, so that its corners are seen; a unit of input is 10. */
const MARGIN = 0.15;
const SIDE = 10 * (1 + 2 * MARGIN);
const across = (i1) => 10 * (i1 + MARGIN);
const up = (i2) => SIDE - 10 * (i2 + MARGIN);

const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];

/** The weights and the bias of each hidden neuron. */
const PARTS = { h1: ['w1', 'w2', 'b_h1'], h2: ['w3', 'w4', 'b_h2'] };

/** The map of neuron `name`, `side` wide, with its middle here. */
export function glimpse(name, x, y, side) {
  const id = `glimpse-${name}`;
  const gradient = svg('linearGradient', { id, gradientUnits: 'userSpaceOnUse' },
    ...NETS.map((net) => svg('stop', { offset: (net + REACH) / (2 * REACH), class: 'seen', 'stop-opacity': sigmoid(net).toFixed(4) })));
  const title = svg('title', {});
  const edge = svg('line', { class: 'edge' });
  const here = svg('circle', { class: 'here', r: 2 });
  const corners = CORNERS.map(([i1, i2]) => svg('circle', { class: 'corner', cx: across(i1), cy: up(i2), r: 0.9 }));
  const drawing = svg('svg', { class: 'glimpse', 'data-neuron': name, role: 'img', x: x - side / 2, y: y - side / 2, width: side, height: side, viewBox: `0 0 ${SIDE} ${SIDE}` },
    title, gradient, svg('rect', { class: 'dark', width: SIDE, height: SIDE }), svg('rect', { width: SIDE, height: SIDE, fill: `url(#${id})` }),
    edge, ...corners, here);

  const show = ({ weights, biases, debounced }) => {
    const [w1, w2, bias] = PARTS[name].map((part) => weights[part] ?? biases[part]);
    const square = Math.max(w1 * w1 + w2 * w2, 1e-9);
    // Where net has this value: on the line through the middle of the square, along the weights.
    const at = (net) => {
      const along = (net - (w1 + w2) / 2 - bias) / square;
      return [0.5 + along * w1, 0.5 + along * w2];
    };
    const [[x1, y1], [x2, y2], [x0, y0]] = [at(-REACH), at(REACH), at(0)];
    set(gradient, { x1: across(x1), y1: up(y1), x2: across(x2), y2: up(y2) });
    // net = 0 is a straight line across that.
    const length = Math.sqrt(square);
    const [dx, dy] = [(3 * w2) / length, (-3 * w1) / length];
    set(edge, { x1: across(x0 - dx), y1: up(y0 - dy), x2: across(x0 + dx), y2: up(y0 + dy) });
    set(here, { cx: across(Number(debounced.i1)), cy: up(Number(debounced.i2)) });
    const outs = CORNERS.map(([i1, i2]) => `${i1}${i2}: ${sigmoid(w1 * i1 + w2 * i2 + bias).toFixed(1)}`).join(', ');
    write(title, say('glimpse', { name, corners: outs }));
    set(drawing, { 'aria-label': say('glimpse', { name, corners: outs }), 'data-outs': outs });
  };
  return { drawing, show };
}
