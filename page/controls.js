// The controls: what can be done to the machine beside its switches. It only shows how they stand and says what is asked for.

import { GATES, taughtBits } from './gates.js';
import { button, html, set, write } from './draw.js';
import { say } from './words.js';

/** Steps a second of each speed. */
export const PACES = { slow: 2, panel: 100, fast: 2000, once: 1_000_000 };

/** The learning rates and the momentum that the keys offer, as in the terminal (src/cli/panel/local.rs). */
export const ALPHAS = [
  0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9,
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100,
];
export const MOMENTA = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

const HALF_ADDER = '0110,0001';

/** Draws them into `place`; `asked(what, value)` is called for each. */
export function controls(place, asked) {
  const buttons = Object.fromEntries(['back', 'play', 'next', 'step', 'auto', 'undo', 'again'].map((name) => [name, button(`control-${name}`, () => asked(name))]));
  const paces = Object.keys(PACES).map((name) => button(`control-pace-${name}`, () => asked('pace', PACES[name])));
  const gates = [1, 2].map((output) => select(`gate-o${output}`, ['', ...GATES.map(([name]) => name)], () => table()));
  const halfAdder = button('control-half-adder', () => asked('table', HALF_ADDER));
  const fields = {
    alpha: field('alpha', { min: 0, max: 100, step: 'any' }, asked), momentum: field('momentum', { min: 0, max: 0.999, step: 'any' }, asked),
    bias: select('bias', ['none', 'fixed', 'trained'], (value) => asked('bias', value)),
    mode: select('mode', ['replay', 'hold'], (value) => asked('mode', value)),
    restarts: select('restarts', ['on', 'off'], (value) => asked('restarts', value)),
    seed: field('seed', { min: 0, step: 1 }, asked),
  };
  const labels = [];
  /** A symbol is the same in every language. */
  const label = (name, ...parts) => {
    const words = html('span', {}, name);
    if (name.length > 2) labels.push([words, name]);
    return html('label', { class: 'setting' }, words, ...parts);
  };
  const group = (name, ...parts) => html('div', { class: `group ${name}`, role: 'group' }, ...parts);
  const groups = {
    run: group('run', ...['back', 'play', 'next', 'step', 'auto'].map((name) => buttons[name])),
    pace: group('pace', ...paces),
    table: group('gates', halfAdder, label('o1', gates[0]), label('o2', gates[1]), buttons.undo, buttons.again),
    settings: group('settings', label('α', fields.alpha), label('momentum_field', fields.momentum), label('bias_field', fields.bias),
      label('mode_field', fields.mode), label('restarts', fields.restarts), label('seed', fields.seed)),
  };
  place.replaceChildren(...Object.values(groups));

  /** Both gates are chosen: the table is. */
  function table() {
    const bits = gates.map((it) => Object.fromEntries(GATES)[it.value]);
    if (bits.every(Boolean)) asked('table', bits.join(','));
  }

  return ({ status, restarts, isOwn, isRunning, isReading, isAuto, canGoBack, canUndo }) => {
    for (const [name, it] of Object.entries(groups)) set(it, { 'aria-label': say(`group_${name}`) });
    for (const [it, name] of labels) write(it, say(name));
    const words = { play: isRunning ? 'pause' : 'play', auto: isAuto ? 'auto_stop' : 'auto' };
    for (const [name, it] of Object.entries(buttons)) {
      const word = words[name] ?? name;
      write(it, say(`control_${word}`));
      set(it, { title: say(`control_${word}_title`) });
    }
    set(buttons.play, { 'data-state': isRunning ? 'running' : 'paused' });
    set(buttons.auto, { 'aria-pressed': isAuto });
    buttons.back.disabled = !isReading || !canGoBack;
    buttons.undo.disabled = !isOwn || !canUndo;
    buttons.again.disabled = !isOwn;
    write(halfAdder, say('show_me'));
    halfAdder.disabled = !isOwn;
    for (const [index, name] of Object.keys(PACES).entries()) {
      write(paces[index], say(`pace_${name}`));
      set(paces[index], { 'aria-pressed': status.steps_per_second === PACES[name] });
      paces[index].disabled = !isOwn;
    }
    const bits = taughtBits(status);
    for (const [output, it] of gates.entries()) {
      // A choice that is still waiting for the other output's stays.
      if (bits && document.activeElement !== it) it.value = GATES.find(([, its]) => its === bits[output])[0];
      it.disabled = !isOwn;
      write(it.options[0], '–');
    }
    for (const mode of ['none', 'fixed', 'trained']) write(option(fields.bias, mode), say(`bias_${mode}`));
    for (const mode of ['replay', 'hold']) write(option(fields.mode, mode), say(`mode_${mode}`));
    for (const way of ['on', 'off']) write(option(fields.restarts, way), say(`restarts_${way}`));
    const values = { alpha: status.learning_rate, momentum: status.momentum, bias: status.bias, mode: status.mode, restarts, seed: status.seed };
    for (const [name, it] of Object.entries(fields)) {
      if (document.activeElement !== it && values[name] !== undefined) it.value = values[name];
      it.disabled = !isOwn;
    }
  };
}

function select(name, values, changed) {
  const it = html('select', { id: `control-${name}` }, ...values.map((value) => html('option', { value }, value)));
  it.addEventListener('change', () => changed(it.value));
  return it;
}

const option = (it, value) => [...it.options].find((one) => one.value === value);

function field(name, limits, asked) {
  const it = html('input', { id: `control-${name}`, type: 'number', required: true, ...limits });
  it.addEventListener('change', () => {
    if (it.checkValidity()) asked(name, it.value);
    else it.reportValidity();
  });
  return it;
}
