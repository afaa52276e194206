// The page: receives statuses, shows each part of them, and passes on flips and presses.

import { changed, hasRestarts, ofFragment, toPage, VERSION } from './address.js';
import { board } from './board.js';
import { byHand } from './by-hand.js';
import { collection } from './collection.js';
import { ALPHAS, controls, MOMENTA, PACES } from './controls.js';
import { curve } from './curve.js';
import { listenWhileSeen, wordDocument } from './document.js';
import { isUnsure, set, write } from './draw.js';
import { exported, fragmentOf, linkOf, MAX_FILE_BYTES, save } from './files.js';
import { listenToKeys } from './keys.js';
import { ledger } from './ledger.js';
import { guide } from './lesson.js';
import { LESSONS } from './lessons.js';
import { map } from './map.js';
import { network } from './network.js';
import { boardNews } from './news/board.js';
import { daemonNews } from './news/daemon.js';
import { LAST } from './phases.js';
import { phaseBar } from './phase-bar.js';
import { savePng, saveSvg } from './picture.js';
import { drawSheet } from './sheet.js';
import { slice } from './slice.js';
import { drawState } from './state.js';
import { steps } from './steps.js';
import { table } from './table.js';
import { time } from './time.js';
import { live, read } from './view.js';
import { WEIGHTS } from './weights.js';
import { currentLanguage, say } from './words.js';

/** How long each phase stays when the step is played by itself. */
const PHASE_MS = 1800;

/** @returns {any} */
const element = (id) => document.getElementById(id);
/** @returns {any[]} */
const elements = (selector) => [...document.querySelectorAll(selector)];

let status = null; // the latest
let connection = 'connecting';
let reason = ''; // why the machine is away, in the server's words
let choice = 'w5'; // the weight or bias that the ledger is about
let isReading = false; // whether a step is read, phase by phase
let auto = 0; // the timer that plays it by itself
let isCopy = false; // whether the own board is a copy of the daemon's
let isGiven = false; // whether the table on the own board is someone else's: from a link, a recording or a daemon
const made = steps();
/** What all cards show. @type {import('./view.js').View | null} */
let view = null;
let isDue = false; // whether the page is about to be drawn

const show = {
  board: board(element('board'), { flip, press: act }),
  controls: controls(element('controls'), ask),
  phase: phaseBar(element('phase')),
  ledger: ledger(element('ledger'), element('ledger-of')),
  table: table(element('table')),
  map: map(element('map')),
  slice: slice(element('slice')),
  time: time(element('run'), seek),
};

const narrow = matchMedia('(max-width: 34rem)');

/** The pictures that are drawn differently on a phone. */
function plan() {
  show.network = network(element('network'), narrow.matches, (name) => {
    choice = name;
    draw();
  });
  show.curve = curve(element('curve'), narrow.matches);
}

// The machine ---------------------------------------------------------------------------------------------------------

const own = boardNews(listener(() => own));
const daemon = daemonNews(listener(() => daemon));
const worksheet = byHand(element('by-hand'));
/** The one that is shown. @type {import('./news/news.js').News} */
let news = own;
let hasDaemon = location.protocol.startsWith('http'); // as far as is known

/** Receives the news of this source while it is the shown one. */
function listener(source) {
  return {
    status: (it) => {
      if (news !== source()) return;
      status = it;
      if (news === own) learn();
      made.record(it);
      if (news.isOwn && it.paused === false && isReading) leave();
      draw();
    },
    connection: (state, why = '') => {
      if (news !== source()) return;
      if (state === 'none') {
        hasDaemon = false;
        return watch(own);
      }
      connection = state;
      reason = why;
      draw();
    },
  };
}

/** What this person does on a board of their own counts for the lessons and for the collection. */
function learn() {
  if (status.replaying || isGiven) return;
  taught.see(status);
  if (lesson.isOn) lesson.see(status, own.address());
}

/** Shows this machine from now on. */
function watch(source) {
  leave();
  made.clear();
  news.stop();
  news = source;
  status = null;
  connection = 'connecting';
  reason = '';
  news.listen();
  draw();
}

/** Presses or releases a button: what the switches show is shown again. */
function act(name, active) {
  leave();
  if (name === 'teach') isGiven = false;
  news.set(name, active);
}

/** Flips a switch, likewise. */
function flip(name) {
  leave();
  if (news === own) own.flip(name);
}

/** Replays a recording on this browser's own board. */
async function replay(text) {
  if (news !== own) watch(own);
  isGiven = true;
  trouble(await own.replay(text));
}

// The controls --------------------------------------------------------------------------------------------------------

/** What a control or a key asks for. */
function ask(what, value) {
  if (!status || status.replaying) return;
  const does = {
    play, step, next, back, undo, save: () => element('recording').click(), big: () => document.body.classList.toggle('big'),
    auto: () => (auto ? stopAuto() : startAuto()),
    again: () => open(own.address()),
    table: () => {
      isGiven = false;
      open(changed(own.address(), 'table', value));
    },
    bias: () => open(changed(own.address(), 'bias', value)),
    mode: () => open(changed(own.address(), 'mode', value)),
    restarts: () => open(changed(own.address(), 'restarts', value === 'off' ? 'off' : '')),
    seed: () => open(changed(own.address(), 'seed', value)),
    pace: () => own.control(`pace ${value}`),
    alpha: () => own.control(`alpha ${Number(value)}`),
    momentum: () => own.control(`momentum ${Number(value)}`),
    more: () => ask(value, beside(value, 1)),
    less: () => ask(value, beside(value, -1)),
    language: () => elements('[data-language][aria-pressed=false]')[0].click(),
    restart: () => own.control('restart on'),
    flip: () => flip(value),
    press: () => tap(value),
    forget_all: () => hold('forget', 2500),
  };
  const needsOwn = !['play', 'step', 'next', 'back', 'auto', 'save', 'big', 'language'].includes(what);
  if (needsOwn && !news.isOwn) return;
  if (what !== 'auto' && what !== 'next') stopAuto();
  does[what]();
  draw();
}

/** The next value up or down that the keys offer; the same where there is none. */
function beside(name, direction) {
  const now = { pace: status.steps_per_second, alpha: status.learning_rate, momentum: status.momentum }[name];
  const values = { pace: Object.values(PACES), alpha: ALPHAS, momentum: MOMENTA }[name];
  return (direction > 0 ? values.find((it) => it > now) : values.findLast((it) => it < now)) ?? now;
}

/** At once, so that no other key comes between. */
function tap(name) {
  act(name, true);
  act(name, false);
}

async function hold(name, ms) {
  act(name, true);
  await new Promise((done) => setTimeout(done, ms));
  act(name, false);
}

/** Starts over with this address: all rows are taught before the first step. */
function open(address) {
  const pace = status?.steps_per_second; // the person's, not the address's
  const why = own.open(address);
  if (why) return trouble(say('address_wrong', { why }));
  leave();
  made.clear();
  isCopy = false;
  if (pace && pace !== status.steps_per_second) own.control(`pace ${pace}`);
  toPage(own.address());
  trouble('');
}

function undo() {
  leave();
  made.clear();
  trouble(own.undo());
}

/** Runs, or pauses. A daemon goes on: its page pauses by a copy of its machine, and steps that. */
async function play() {
  if (!news.isOwn) return copy();
  leave();
  own.control(`pause ${status.paused ? 'off' : 'on'}`);
}

async function copy() {
  try {
    const answer = await fetch('checkpoint.json', { headers: { 'Accept-Language': currentLanguage() } });
    const text = await answer.text();
    if (!answer.ok) return trouble(text);
    const { losses, raw } = status;
    watch(own);
    const wrong = await own.copy(text, losses);
    for (const name of ['i1', 'i2', 't1', 't2']) if (raw[name]) own.set(name, true);
    isCopy = isGiven = wrong === '';
    trouble(wrong);
    if (status.last_step) look(LAST);
  } catch (error) {
    trouble(error.message);
  }
  draw();
}

/** Makes one step, to be read from this phase on. */
function makeStep(from) {
  if (!status.paused) own.control('pause on');
  const before = status.steps;
  own.step();
  if (status.steps === before) return trouble(say(status.state === 'idle' ? 'step_untaught' : 'step_none'));
  // A restart draws new weights: the step that led there has no ledger.
  if (!status.last_step) return trouble(say('step_restarted'));
  trouble('');
  look(from);
}

function look(from) {
  made.add(status, from);
  isReading = made.current !== null;
}

async function step() {
  if (!news.isOwn) await copy();
  if (!isReading || !made.nextStep()) makeStep(LAST);
  draw();
}

async function next() {
  if (!news.isOwn) await copy();
  if (!isReading) makeStep(0);
  else if (made.isAtEnd) makeStep(0);
  else made.next();
  draw();
}

function back() {
  if (isReading) made.back();
}

/** Shows the run as it was after this step. A board of one's own pauses for that, a daemon goes on. */
function seek(step) {
  stopAuto();
  if (news.isOwn && !status.paused) own.control('pause on');
  if (step >= made.all.at(-1).steps) leave();
  else {
    made.seek(step);
    isReading = true;
  }
  draw();
}

/** Shows the machine as it runs again. */
function leave() {
  isReading = false;
  stopAuto();
}

function startAuto() {
  auto = setInterval(next, PHASE_MS);
  next();
}

function stopAuto() {
  clearInterval(auto);
  auto = 0;
}

// Lessons -------------------------------------------------------------------------------------------------------------

/** Prepares the board for a lesson. */
function setUp(start, pace) {
  isGiven = false;
  open(`v=${VERSION}&${start}`);
  own.control(`pace ${pace}`);
}

const taught = collection(element('collection'), { teach: (table, isWithout) => lesson.own(table, isWithout), lessons: LESSONS.map(({ name }) => name) });
const lesson = guide(element('lesson'), element('lessons'), { setUp, isDone: taught.isDone, finished: taught.finished });

element('open-lessons').addEventListener('click', () => {
  // While a step is read, the ledger stands in the lesson's place.
  if (lesson.isOn && isReading) leave();
  else lesson.open();
  draw();
});
element('open-collection').addEventListener('click', () => status && taught.open(status));

// The drawing ---------------------------------------------------------------------------------------------------------

/** Draws the page once before the next frame, however often it is called. */
function draw() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    drawNow();
  });
}

// A blinking LED also changes between two statuses.
const BLINK_FRAME_MS = 50;
setInterval(() => {
  if (status && connection === 'live' && [status.outs.o1, status.outs.o2].some((out) => isUnsure(status, out))) draw();
}, BLINK_FRAME_MS);

function drawNow() {
  document.body.dataset.connection = connection;
  write(element('connection'), say(connection));
  element('connection').title = reason;
  element('boards').hidden = !hasDaemon;
  for (const it of elements('#boards button')) set(it, { 'aria-pressed': (it.dataset.board === 'own') === news.isOwn });
  drawTrouble();
  if (!status) return;

  document.body.dataset.board = news.isOwn ? 'own' : 'daemon';
  document.body.dataset.state = status.state;
  const kind = status.board;
  const whose = isCopy ? say('copy') : news.isOwn ? say('own') : kind === 'sim' ? say('simulated') : say('real', { kind });
  write(element('board-kind'), whose);
  write(element('version'), `backpropd ${status.version}`);
  if (news.isOwn && !isCopy && linkOf(location.hash) === null) toPage(own.address());

  const { current } = made;
  view = isReading && current ? read(current.status, current.phase) : live(status, own.next);
  drawState(status, view);
  show.controls({
    status, restarts: news.isOwn && !hasRestarts(own.address()) ? 'off' : 'on', isOwn: news.isOwn, isRunning: !status.paused, isReading, isAuto: auto !== 0, canGoBack: !made.isAtBegin,
    canUndo: status.undo > 0,
  });
  show.phase(view);
  lesson.draw(view.isRead);
  show.board(view, news.isOwn && connection === 'live' && !status.replaying);
  // A bias has a chain where it is trained, and in the steps of this version.
  if (!WEIGHTS[choice] && !(view.step ? choice in view.step.chain : status.bias === 'trained')) choice = 'w5';
  show.network(view, choice);
  show.table(view);
  show.ledger(view, choice);
  show.slice(view, choice);
  show.map(view.status);
  const [first, newest] = [made.all[0]?.steps ?? 0, made.all.at(-1)?.steps ?? 0];
  const shown = view.isRead ? view.number : null;
  show.curve(status, { made: made.all, choice, shown });
  show.time({ first, newest, shown, isUsable: connection === 'live' && !status.replaying });
}

/** Shows an error until the next one. */
function trouble(text) {
  element('trouble').dataset.away = '';
  write(element('trouble'), text);
}

/** Shows why there is no connection, in the server's words, until there is one. */
function drawTrouble() {
  const place = element('trouble');
  if (reason) {
    write(place, reason);
    place.dataset.away = 'yes';
  } else if (connection === 'live' && place.dataset.away) {
    trouble('');
  }
}

// What can be clicked -------------------------------------------------------------------------------------------------

listenToKeys(ask);
element('big').addEventListener('click', () => ask('big'));

for (const it of elements('#boards button')) {
  it.addEventListener('click', () => watch(it.dataset.board === 'own' ? own : daemon));
}

element('by-hand-open').addEventListener('click', worksheet.open);

element('export').addEventListener('click', () => {
  if (status) save('backpropd.json', exported(status));
});

element('recording').addEventListener('click', async () => {
  try {
    save('recording.txt', await news.recording());
  } catch (error) {
    trouble(error.message);
  }
});

for (const [id, act] of Object.entries({ svg: saveSvg, png: savePng })) {
  element(`save-${id}`).addEventListener('click', () => act(document.querySelector('#network > svg')));
}
element('print').addEventListener('click', () => print());
addEventListener('beforeprint', () => view && drawSheet(element('sheet'), view));

element('link').addEventListener('click', async () => {
  try {
    const fragment = fragmentOf(await news.recording());
    if (!fragment) return trouble(say('link_too_long'));
    location.hash = fragment;
    trouble(say('link_there'));
  } catch (error) {
    trouble(error.message);
  }
});

/** Replays a recording from a file, dropped or chosen. */
async function openFile(file) {
  if (!file) return;
  if (file.size > MAX_FILE_BYTES) return trouble(say('file_too_long'));
  await replay(await file.text());
}

element('file').addEventListener('change', () => openFile(element('file').files[0]));
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  openFile(event.dataTransfer.files[0]);
});

/** Opens what the address says, if it says anything: a table and settings, or a recording. */
function openLink(fragment) {
  const address = ofFragment(fragment);
  if (address !== null) {
    watch(own);
    isGiven = true;
    own.ready.then(() => open(address));
    return true;
  }
  const recording = linkOf(fragment);
  if (recording !== null) replay(recording);
  return recording !== null;
}
// By now the page may have written its own address over the new one.
addEventListener('hashchange', (event) => openLink(new URL(event.newURL).hash));

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

narrow.addEventListener('change', () => {
  plan();
  draw();
});
plan();
wordDocument(() => {
  worksheet.translate();
  draw();
});
listenWhileSeen(() => news);
watch(hasDaemon && linkOf(location.hash) === null ? daemon : own);
openLink(location.hash);
