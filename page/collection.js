// The collection: the square of all 256 truth tables, with those that this person has taught. It is kept in this browser and
// nowhere else; where nothing may be kept, it lasts as long as the page.

import { headOf, openDialog } from './dialog.js';
import { button, html, set, write } from './draw.js';
import { save } from './files.js';
import { GATES, taughtBits } from './gates.js';
import { startMachine } from './machine.js';
import { both, exported, nothing, numberOf, parse, textOf } from './tables.js';
import { say } from './words.js';

const KEPT = 'backpropd-taught';

/** The functions in the order of the square, with short names that are the same in every language. */
const NAMES = ['AND', 'OR', 'XOR', 'NAND', 'NOR', 'XNOR', 'i1', 'i2', '¬i1', '¬i2', 'i1∧¬i2', 'i2∧¬i1', 'i1∨¬i2', 'i2∨¬i1', '0', '1'];
const FUNCTIONS = GATES.map(([, bits], at) => ({ bits, name: NAMES[at] }));
const SIDE = FUNCTIONS.length;
const placeOf = (bits) => FUNCTIONS.findIndex((it) => it.bits === bits);

/** Which way each key goes: rows and columns. */
const WAYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -SIDE], End: [0, SIDE], PageUp: [-SIDE, 0], PageDown: [SIDE, 0] };

/**
 * Draws it into this dialog. `teach(table, isWithout)` is called for a table to be taught, perhaps without biases; `lessons` are the names of the lessons.
 */
export function collection(dialog, { teach, lessons }) {
  let taught = nothing();
  let canKeep = true;
  let erased = null; // what can be brought back
  let status = null; // the latest of the board
  let counted = ''; // the table that the board has learned, if it has
  /** The tables that are impossible without biases, as soon as the machine was asked. @type {Set<number> | null} */
  let impossible = null;
  /** The chosen cell: its row and its column. @type {[number, number]} */
  let at = [0, 0];
  let parts = null;

  read();

  /** Another tab may have taught or erased. */
  function read() {
    try {
      if (canKeep) taught = parse(localStorage.getItem(KEPT));
    } catch {
      canKeep = false;
    }
  }

  function keep() {
    try {
      localStorage.setItem(KEPT, textOf(taught));
    } catch {
      canKeep = false;
    }
  }

  function add(more) {
    read();
    taught = both(taught, { ...nothing(), ...more });
    keep();
    if (dialog.open) draw();
  }

  function erase() {
    [erased, taught] = erased ? [null, both(taught, erased)] : [taught, nothing()];
    keep();
    draw();
  }

  const inside = (place) => Math.min(SIDE - 1, Math.max(0, place));
  const isWithout = () => status?.bias === 'none';
  /** @returns {[string, string]} */
  const tableAt = ([row, column]) => [FUNCTIONS[row].bits, FUNCTIONS[column].bits];

  function choose([row, column], isFocused) {
    parts.cells[at[0]][at[1]].tabIndex = -1;
    at = [row, column];
    const cell = parts.cells[row][column];
    cell.tabIndex = 0;
    if (isFocused) cell.focus();
    draw();
  }

  function build() {
    const cells = FUNCTIONS.map((_, row) => FUNCTIONS.map((_function, column) => {
      const it = html('td', { role: 'gridcell', tabindex: row || column ? -1 : 0 });
      it.addEventListener('focus', () => (at[0] === row && at[1] === column) || choose([row, column], false));
      it.addEventListener('click', () => choose([row, column], true));
      return it;
    }));
    const heads = FUNCTIONS.map(({ name }) => html('th', { scope: 'col' }, html('span', {}, name)));
    const lines = cells.map((line, row) => html('tr', {}, html('th', { scope: 'row' }, FUNCTIONS[row].name), ...line));
    const square = html('table', { role: 'grid', class: 'square' },
      html('thead', {}, html('tr', {}, html('td', { class: 'corner' }, 'o2 →\no1 ↓'), ...heads)), html('tbody', {}, ...lines));
    square.addEventListener('keydown', (event) => {
      const way = WAYS[event.key];
      if (event.key === 'Enter' || event.key === ' ') teachIt();
      else if (way) choose([inside(at[0] + way[0]), inside(at[1] + way[1])], true);
      else return;
      event.preventDefault();
    });
    parts = {
      cells, square, count: html('p', { class: 'count' }), chosen: html('p', { class: 'chosen', role: 'status' }),
      teach: button('teach-table', teachIt), save: button('save-tables', saveAll), erase: button('erase-tables', erase),
    };
  }

  function teachIt() {
    if (parts.teach.disabled) return;
    dialog.close();
    teach(tableAt(at).join(','), isWithout());
  }

  function saveAll() {
    save('backpropd-tables.json', exported(taught, `backpropd ${status.version}`, lessons));
  }

  /** Asks a machine of its own which tables it calls impossible. */
  async function ask() {
    const machine = await startMachine();
    impossible = new Set();
    for (const { bits: o1 } of FUNCTIONS) {
      for (const { bits: o2 } of FUNCTIONS) {
        if (machine(`open v=1&table=${o1},${o2}&bias=none`).state === 'impossible') impossible.add(numberOf([o1, o2]));
      }
    }
    draw();
  }

  function draw() {
    const set256 = isWithout() ? taught.none : taught.trained;
    const marked = isWithout() && impossible ? impossible : new Set();
    const count = set256.size;
    write(parts.count, isWithout() ? say('tables_without', { count, possible: SIDE * SIDE - marked.size, marked: marked.size }) : say('tables_with', { count, possible: SIDE * SIDE }));
    const now = status && taughtBits(status);
    for (const [row, line] of parts.cells.entries()) {
      for (const [column, it] of line.entries()) {
        const number = numberOf(tableAt([row, column]));
        const kind = set256.has(number) ? 'taught' : marked.has(number) ? 'impossible' : 'open';
        set(it, {
          class: kind, 'aria-label': describe([row, column], kind), 'aria-selected': row === at[0] && column === at[1],
          'data-table': tableAt([row, column]).join(','), 'aria-current': Boolean(now) && number === numberOf(now),
        });
        write(it, kind === 'impossible' ? '×' : '');
      }
    }
    const chosen = parts.cells[at[0]][at[1]];
    write(parts.chosen, chosen.getAttribute('aria-label'));
    write(parts.teach, say('tables_teach'));
    parts.teach.disabled = chosen.className === 'impossible';
    write(parts.save, say('tables_save'));
    write(parts.erase, say(erased ? 'tables_restore' : 'tables_erase'));
    set(parts.square, { 'aria-label': say('tables') });
  }

  const describe = ([row, column], kind) => say('tables_cell', { o1: FUNCTIONS[row].name, o2: FUNCTIONS[column].name, kind });

  return {
    /** Takes in what this person's board is like: a table counts once all four rows are taught and learned. */
    see(it) {
      status = it;
      const bits = it.state === 'learned' ? taughtBits(it) : null;
      const kind = it.bias === 'none' ? 'none' : 'trained';
      const now = bits ? `${kind} ${bits}` : '';
      // Once: what is erased does not come back before something is learned again.
      if (now && now !== counted && !taught[kind].has(numberOf(bits))) add({ [kind]: new Set([numberOf(bits)]) });
      counted = now;
    },
    /** Lessons are kept in the same place. */
    isDone: (lesson) => taught.lessons.has(lesson),
    finished: (lesson) => add({ lessons: new Set([lesson]) }),
    open(latest) {
      status = latest;
      erased = null;
      read();
      if (!parts) build();
      dialog.replaceChildren(headOf(dialog, say('tables')), parts.count, parts.square,
        html('div', { class: 'choice' }, parts.chosen, parts.teach), html('p', { class: 'kept' }, say('tables_kept')),
        html('div', { class: 'dialog-foot' }, parts.save, parts.erase));
      draw();
      openDialog(dialog);
      const bits = taughtBits(status); // to begin with, the table of the board
      choose(bits ? [placeOf(bits[0]), placeOf(bits[1])] : at, true);
      if (isWithout() && !impossible) ask();
    },
  };
}
