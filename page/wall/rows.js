// The four rows of a network: the goal, the outputs, and whether both LEDs are right.

import { html } from '../draw.js';
import { say } from '../words.js';

const PATTERNS = ['00', '01', '10', '11'];

/** @param {{ t: number[] | null, out: string[], right: boolean }[]} rows */
export function rowTable(rows, caption = '') {
  const head = [say('class_row'), say('class_goal_column'), 'o1', 'o2', ''];
  return html('table', { class: 'rows' }, html('caption', {}, caption),
    html('thead', {}, html('tr', {}, ...head.map((it) => (it ? html('th', { scope: 'col' }, it) : html('td', {}))))),
    html('tbody', {}, ...rows.map(({ t, out, right }, at) => html('tr', { 'data-right': right },
      html('th', { scope: 'row' }, PATTERNS[at]), html('td', {}, t ? t.join('') : '–'),
      ...out.map((it) => html('td', {}, it)), html('td', {}, right ? `✓ ${say('class_right')}` : '')))));
}
