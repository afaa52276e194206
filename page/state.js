// How the learning goes, in words and figures; the places of the figures stay the same.

import { html, number, whole, write } from './draw.js';
import { currentLanguage, say } from './words.js';

/** @returns {any} */
const element = (id) => document.getElementById(id);

/** Shows the status, and which sample all cards show. */
export function drawState(status, view) {
  const { state, mode, paused, forgetting } = status;
  const name = forgetting ? 'forgetting' : paused && state === 'learning' ? 'paused' : state;
  const { taught, right, near } = status.summary;
  const isPart = name === 'learned' && taught < 4;
  write(element('state-name'), isPart ? say('learned_part', { taught }) : say(name));
  const learning = mode === 'hold' ? say('held_words') : near ? say('near_words', { near, tolerance: status.tolerance }) : say('learning_words');
  const words = { idle: say('idle_words'), learning, learned: say(isPart ? 'learned_part_words' : 'learned_words') };
  const impossible = () => say('impossible_words', { why: say(`reason_${status.impossible}`) });
  write(element('state-words'), forgetting ? say('forgetting_words') : state === 'impossible' ? impossible() : words[state]);
  write(element('taught'), say('taught_rows', { taught }));
  write(element('restarted'), status.restarts ? say('restarted', { restarts: status.restarts }) : '');
  const { x, t } = view;
  write(element('shown'), view.isRead ? say('shown_step', { number: view.number, x, t }) : say('shown_switches', { x, t }));
  write(element('class'), classWords(status.class));
  drawFigures(status, { taught, right });
  drawWarnings(status);
}

/** What the teacher of a class says: the goal, and what is asked for. */
function classWords(said) {
  if (!said) return '';
  const { goal, ask } = said;
  const words = [];
  if (goal) words.push(say('class_goal', { title: goal.title, right: goal.right }));
  if (goal?.wrong) words.push(say('class_otherwise', { wrong: goal.wrong }));
  if (ask) words.push(say(`class_${ask.replace('-', '_')}`));
  return words.join(' ');
}

function drawFigures(status, { taught, right }) {
  const figures = {
    steps: whole(status.steps), loss: taught ? number(status.loss) : '–', right: taught ? `${right} / ${taught}` : '–',
    restarts: whole(status.restarts), rate: [...new Set([status.learning_rate_h, status.learning_rate])].join(', '),
  };
  const place = element('figures');
  if (!place.children.length) {
    place.replaceChildren(...Object.keys(figures).map((label) => html('div', {}, html('dt', {}), html('dd', { id: label }))));
  }
  for (const [index, [label, value]] of Object.entries(figures).entries()) {
    const [term, figure] = place.children[index].children;
    write(term, say(label));
    write(figure, value);
  }
}

function drawWarnings(status) {
  const translated = status.warnings_in?.[currentLanguage()];
  element('warnings').lang = translated ? currentLanguage() : 'en';
  const lines = translated ?? status.warnings;
  const place = element('warnings');
  if ([...place.children].map((it) => it.textContent).join('\n') === lines.join('\n')) return;
  place.replaceChildren(...lines.map((text) => html('li', {}, text)));
}
