// The desks in the order of their seats. A tile never moves, and there is neither a ranking nor a name.

import { html, number, set, svg, write } from '../draw.js';
import { say } from '../words.js';

/** How many losses a tile remembers. */
const REMEMBERED = 60;
/** A desk that was not heard for this long is grey, and says so. */
const QUIET_S = 45;
/** More restarts than this are a number. */
const MOST_DOTS = 8;

const STANDINGS = {
  new: 'class_new', idle: 'class_idle', learning: 'class_learning', learned: 'class_learned', impossible: 'class_impossible',
  gone: 'class_gone',
};

/** Draws them into `place`. */
export function desks(place) {
  const tiles = new Map();
  return (wall) => {
    const now = wall.desks.map((desk) => {
      const tile = tiles.get(desk.id) ?? newTile();
      tiles.set(desk.id, tile);
      tile.show(desk);
      return tile.element;
    });
    const known = new Set(wall.desks.map((desk) => desk.id));
    for (const id of tiles.keys()) if (!known.has(id)) tiles.delete(id);
    const isSame = place.children.length === now.length && now.every((it, at) => place.children[at] === it);
    if (!isSame) place.replaceChildren(...now);
  };
}

function newTile() {
  const seat = html('strong', {});
  const standing = html('span', { class: 'standing' });
  const rows = ['00', '01', '10', '11'].map(() => html('span', { class: 'row' }));
  const line = svg('polyline', { points: '' });
  const curve = svg('svg', { viewBox: '0 0 60 20', 'aria-hidden': true, preserveAspectRatio: 'none' }, line);
  const restarts = html('span', { class: 'restarts', 'aria-hidden': true });
  const silent = html('span', { class: 'silent' });
  const words = html('span', { class: 'hidden' });
  const element = html('li', {},
    html('p', {}, seat, ' ', standing, words), html('p', { class: 'rows', 'aria-hidden': true }, ...rows), curve,
    html('p', {}, restarts, silent));
  const losses = [];

  const show = (desk) => {
    const isQuiet = desk.heard_s_ago >= QUIET_S || desk.standing === 'gone';
    set(element, { 'data-standing': desk.standing, 'data-teaching': desk.teaching, 'data-quiet': isQuiet, 'data-done': desk.done });
    write(seat, desk.seat === null ? desk.id.slice(-4) : String(desk.seat));
    write(standing, say(STANDINGS[desk.standing]));
    for (const [at, it] of rows.entries()) drawRow(it, desk.rows?.[at]);
    if (desk.loss !== null && losses.at(-1) !== desk.loss) losses.push(desk.loss);
    if (losses.length > REMEMBERED) losses.shift();
    set(line, { points: points(losses) });
    const count = desk.restarts ?? 0;
    write(restarts, count > MOST_DOTS ? `↻ ${count}` : '•'.repeat(count));
    write(silent, isQuiet ? ago(desk.heard_s_ago) : '');
    write(words, inWords(desk));
  };
  return { element, show };
}

function drawRow(it, row) {
  const lit = row ? row.o.map((out) => out >= 0.5) : [false, false];
  const isTaught = Boolean(row?.t);
  write(it, `${lit.map((is) => (is ? '●' : '○')).join('')}${!isTaught ? '–' : row.right ? '✓' : '…'}`);
  set(it, { 'data-right': isTaught && row.right });
}

/** The losses from left to right, the largest at the top. */
function points(losses) {
  const most = Math.max(...losses, 1e-9);
  return losses.map((loss, at) => `${(60 * at) / (REMEMBERED - 1)},${19 - (18 * loss) / most}`).join(' ');
}

function ago(seconds) {
  return seconds < 60 ? say('class_seconds_ago', { n: seconds }) : say('class_minutes_ago', { n: Math.floor(seconds / 60) });
}

/** For those who hear the page. */
function inWords({ rows, loss, restarts }) {
  if (!rows) return '';
  const taught = rows.filter((row) => row.t).length;
  const right = rows.filter((row) => row.t && row.right).length;
  return say('class_tile', { right, taught, restarts, loss: number(loss, 3) });
}
