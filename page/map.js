// What the network answers between the four corners of the truth table: out_o1 and out_o2 over the input square.

import { html, number, set, svg } from './draw.js';
import { outputs } from './view.js';
import { say } from './words.js';

const PIXELS = 160;
// Slightly larger than the square, so its corners are fully visible.
const [LOW, HIGH] = [-0.2, 1.2];

/** Draws it into `place`. */
export function map(place) {
  const fields = [0, 1].map((output) => field(output));
  place.replaceChildren(...fields.map((it) => it.figure));
  return (status) => {
    const styles = getComputedStyle(document.documentElement);
    const [dark, bright, edge] = ['--map-dark', '--map-bright', '--map-edge'].map((name) => rgb(styles.getPropertyValue(name)));
    const outs = survey(status);
    for (const [output, it] of fields.entries()) it.show(status, outs[output], { dark, bright, edge });
  };
}

/** Both outputs at every pixel, from the top left. */
function survey(status) {
  const outs = [new Float64Array(PIXELS * PIXELS), new Float64Array(PIXELS * PIXELS)];
  const at = (pixel) => LOW + ((HIGH - LOW) * (pixel + 0.5)) / PIXELS;
  for (let row = 0; row < PIXELS; row += 1) {
    for (let column = 0; column < PIXELS; column += 1) {
      const out = outputs(status.weights, status.biases, [at(column), at(PIXELS - 1 - row)]);
      outs[0][row * PIXELS + column] = out[2];
      outs[1][row * PIXELS + column] = out[3];
    }
  }
  return outs;
}

function field(output) {
  const name = `out_o${output + 1}`;
  const canvas = html('canvas', { width: PIXELS, height: PIXELS, role: 'img' });
  const context = canvas.getContext('2d');
  const image = context.createImageData(PIXELS, PIXELS);
  const place = (value) => (100 * (value - LOW)) / (HIGH - LOW);
  const corners = [[0, 0], [0, 1], [1, 0], [1, 1]].map(([i1, i2]) => {
    const [x, y] = [place(i1), 100 - place(i2)];
    const spot = svg('circle', { class: 'corner', cx: x, cy: y, r: 4.6 });
    const label = svg('text', { x, y: y + 2.1, 'text-anchor': 'middle' });
    return { i1, i2, spot, label };
  });
  const here = svg('circle', { class: 'here', r: 7.4 });
  const overlay = svg('svg', { viewBox: '0 0 100 100', 'aria-hidden': true },
    svg('rect', { class: 'square', x: place(0), y: place(0), width: place(1) - place(0), height: place(1) - place(0) }),
    here, ...corners.flatMap(({ spot, label }) => [spot, label]),
    svg('text', { class: 'axis', x: 50, y: 98, 'text-anchor': 'middle' }, 'i1 →'),
    svg('text', { class: 'axis', x: 5.5, y: 50, 'text-anchor': 'middle', transform: 'rotate(-90 5.5 50)' }, 'i2 →'));
  const figure = html('figure', {}, html('div', { class: 'field' }, canvas, overlay), html('figcaption', {}, name));

  const show = (status, out, { dark, bright, edge }) => {
    const { threshold } = status;
    for (let pixel = 0; pixel < out.length; pixel += 1) {
      const lit = out[pixel] >= threshold;
      const right = pixel % PIXELS === PIXELS - 1 ? pixel : pixel + 1;
      const below = pixel + PIXELS < out.length ? pixel + PIXELS : pixel;
      // Off or on like the LED, in shades that show how certain the network is.
      const brightness = lit ? 1 - (0.45 * (1 - out[pixel])) / (1 - threshold) : (0.4 * out[pixel]) / threshold;
      const isEdge = lit !== out[right] >= threshold || lit !== out[below] >= threshold;
      for (let channel = 0; channel < 3; channel += 1) {
        const colour = dark[channel] + brightness * (bright[channel] - dark[channel]);
        image.data[4 * pixel + channel] = isEdge ? edge[channel] : colour;
      }
      image.data[4 * pixel + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    for (const [row, { spot, label }] of corners.entries()) {
      const { target, right } = status.rows[row];
      spot.classList.toggle('taught', Boolean(target));
      spot.classList.toggle('right', right);
      label.textContent = target ? target[output] : '';
    }
    set(here, { cx: place(Number(status.debounced.i1)), cy: 100 - place(Number(status.debounced.i2)) });
    const words = status.rows.map((row) => `${row.x.join('')}: ${number(row.out[output], 1)}`).join(', ');
    set(canvas, { 'aria-label': say('map_of', { name, corners: words }) });
  };
  return { figure, show };
}

function rgb(colour) {
  return [1, 3, 5].map((at) => parseInt(colour.trim().slice(at, at + 2), 16));
}
