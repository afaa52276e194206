// The loss since the start.

import { number, set, svg, whole, write } from './draw.js';
import { say } from './words.js';

const [LEFT, TOP, BOTTOM] = [48, 14, 214];

/** Draws it into `place`: on a phone narrower, so that the words stay as large. */
export function curve(place, isNarrow) {
  const width = isNarrow ? 360 : 600;
  const right = width - 10;
  const line = svg('path', { class: 'line' });
  const area = svg('path', { class: 'area' });
  const end = svg('circle', { class: 'end', r: 4.5 });
  const ticks = [0, 1, 2].map(() => ({
    line: svg('line', { class: 'grid', x1: LEFT, x2: right }),
    text: svg('text', { x: LEFT - 8, 'text-anchor': 'end' }),
  }));
  const steps = [svg('text', { x: LEFT, y: BOTTOM + 20 }), svg('text', { x: right, y: BOTTOM + 20, 'text-anchor': 'end' })];
  const none = svg('text', { class: 'none', x: (LEFT + right) / 2, y: (TOP + BOTTOM) / 2, 'text-anchor': 'middle' });
  const picture = svg('svg', { viewBox: `0 0 ${width} 240`, role: 'img' },
    ...ticks.flatMap((it) => [it.line, it.text]), ...steps, area, line, end, none);
  place.replaceChildren(picture);

  return (status) => {
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
    for (const part of [line, area, end]) set(part, { visibility: isEmpty ? 'hidden' : 'visible' });
    write(steps[0], isEmpty ? '' : whole(points[0][0]));
    write(steps[1], isEmpty ? '' : `${whole(Math.max(status.steps, 1))} ${say('steps')}`);
    if (isEmpty) return;

    const first = points[0][0];
    const last = Math.max(status.steps, first + 1);
    const at = ([step, loss]) => [LEFT + ((step - first) / (last - first)) * (right - LEFT), BOTTOM - (loss / top) * (BOTTOM - TOP)].map((it) => it.toFixed(1));
    const all = [...points, [status.steps, status.loss]].map(at);
    const path = all.map((it) => it.join(' ')).join('L');
    set(line, { d: `M${path}` });
    set(area, { d: `M${path}L${all.at(-1)[0]} ${BOTTOM}L${all[0][0]} ${BOTTOM}Z` });
    set(end, { cx: all.at(-1)[0], cy: all.at(-1)[1] });
  };
}

/** The next round number above. */
function scale(most) {
  return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1].find((it) => it >= most) ?? Math.ceil(most);
}
