// A slice of the loss: L of the sample of this step along one weight, all else staying as it is before the step. Its tangent
// has the gradient as its slope; the step goes down along it, and this shows where it lands.

import { set, small, svg, write } from './draw.js';
import { outputs } from './view.js';
import { say } from './words.js';

const [WIDTH, HEIGHT] = [300, 132];
const [LEFT, RIGHT, TOP, BOTTOM] = [6, 294, 20, 104];
const POINTS = 80;
const DIGITS = 3;

/** Draws it into `place`. */
export function slice(place) {
  const [line, tangent] = ['line', 'tangent'].map((kind) => svg('path', { class: kind }));
  const step = svg('path', { class: 'step' });
  const fall = svg('path', { class: 'fall' });
  const [from, to] = ['from', 'to'].map((kind) => svg('circle', { class: kind, r: 4.5 }));
  const head = svg('text', { x: LEFT, y: 12 });
  const [before, after] = [0, 1].map(() => svg('text', { y: BOTTOM + 24 }));
  const picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' },
    svg('path', { class: 'axis', d: `M${LEFT} ${BOTTOM}H${RIGHT}` }), line, tangent, fall, step, from, to, head, before, after);
  place.replaceChildren(picture);

  return ({ step: ledger }, name) => {
    for (const part of [line, tangent, step, fall, from, to]) set(part, { visibility: ledger ? 'visible' : 'hidden' });
    if (!ledger) {
      for (const text of [head, before, after]) write(text, '');
      return set(picture, { 'aria-label': say('slice_none') });
    }
    const along = lossAlong(ledger, name);
    const [w, next] = [{ ...ledger.weights_before, ...ledger.biases_before }[name], { ...ledger.weights_after, ...ledger.biases_after }[name]];
    const slope = ledger.gradients[name];
    const [low, high] = range(w, next);
    const values = Array.from({ length: POINTS + 1 }, (_, index) => low + (index / POINTS) * (high - low));
    const losses = values.map(along);
    const [least, most] = [Math.min(...losses), Math.max(...losses)];
    const bottom = Math.max(0, least - 0.25 * (most - least) - 1e-12);
    const x = (value) => LEFT + ((value - low) / (high - low)) * (RIGHT - LEFT);
    const y = (loss) => BOTTOM - ((loss - bottom) / (most - bottom || 1)) * (BOTTOM - TOP);
    const point = (value, loss) => `${x(value).toFixed(1)} ${y(loss).toFixed(1)}`;
    set(line, { d: `M${values.map((value, index) => point(value, losses[index])).join('L')}` });
    const [loss, landed] = [along(w), along(next)];
    // The tangent, as far as the picture reaches.
    const reach = (value) => {
      const wanted = loss + slope * (value - w);
      const seen = Math.min(most, Math.max(bottom, wanted));
      return wanted === seen ? [value, wanted] : [w + (seen - loss) / slope, seen];
    };
    set(tangent, { d: `M${point(...reach(low))}L${point(...reach(high))}` });
    set(from, { cx: x(w), cy: y(loss) });
    set(to, { cx: x(next), cy: y(landed) });
    const [x1, x2] = [x(w), x(next)];
    const tip = x2 < x1 ? 5 : -5;
    set(step, { d: `M${x1} ${BOTTOM}H${x2}${Math.abs(x2 - x1) > 8 ? `m${tip} -4l${-tip} 4l${tip} 4` : ''}` });
    set(fall, { d: `M${x1} ${BOTTOM}V${y(loss)}M${x2} ${BOTTOM}V${y(landed)}` });
    write(head, say('slice_head', { name, slope: small(slope, DIGITS) }));
    // The smaller number stands to the left, and both within the picture.
    const [left, right] = w <= next ? [before, after] : [after, before];
    write(before, `${name} ${small(w, DIGITS)}`);
    write(after, `${name}⁺ ${small(next, DIGITS)}`);
    set(left, { x: LEFT, 'text-anchor': 'start' });
    set(right, { x: RIGHT, 'text-anchor': 'end' });
    const values_ = { name, from: small(w, DIGITS), to: small(next, DIGITS), slope: small(slope, DIGITS), loss: small(loss, DIGITS), landed: small(landed, DIGITS) };
    set(picture, { 'aria-label': say('slice_picture', values_), 'data-loss': loss, 'data-landed': landed, 'data-slope': slope });
  };
}

/** L of the step's sample as a function of one weight or bias, the others as before the step: the mean of (t − out)². */
export function lossAlong({ weights_before: weights, biases_before: biases, x, target }, name) {
  return (value) => {
    const put = (all) => (name in all ? { ...all, [name]: value } : all);
    const outs = outputs(put(weights), put(biases), x).slice(2);
    return outs.reduce((sum, out, index) => sum + (target[index] - out) ** 2, 0) / 2;
  };
}

/** What is shown: both values with room around them, by powers of 2, so that the scale stays for many steps. */
function range(from, to) {
  const room = 2 ** Math.ceil(Math.log2(Math.min(8, Math.max(0.5, 4 * Math.abs(to - from)))));
  return [Math.min(from, to) - room, Math.max(from, to) + room];
}
