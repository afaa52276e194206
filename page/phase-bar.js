// Where the reader is in a step: its phases as dots, and one sentence on the one that is shown.

import { html, set, small, write } from './draw.js';
import { LAST, PHASES } from './phases.js';
import { say } from './words.js';

const DIGITS = 4;

/** Draws it into `place`. */
export function phaseBar(place) {
  const dots = PHASES.map(() => html('li', {}));
  const sentence = html('p', { class: 'sentence', role: 'status' });
  const title = html('strong', {});
  place.replaceChildren(html('div', { class: 'phase-head' }, title, html('ol', { class: 'dots', 'aria-hidden': true }, ...dots)), sentence);

  return ({ isRead, phase, step, number: which }) => {
    for (const [index, dot] of dots.entries()) dot.className = !isRead || index > phase ? '' : index === phase ? 'now' : 'past';
    set(place, { 'data-phase': isRead ? PHASES[phase].name : '', 'data-step': isRead ? which : '' });
    if (!isRead) {
      write(title, say('phase_none'));
      return write(sentence, say('phase_none_words'));
    }
    write(title, say('phase_of', { number: which, phase: phase + 1, all: LAST + 1 }));
    const figure = (value) => small(value, DIGITS);
    const { name } = PHASES[phase];
    write(sentence, say(`phase_${name}`, {
      x: step.x.join(''), t: step.target.join(''), loss: figure(step.loss), after: figure(step.loss_after),
      momentum: step.momentum, global: figure(step.chain.w5.global), delta: figure(step.delta_o[0]),
    }));
  };
}
