// A worksheet to fill in: one step by hand, with the numbers of a pupil. The machine draws and checks it (machine/src/worksheet),
// as `backpropd explain --worksheet` and `--check` do; this file shows it, and says what was found.

import { headOf, openDialog } from './dialog.js';
import { html, set, write } from './draw.js';
import { startWorksheets } from './machine.js';
import { say } from './words.js';

/** What may be typed: a decimal number, which the machine then takes. */
const NUMBER = '\\s*[\\-−+]?([0-9]{1,6}(\\.[0-9]{0,15})?|\\.[0-9]{1,15})([eE][\\-−][0-9]{1,2})?\\s*';

/** What the machine takes: 1 to its 200, and 64 bits. */
const PUPIL = { type: 'number', min: 1, max: 200, value: 1, required: true };
const SEED = { type: 'text', inputmode: 'numeric', pattern: '[0-9]{1,19}', value: 1, required: true };

/** The neurons in the order of the parts after the first two. */
const BACK = ['o1', 'o2', 'h1', 'h2'];

/** Four significant digits. */
const figure = (value) => String(Number(value.toPrecision(4)));

/** Draws it into the dialog `place`. Gives what opens it, and what says everything again in another language. */
export function byHand(place) {
  let ask = null; // from when it is opened for the first time
  let form = null; // the machine's, with the names of the blanks
  let checked = null; // what the machine found
  const [pupil, seed] = [html('input', { id: 'by-hand-pupil', ...PUPIL }), html('input', { id: 'by-hand-seed', ...SEED })];
  const [how, paper, pupilName, seedName] = ['p', 'p', 'span', 'span'].map((it) => html(it, {}));
  const [given, parts, found] = [html('div', { class: 'given' }), html('div', { class: 'parts' }), html('div', { id: 'by-hand-found', role: 'status' })];
  const checkButton = html('button', { id: 'by-hand-check' });
  const paperForm = html('form', { novalidate: true },
    how, html('div', { class: 'by-hand-which' }, html('label', {}, pupilName, pupil), html('label', {}, seedName, seed)), given, parts, html('div', { class: 'by-hand-foot' }, checkButton, found), paper);
  let head = headOf(place, '');
  place.replaceChildren(head, paperForm);

  const fields = () => [...parts.querySelectorAll('input')];

  /** Another worksheet, with all blanks empty. */
  function begin() {
    if (![pupil, seed].every((it) => it.reportValidity())) return;
    const answer = ask(`worksheet ${pupil.value} ${seed.value}`);
    if (answer.error) return;
    form = answer;
    checked = null;
    given.replaceChildren(...form.given.map((row) => html('p', {}, ...row.map(([name, value]) => html('span', {}, `${name} = ${value}`)))));
    parts.replaceChildren(...form.parts.map((blanks) => html('fieldset', {}, html('legend', {}), ...blanks.map(blank))));
    translate();
  }

  function find() {
    const all = fields();
    const wrong = all.find((it) => !it.checkValidity());
    if (wrong) return void wrong.reportValidity();
    const lines = all.filter((it) => it.value.trim()).map((it) => `${it.name} = ${it.value.replaceAll('−', '-').trim()}`);
    checked = ask(`check\n${[form.head, ...lines].join('\n')}`);
    if (checked.error) checked = null;
    translate();
    fields().find((it) => it.name === checked?.first_wrong?.name)?.focus();
  }

  function translate() {
    const old = head;
    head = headOf(place, say('by_hand_title'));
    old.replaceWith(head);
    const texts = [[how, 'how'], [pupilName, 'pupil'], [checkButton, 'check']];
    for (const [it, name] of texts) write(it, say(`by_hand_${name}`));
    write(seedName, say('seed'));
    write(paper, say('by_hand_paper', { pupil: pupil.value, seed: seed.value }));
    const headings = [say('by_hand_forward'), say('by_hand_loss'), ...BACK.map((neuron) => say('by_hand_back', { neuron }))];
    for (const [index, it] of [...parts.querySelectorAll('legend')].entries()) write(it, `${index + 1}. ${headings[index]}`);
    const wrong = checked?.first_wrong?.name;
    for (const it of fields()) {
      set(it, { title: say('by_hand_number'), 'aria-invalid': it.name === wrong, 'aria-describedby': it.name === wrong ? found.id : '' });
    }
    found.replaceChildren(...(checked ? report(checked) : []));
  }

  paperForm.addEventListener('submit', (event) => {
    event.preventDefault();
    find();
  });
  for (const it of [pupil, seed]) it.addEventListener('change', begin);

  return {
    async open() {
      ask ??= await startWorksheets();
      if (!form) begin();
      if (!place.open) openDialog(place);
    },
    translate,
  };
}

/** A blank: its name, its formula, and the field. */
function blank([name, formula]) {
  const field = html('input', { name, type: 'text', inputmode: 'text', autocomplete: 'off', spellcheck: 'false', pattern: NUMBER, maxlength: 30 });
  return html('label', {}, html('span', { class: 'name' }, name), html('span', { class: 'formula' }, `= ${formula} =`), field);
}

/** What was found, in words. */
function report({ filled, blanks, turned_signs: isTurned, first_wrong: wrong }) {
  const line = (text, name = '') => html('p', { class: name }, text);
  const all = [];
  if (wrong) all.push(...whatIsWrong(wrong, line));
  else if (filled === 0) all.push(line(say('by_hand_empty')));
  else if (filled === blanks) all.push(line(say('by_hand_all_right', { count: blanks })));
  else all.push(line(say('by_hand_right_so_far', { filled, count: blanks })));
  if (isTurned) all.push(line(say('by_hand_turned')));
  return all;
}

function whatIsWrong({ name, written, right, formula, with_numbers: numbers, diagnoses }, line) {
  const steps = [...new Set([formula, numbers, figure(right)])].join(' = ');
  const said = diagnoses.map(({ mistake, formula: its, value }) => [
    say(`mistake_${mistake}`), mistake === 'rounded_early' ? '' : ` ${its} = ${figure(value)}`,
  ].join(''));
  const probably = said.length === 1 ? [line(`${say('by_hand_probably')} ${said[0]}`)]
    : said.length ? [line(say('by_hand_several', { count: said.length })), html('ul', {}, ...said.map((it) => html('li', {}, it)))]
      : [line(say('by_hand_unknown'))];
  return [
    line(say('by_hand_wrong', { name }), 'first'), line(`${say('by_hand_yours')}: ${name} = ${written}`),
    line(`${say('by_hand_right')}: ${name} = ${steps}`), ...probably,
  ];
}
