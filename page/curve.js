// The loss since the start, and how the chosen weight went meanwhile.

import { number, set, svg, whole, write } from './draw.js';
import { say } from './words.js';

const [LEFT, TOP, BOTTOM] = [48, 14, 214];

/** Draws it into `place`: narrower on a phone, so the text keeps its size. */
export function curve(place, isNarrow) {
  const width = isNarrow ? 360 : 600;
  const right = width - 52;
  const line = svg('path', { class: 'line' });
  const area = svg('path', { class: 'area' });
  const end = svg('circle', { class: 'end', r: 4.5 });
  const trace = svg('path', { class: 'trace' });
  const name = svg('text', { class: 'of-trace', x: right + 6, y: (TOP + BOTTOM) / 2 + 5 });
  const bounds = [TOP, BOTTOM].map((y) => svg('text', { class: 'of-trace', x: right + 6, y: y + 5 }));
  const cursor = svg('line', { class: 'cursor', y1: TOP, y2: BOTTOM });
  const ticks = [0, 1, 2].map(() => ({
    line: svg('line', { class: 'grid', x1: LEFT, x2: right }),
    text: svg('text', { x: LEFT - 8, 'text-anchor': 'end' }),
  }));
  const steps = [svg('text', { x: LEFT, y: BOTTOM + 20 }), svg('text', { x: right, y: BOTTOM + 20, 'text-anchor': 'end' })];
  const restarts = svg('g', { class: 'restarts' });
  const none = svg('text', { class: 'none', x: (LEFT + right) / 2, y: (TOP + BOTTOM) / 2, 'text-anchor': 'middle' });
  const picture = svg('svg', { viewBox: `0 0 ${width} 240`, role: 'img' },
    ...ticks.flatMap((it) => [it.line, it.text]), ...steps, area, restarts, trace, line, end, cursor, name, ...bounds, none);
  place.replaceChildren(picture);

  /** `made` are the steps that are kept, `shown` the number of the one that all cards show, or null. */
  return (status, { made, choice, shown }) => {
    const points = status.losses;
    const top = scale(Math.max(0.1, ...points.map(([, loss]) => loss)));
    for (const [index, tick] of ticks.entries()) {
      const y = BOTTOM - (index / 2) * (BOTTOM - TOP);
      set(tick.line, { y1: y, y2: y });
      set(tick.text, { y: y + 5 });
      write(tick.text, number((index / 2) * top, 2));
    }
    const isEmpty = points.length === 0;
    write(none, isEmpty ? say('curve_none') : '');
    set(picture, { 'aria-label': isEmpty ? say('curve_none') : say('curve_picture', { steps: whole(status.steps), loss: number(status.loss) }) });
    for (const part of [line, area, end, trace]) set(part, { visibility: isEmpty ? 'hidden' : 'visible' });
    write(steps[0], isEmpty ? '' : whole(points[0][0]));
    write(steps[1], isEmpty ? '' : `${whole(Math.max(status.steps, 1))} ${say('steps')}`);
    for (const text of [name, ...bounds]) write(text, '');
    set(cursor, { visibility: !isEmpty && shown !== null ? 'visible' : 'hidden' });
    if (isEmpty) return restarts.replaceChildren();

    const first = points[0][0];
    const last = Math.max(status.steps, first + 1);
    const at = ([step, loss]) => [LEFT + ((step - first) / (last - first)) * (right - LEFT), BOTTOM - (loss / top) * (BOTTOM - TOP)].map((it) => it.toFixed(1));
    const all = [...points, [status.steps, status.loss]].map(at);
    const path = all.map((it) => it.join(' ')).join('L');
    set(line, { d: `M${path}` });
    set(area, { d: `M${path}L${all.at(-1)[0]} ${BOTTOM}L${all[0][0]} ${BOTTOM}Z` });
    // Where new weights were drawn.
    const marks = (status.restarted_at ?? []).filter((step) => step >= first).map((step) => {
      const [x] = at([step, 0]);
      return svg('line', { x1: x, x2: x, y1: TOP, y2: BOTTOM }, svg('title', {}, say('curve_restart')));
    });
    restarts.replaceChildren(...marks);
    set(end, { cx: all.at(-1)[0], cy: all.at(-1)[1] });
    if (shown !== null) set(cursor, { x1: at([shown, 0])[0], x2: at([shown, 0])[0] });

    const values = made.map((it) => it.weights[choice] ?? it.biases[choice]);
    const [least, most] = [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
    const height = (value) => (BOTTOM - ((value - least) / (most - least || 1)) * (BOTTOM - TOP)).toFixed(1);
    set(trace, { d: values.length ? `M${values.map((value, index) => `${at([made[index].steps, 0])[0]} ${height(value)}`).join('L')}` : '' });
    if (!values.length) return;
    write(name, choice);
    for (const [index, bound] of [most, least].entries()) write(bounds[index], number(bound, 0));
  };
}

/** The next round number above. */
function scale(most) {
  return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1].find((it) => it >= most) ?? Math.ceil(most);
}
