// The guided lessons as a person sees them: the list, and a card with the task, the guess before it, the steps as they are done,
// and why it came so. What a lesson is, and when a step is done, is in lessons.js.

import { PACES } from './controls.js';
import { headOf, openDialog } from './dialog.js';
import { button, html, set, write } from './draw.js';
import { advance, BEGIN, LESSONS, ownTable, targetOf } from './lessons.js';
import { outputs } from './view.js';
import { say } from './words.js';

/** @type {[number, number][]} */
const ROWS = [[0, 0], [0, 1], [1, 0], [1, 1]];
const MAX_GUESS = 200;

/**
 * Draws the card into `card` and the list into the dialog `list`.
 * `setUp(address, pace)` prepares the board, `isDone(index)` and `finished(index)` know the lessons that were done.
 */
export function guide(card, list, { setUp, isDone, finished }) {
  /** The lesson that is done now. @type {import('./lessons.js').Lesson | null} */
  let lesson = null;
  let goal = ''; // the table that the last lesson is about, if one was chosen
  /** What the person expects, once they have said so: a choice, or words. @type {number | string | null} */
  let guess = null;
  let progress = BEGIN;
  let now = null; // the latest status of the board
  let parts = null;

  const index = () => LESSONS.findIndex(({ name }) => name === lesson.name);
  const word = (name) => say(`lesson_${lesson.name}_${name}`);
  const isOver = () => progress.done === lesson.steps.length;

  function begin(it, table = '') {
    [lesson, goal, guess, progress, now] = [it, table, null, BEGIN, null];
    list.close();
    build();
    draw();
    card.scrollIntoView({ block: 'nearest' });
    parts.heading.focus();
  }

  function end() {
    lesson = null;
    draw();
  }

  /** The board is prepared once the person has said what they expect. */
  function guessed(it) {
    if (guess !== null || it === '') return;
    guess = it;
    setUp(lesson.start, PACES[lesson.pace]);
    draw();
  }

  function build() {
    const { choices, steps, name } = lesson;
    const field = choices ? null : html('input', { id: 'guess', maxlength: MAX_GUESS, autocomplete: 'off' });
    const send = field && button('guess-button', () => guessed(field.value.trim()));
    field?.addEventListener('keydown', (event) => {
      // While a syllable is being composed, Enter only ends it.
      if (event.key === 'Enter' && !event.isComposing) guessed(field.value.trim());
    });
    parts = {
      heading: html('h2', { tabindex: -1 }), title: html('span', {}), number: html('small', { role: 'status' }),
      again: button('lesson-again', () => begin(lesson, goal)), next: button('lesson-next', () => begin(LESSONS[index() + 1])),
      close: button('lesson-close', end),
      task: html('p', { class: 'task' }), ask: html('p', { class: 'ask', id: 'ask' }),
      choices: Array.from({ length: choices }, (_, at) => button(`guess-${at}`, () => guessed(at))),
      field, send,
      steps: steps.map(() => {
        const [mark, words] = [html('span', { class: 'mark', role: 'img' }), html('span', {})];
        return { mark, words, line: html('li', {}, mark, words) };
      }),
      expected: html('p', {}), why: html('p', { class: 'why' }), told: html('div', { class: 'told', role: 'status' }),
    };
    parts.heading.append(parts.title, parts.number);
    parts.told.append(parts.expected, parts.why, parts.next);
    const guesses = field ? [field, send] : parts.choices;
    card.replaceChildren(
      html('div', { class: 'lesson-head' }, parts.heading, parts.again, parts.close),
      html('div', { class: 'lesson-body' },
        html('div', { class: 'asked' }, parts.task, parts.ask, html('div', { class: 'guesses', role: 'group', 'aria-labelledby': 'ask' }, ...guesses)),
        parts.told, html('ol', { class: 'steps' }, ...parts.steps.map(({ line }) => line))));
    set(card, { 'data-lesson': name });
  }

  /** Shows it; while a step is read, the ledger takes its place. */
  function draw(isRead = false) {
    card.hidden = !lesson || isRead;
    document.body.classList.toggle('in-lesson', !card.hidden);
    if (card.hidden) return;
    const { steps, name } = lesson;
    write(parts.title, word('title'));
    write(parts.number, say('lesson_number', { number: index() + 1, all: LESSONS.length, done: progress.done, steps: steps.length }));
    write(parts.again, say('lesson_again'));
    write(parts.next, say('lesson_next'));
    write(parts.close, say('lesson_close'));
    parts.next.hidden = index() === LESSONS.length - 1;
    write(parts.task, goal ? say('lesson_own_goal', goalRows(goal)) : word('task'));
    write(parts.ask, `${say('lesson_expect')} ${word('ask')}`);
    for (const [at, it] of parts.choices.entries()) {
      write(it, word(`choice_${at + 1}`));
      set(it, { 'aria-pressed': guess === at, 'aria-disabled': guess !== null });
    }
    if (parts.field) {
      write(parts.send, say('lesson_guess'));
      set(parts.field, { 'aria-labelledby': 'ask' });
      parts.field.readOnly = guess !== null;
      set(parts.send, { 'aria-disabled': guess !== null });
    }
    for (const [at, { mark, words, line }] of parts.steps.entries()) {
      const done = at < progress.done;
      const isNow = guess !== null && at === progress.done;
      line.classList.toggle('done', done);
      set(line, { 'aria-current': isNow ? 'step' : false });
      write(mark, done ? '✓' : String(at + 1));
      set(mark, { 'aria-label': say(done ? 'lesson_step_done' : 'lesson_step_open', { number: at + 1 }) });
      write(words, word(steps[at].name));
    }
    card.classList.toggle('over', isOver());
    const expected = typeof guess === 'number' ? word(`choice_${guess + 1}`) : guess;
    write(parts.expected, say('lesson_expected', { guess: expected ?? '' }));
    write(parts.why, say(`lesson_${name}_why`, hidden(now)));
  }

  function drawList() {
    const items = LESSONS.map((it, at) => {
      const one = button(`lesson-${it.name}`, () => begin(it));
      write(one, say(`lesson_${it.name}_title`));
      const mark = html('span', { class: 'mark', role: 'img', 'aria-label': say(isDone(at) ? 'lesson_step_done' : 'lesson_step_open', { number: at + 1 }) }, isDone(at) ? '✓' : String(at + 1));
      return html('li', { class: isDone(at) ? 'done' : '' }, mark, one);
    });
    list.replaceChildren(headOf(list, say('lessons')), html('p', {}, say('lessons_note')), html('ol', { class: 'steps' }, ...items));
  }

  return {
    /** Takes in what the machine is like: ticks come from it alone. */
    see(status, address) {
      if (!lesson || guess === null) return;
      now = status;
      const next = advance(lesson, progress, status, address);
      if (next === progress) return;
      progress = next;
      if (isOver()) finished(index());
    },
    draw,
    /** Whether a lesson is under way. */
    get isOn() {
      return lesson !== null;
    },
    open() {
      drawList();
      openDialog(list);
    },
    /** The last lesson, with this table. */
    own: (table, isWithout) => begin(ownTable(table, isWithout), table),
  };
}

/** For which rows the hidden neurons are on. */
function hidden(status) {
  if (!status) return { h1: '', h2: '' };
  const outs = ROWS.map((x) => outputs(status.weights, status.biases, x));
  const rows = (neuron) => ROWS.filter((_, row) => outs[row][neuron] >= 0.5).map((x) => x.join('')).join(', ') || '–';
  return { h1: rows(0), h2: rows(1) };
}

const goalRows = (table) => Object.fromEntries(ROWS.map((x, row) => [`row${x.join('')}`, targetOf(table, row)]));
