// The wall of a class on the projector: receives what everyone may see of it, and shows one view of it at a time. Nothing
// is sent: seats, goal, requests and standing still are the teacher's, in the terminal.

import { listenWhileSeen, wordDocument } from './document.js';
import { html, set, write } from './draw.js';
import { daemonNews } from './news/daemon.js';
import { average } from './wall/average.js';
import { desks } from './wall/desks.js';
import { survey } from './wall/survey.js';
import { training } from './wall/training.js';
import { vote } from './wall/vote.js';
import { say } from './words.js';

/** @returns {any} */
const element = (id) => document.getElementById(id);
/** @returns {any[]} */
const elements = (selector) => [...document.querySelectorAll(selector)];

const VIEWS = ['desks', 'survey', 'vote', 'average', 'training'];
const PATTERNS = ['00', '01', '10', '11'];
const ASKS = { forget: 'class_ask_forget', teach: 'class_ask_teach', 'hands-off': 'class_ask_hands_off' };

let wall = null; // the latest
let connection = 'connecting';

const show = {
  desks: desks(element('desks')),
  survey: survey(element('survey')),
  vote: vote(element('vote')),
  average: average(element('average')),
  training: training(element('training')),
};

const news = daemonNews({
  status: (it) => {
    wall = it;
    draw();
  },
  connection: (state) => {
    connection = state;
    draw();
  },
});

/** The view that the address names; not by the id of an element, or the browser would scroll there. */
const named = (hash) => hash.replace('#view-', '');

function view() {
  const name = named(location.hash);
  return VIEWS.includes(name) ? name : 'desks';
}

function draw() {
  set(document.body, { 'data-connection': connection, 'data-view': view() });
  write(element('connection'), say(connection));
  for (const it of elements('nav a')) {
    if (named(it.hash) === view()) it.setAttribute('aria-current', 'page');
    else it.removeAttribute('aria-current');
  }
  if (!wall) return;
  write(element('room'), wall.room);
  element('frozen').hidden = !wall.frozen;
  write(element('counts'), counted(wall));
  const [size] = wall.pictures.clones;
  write(element('clones'), size ? say('class_clones', { n: size }) : '');
  drawGoal(wall);
  show[view()](wall);
}

/** The class in words: what was taught, then how far the desks are. */
function counted({ counts, goal, ask }) {
  const parts = [say('class_desks', { n: counts.desks })];
  if (goal) parts.push(say('class_taught_right', { n: counts.taught_right }), say('class_learned_right', { n: counts.learned_right }));
  if (ask) parts.push(say('class_done', { n: counts.done }));
  for (const name of ['learned', 'learning', 'idle', 'impossible', 'new', 'gone']) {
    if (counts[name] > 0) parts.push(say(`class_n_${name}`, { n: counts[name] }));
  }
  if (counts.turned_away > 0) parts.push(say('class_turned_away', { n: counts.turned_away }));
  return parts.join(', ');
}

function drawGoal({ goal, ask }) {
  element('goal').hidden = !goal && !ask;
  write(element('goal-title'), goal ? goal.title : '');
  const rows = (goal?.answers ?? []).map((answer, row) => [PATTERNS[row], answer.join('')]);
  const body = element('goal').querySelector('tbody');
  if (body.dataset.rows !== rows.join()) {
    body.dataset.rows = rows.join();
    body.replaceChildren(...rows.map(([x, t]) => html('tr', {}, html('th', { scope: 'row' }, x), html('td', {}, t))));
  }
  body.parentElement.hidden = !goal;
  write(element('ask'), ask ? say('class_asked', { what: say(ASKS[ask]) }) : '');
}

addEventListener('hashchange', draw);
wordDocument(draw);
listenWhileSeen(() => news);
news.listen();
