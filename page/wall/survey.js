// What the lesson cost: a dot for each desk, over the number of its restarts and of its steps. Behind them, where nine of
// ten classes are by chance alone.

import { html, svg } from '../draw.js';
import { say } from '../words.js';
import { only } from './only.js';

/** Draws it into `place`. */
export function survey(place) {
  return only(place, ({ pictures: { survey: it } }) => {
    if (!it) return [html('p', {}, say('class_no_goal'))];
    const most = Math.max(...[...it.restarts, ...it.steps].map((column) => Math.max(column.desks, column.most)), 1);
    return [
      html('p', {}, say('class_survey_of', { n: it.desks, without: it.without_restart })),
      chart(say('class_restarts'), it.restarts, most),
      chart(say('class_steps'), it.steps, most),
    ];
  });
}

function chart(title, columns, most) {
  const head = html('thead', {}, html('tr', {},
    html('th', { scope: 'col' }, title), html('th', { scope: 'col' }, say('class_column_desks')),
    html('th', { scope: 'col' }, say('class_expected')), html('td', {})));
  const rows = columns.map(({ from, to, desks, least, most: expected }) => html('tr', {},
    html('th', { scope: 'row' }, from === to ? from : `${from}–${to}`), html('td', {}, desks), html('td', {}, `${least}–${expected}`),
    html('td', {}, bar({ desks, least, expected }, most))));
  return html('table', { class: 'chart' }, head, html('tbody', {}, ...rows));
}

function bar({ desks, least, expected }, most) {
  const at = (count) => (100 * count) / most;
  const dots = Array.from({ length: desks }, (_, dot) => svg('circle', { cx: at(dot + 0.5), cy: 2, r: Math.min(1.6, at(0.4)) }));
  return svg('svg', { viewBox: '0 0 100 4', 'aria-hidden': true },
    svg('rect', { class: 'band', x: at(least), y: 0, width: Math.max(at(expected - least), 0.6), height: 4 }), ...dots);
}
