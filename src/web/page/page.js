// The page: takes the statuses as they come, shows each part of them, and sends what is flipped.

import { board } from './board.js';
import { curve } from './curve.js';
import { html, number, whole, write } from './draw.js';
import { ledger } from './ledger.js';
import { map } from './map.js';
import { network } from './network.js';
import { table } from './table.js';
import { choose, currentLanguage, say } from './words.js';

const HALF_ADDER = [[0, 0, 0, 0], [0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 1]];

/** A status comes every second at least; after so long without one the connection is taken for lost. */
const SILENCE_MS = 5000;
const AGAIN_MS = 2000;
/** The server answers within ten seconds, if only that it could not. */
const PATIENCE_MS = 12000;
const SHORTEST_PRESS_MS = 150;
const RELEASE_AGAIN_MS = 500;

const element = (id) => document.getElementById(id);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

let status = null; // the latest
let connection = 'connecting';
let reason = ''; // why the machine is away, in the server's words
let choice = 'w5'; // the weight that the ledger is about
let isShowing = false; // whether the half-adder is being taught
let isDue = false; // whether the page is about to be drawn

const show = {
  board: board(element('board'), { flip: (name, active) => act({ set: { [name]: active } }), press }),
  ledger: ledger(element('ledger'), element('ledger-of')),
  table: table(element('table')),
  map: map(element('map')),
};

const narrow = matchMedia('(max-width: 34rem)');

/** What is drawn in one way on a phone and in another elsewhere. */
function plan() {
  show.network = network(element('network'), narrow.matches, (name) => {
    choice = name;
    draw();
  });
  show.curve = curve(element('curve'), narrow.matches);
}

// The machine ---------------------------------------------------------------------------------------------------------

/** Takes statuses for good: the browser goes back to a server that was away, and what it gives up is begun anew. */
function listen() {
  const events = new EventSource('events');
  let silence = setTimeout(again, SILENCE_MS);
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(again, SILENCE_MS);
  };
  function again() {
    clearTimeout(silence);
    events.close();
    connect('lost');
    setTimeout(listen, AGAIN_MS);
  }
  events.addEventListener('status', (event) => {
    heard();
    status = JSON.parse(event.data);
    connect('live');
  });
  events.addEventListener('away', (event) => {
    heard();
    connect('away', JSON.parse(event.data));
  });
  events.addEventListener('error', () => {
    if (events.readyState !== EventSource.CLOSED) return connect('lost');
    // It was refused: the server is there, but has no room.
    again();
    return connect('full');
  });
}

function connect(state, why = '') {
  connection = state;
  reason = why;
  draw();
}

/** Sends what is to be flipped or pressed; it arrives even when the page is being closed. */
function send(wish) {
  const token = document.querySelector('meta[name=backpropd-token]').content;
  const late = new AbortController();
  setTimeout(() => late.abort(), PATIENCE_MS);
  const headers = { 'backpropd-token': token };
  return fetch('act', { method: 'POST', headers, body: JSON.stringify(wish), keepalive: true, signal: late.signal });
}

/** The same, one after the other; gives the answer's status code, 0 when there was none. */
let sent = Promise.resolve();
function act(wish) {
  sent = sent.then(async () => {
    try {
      const answer = await send(wish);
      write(element('trouble'), answer.ok ? '' : await answer.text());
      return answer.status;
    } catch {
      write(element('trouble'), say('lost'));
      return 0;
    }
  });
  return sent;
}

/** The buttons that may be down in the machine because of this page, each with what was asked for last. */
const held = new Map();

/** A button is down or up again. However short the tap, the machine is to see it. */
function press(name, isDown) {
  const wish = { set: { [name]: isDown } };
  held.set(name, wish);
  if (isDown) return act(wish);
  sent = sent.then(() => pause(SHORTEST_PRESS_MS));
  return release(name, wish);
}

/** Asks for it until it is done or the button is pressed again: the machine would take it for held. */
async function release(name, wish) {
  if (held.get(name) !== wish) return;
  const code = await act(wish);
  // No answer, a machine that is away or hangs: that may pass. That the page is an old one, or the board real, does not.
  const mayPass = code === 0 || code === 408 || code >= 500 || (code === 409 && status.board === 'sim');
  if (mayPass) setTimeout(release, RELEASE_AGAIN_MS, name, wish);
  else if (held.get(name) === wish) held.delete(name);
}

async function teachHalfAdder() {
  isShowing = true;
  draw();
  for (const bits of HALF_ADDER) {
    const [i1, i2, t1, t2] = bits.map(Boolean);
    await act({ set: { i1, i2, t1, t2 } });
    await pause(500);
    await act({ press: 'teach', ms: 250 });
    await pause(350);
  }
  isShowing = false;
  draw();
}

// The drawing ---------------------------------------------------------------------------------------------------------

/** Draws the page once before the next frame, however often it is asked. */
function draw() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    drawNow();
  });
}

function drawNow() {
  document.body.dataset.connection = connection;
  write(element('connection'), say(connection));
  element('connection').title = reason;
  if (!status) {
    if (connection === 'away') write(element('trouble'), reason);
    return;
  }
  if (connection === 'live' && element('trouble').dataset.away) write(element('trouble'), '');
  if (connection === 'away') write(element('trouble'), reason);
  element('trouble').dataset.away = connection === 'away' ? 'yes' : '';

  const isSimulated = status.board === 'sim';
  document.body.dataset.board = isSimulated ? 'simulated' : 'real';
  document.body.dataset.state = status.state;
  write(element('board-kind'), isSimulated ? say('simulated') : say('real', { kind: status.board }));
  element('show-me').disabled = isShowing || connection !== 'live';
  write(element('show-me'), say(isShowing ? 'showing' : 'show_me'));
  write(element('version'), `backpropd ${status.version}`);

  drawState();
  show.board(status, isSimulated && connection === 'live');
  show.network(status, choice);
  show.table(status);
  show.ledger(status, choice);
  show.map(status);
  show.curve(status);
}

function drawState() {
  const { state, mode, paused } = status;
  const name = paused && state === 'learning' ? 'paused' : state;
  write(element('state-name'), say(name));
  const words = { idle: say('idle_words'), learning: say(mode === 'hold' ? 'held_words' : 'learning_words'), learned: say('learned_words') };
  write(element('state-words'), state === 'impossible' ? say(status.impossible ?? 'impossible') : words[state]);
  const taught = status.rows.filter((row) => row.target);
  const right = taught.filter((row) => row.right);
  const figures = [
    ['steps', whole(status.steps)],
    ['loss', taught.length ? number(status.loss) : '–'],
    ['right', taught.length ? `${right.length} / ${taught.length}` : '–'],
    ['restarts', whole(status.restarts)],
    ['rate', String(status.learning_rate)],
  ];
  element('figures').replaceChildren(...figures.map(([label, value]) => html('div', {}, html('dt', {}, say(label)), html('dd', { id: label }, value))));
  element('warnings').replaceChildren(...status.warnings.map((text) => html('li', {}, text)));
}

function translate() {
  document.documentElement.lang = currentLanguage();
  for (const it of document.querySelectorAll('[data-word]')) write(it, say(it.dataset.word));
  for (const it of document.querySelectorAll('[data-label]')) it.setAttribute('aria-label', say(it.dataset.label));
  for (const it of document.querySelectorAll('[data-language]')) it.setAttribute('aria-pressed', it.dataset.language === currentLanguage());
  draw();
}

// What can be clicked -------------------------------------------------------------------------------------------------

for (const it of document.querySelectorAll('[data-language]')) {
  it.addEventListener('click', () => {
    choose(it.dataset.language);
    translate();
  });
}

element('show-me').addEventListener('click', teachHalfAdder);

element('export').addEventListener('click', () => {
  if (!status) return;
  const { version, seed, steps, bias, learning_rate, tolerance, threshold, weights, biases } = status;
  const samples = status.rows.filter((row) => row.target).map(({ x, target }) => ({ x, target }));
  const text = JSON.stringify({ version, seed, steps, bias, learning_rate, tolerance, threshold, weights, biases, samples }, null, 2);
  const link = html('a', { download: 'backpropd.json', href: URL.createObjectURL(new Blob([`${text}\n`], { type: 'application/json' })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
// Nobody is left to let go of a button.
addEventListener('pagehide', () => {
  for (const name of held.keys()) send({ set: { [name]: false } });
});

narrow.addEventListener('change', () => {
  plan();
  draw();
});
plan();
translate();
listen();
