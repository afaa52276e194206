// The class votes: the outputs of all desks averaged, with their spread, for the four rows and between them.

import { html, number, svg } from '../draw.js';
import { say } from '../words.js';
import { only } from './only.js';
import { rowTable } from './rows.js';

/** Draws it into `place`. */
export function vote(place) {
  return only(place, ({ pictures: { vote: it }, goal }) => {
    if (!it) return [html('p', {}, say(goal ? 'class_not_taught' : 'class_no_goal'))];
    const right = it.rows.filter((row) => row.right).length;
    const rows = it.rows.map((row) => ({
      t: row.t, right: row.right, out: row.mean.map((mean, o) => `${number(mean, 2)} ±${number(row.spread[o], 2)}`),
    }));
    const fields = [
      ['class_mean', 0, 0, 1], ['class_mean', 1, 1, 1], ['class_spread', 0, 2, 2], ['class_spread', 1, 3, 2],
    ].map(([name, output, index, scale]) => field(say(String(name), { name: `o${Number(output) + 1}` }), it, Number(index), Number(scale)));
    return [
      html('p', {}, say('class_vote_of', { n: it.desks, alone: it.alone, rows: right })),
      html('div', { class: 'beside' }, rowTable(rows), html('div', { class: 'fields' }, ...fields)),
    ];
  });
}

/** One number over the input square: i1 to the right, i2 upwards. */
function field(caption, { side, map }, index, scale) {
  const cell = 100 / side;
  const cells = map.map((point, at) => svg('rect', {
    class: 'cell', x: cell * Math.floor(at / side), y: 100 - cell * (1 + (at % side)), width: cell, height: cell,
    'fill-opacity': Math.min(1, point[index] * scale).toFixed(2),
  }));
  const picture = svg('svg', { viewBox: '0 0 100 100', role: 'img', 'aria-label': caption }, ...cells);
  return html('figure', {}, picture, html('figcaption', { 'aria-hidden': true }, caption));
}
