// Every desk knows one row, and the class learns the table: the class's own network, which is on no desk.

import { html, number } from '../draw.js';
import { say } from '../words.js';
import { only } from './only.js';
import { rowTable } from './rows.js';

/** Draws it into `place`. */
export function training(place) {
  return only(place, ({ pictures: { training: it }, goal }) => {
    if (!it) return [html('p', {}, say('class_training_off'))];
    const rows = it.answers.out.map((out, at) => ({
      t: goal ? goal.answers[at] : null, right: it.answers.right[at], out: out.map((value) => number(value, 2)),
    }));
    return [
      html('p', {}, say('class_training_of', { n: it.desks, rows: it.known, right: it.within })),
      html('p', {}, say('class_training_rounds', { rounds: it.rounds, restarts: it.restarts, loss: number(it.loss, 4) })),
      rowTable(rows),
    ];
  });
}
