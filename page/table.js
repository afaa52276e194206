// The truth table with what the network answers, and the row of the sample that all cards show.

import { html, number, set, svg, write } from './draw.js';
import { say } from './words.js';

/** The word and the sign of each verdict on a row. */
const VERDICTS = { untaught: ['untaught', ''], right: ['yes', '✓'], near: ['near', '≈'], wrong: ['no', '…'] };

/** Draws it into `place`. */
export function table(place) {
  const heads = ['i1', 'i2', '', 'out_o1', 'out_o2', ''].map((text) => html('th', { scope: 'col' }, text));
  const rows = [0, 1, 2, 3].map(() => row());
  place.replaceChildren(html('table', {}, html('thead', {}, html('tr', {}, ...heads)), html('tbody', {}, ...rows.map((it) => it.line))));

  return ({ status, x }) => {
    write(heads[2], say('target_column'));
    write(heads[5], say('right_column'));
    for (const [index, it] of rows.entries()) {
      const now = status.rows[index];
      it.show(now, now.x.join('') === x, status, status.verdicts[index]);
    }
  };
}

function row() {
  const [i1, i2, target, right] = [0, 1, 2, 3].map(() => html('td', { class: 'bit' }));
  const outs = [gauge(), gauge()];
  const line = html('tr', {}, i1, i2, target, ...outs.map((it) => it.cell), right);
  const show = (now, isShown, { threshold, tolerance }, verdict) => {
    line.classList.toggle('shown', isShown);
    set(line, { 'aria-current': isShown });
    write(i1, String(now.x[0]));
    write(i2, String(now.x[1]));
    write(target, now.target ? now.target.join(' ') : '–');
    set(target, { title: now.target ? '' : say('untaught') });
    for (const [output, it] of outs.entries()) it.show(now.out[output], now.leds[output] === 1, { threshold, tolerance, target: now.target?.[output] });
    const [word, sign] = VERDICTS[verdict];
    set(right, { class: `bit verdict ${word}`, 'aria-label': say(word), title: say(word) });
    write(right, sign);
  };
  return { line, show };
}

/** How far an output is on its way from 0 to 1, where its LED is lit from, and the band that counts as right. */
function gauge() {
  const bar = svg('rect', { class: 'bar', x: 0, y: 0, height: 8, rx: 4 });
  const band = svg('rect', { class: 'band', y: -3, height: 14 });
  const mark = svg('rect', { class: 'threshold', y: -1, width: 1.5, height: 10 });
  const value = html('span', { class: 'number' });
  const dot = html('span', { class: 'dot', 'aria-hidden': true });
  const cell = html('td', { class: 'gauge' }, html('div', {}, dot, value,
    svg('svg', { viewBox: '0 -3 100 14', preserveAspectRatio: 'none', 'aria-hidden': true },
      svg('rect', { class: 'track', x: 0, y: 0, width: 100, height: 8, rx: 4 }), band, bar, mark)));
  const show = (out, lit, { threshold, tolerance, target }) => {
    const isTaught = target !== undefined && target !== null;
    set(band, { x: target === 1 ? (100 * (1 - tolerance)).toFixed(1) : 0, width: isTaught ? (100 * tolerance).toFixed(1) : 0 });
    set(cell, { title: isTaught ? say('tolerance_mark', { tolerance }) : '' });
    set(bar, { width: (100 * out).toFixed(1) });
    set(mark, { x: 100 * threshold });
    cell.classList.toggle('lit', lit);
    write(value, number(out, 2));
  };
  return { cell, show };
}
