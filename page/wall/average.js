// The average of weights, which knows nothing, and what the eight twins make of it.

import { html, number } from '../draw.js';
import { say } from '../words.js';
import { only } from './only.js';
import { rowTable } from './rows.js';

/** Draws it into `place`. */
export function average(place) {
  return only(place, ({ pictures: { average: it, vote }, goal }) => {
    if (!goal) return [html('p', {}, say('class_no_goal'))];
    if (!it) return [html('p', {}, say(vote ? 'class_not_learned' : 'class_not_taught'))];
    const tables = ['plain', 'swapped', 'aligned'].map((name) => {
      const rows = it[name].out.map((out, at) => ({
        t: goal.answers[at], right: it[name].right[at], out: out.map((value) => number(value, 2)),
      }));
      return rowTable(rows, say(`class_average_${name}`));
    });
    return [html('p', {}, say('class_average_of', { n: it.desks })), html('div', { class: 'beside' }, ...tables)];
  });
}
