// News of a board in this browser: the machine, and the clock that it lives by. Scans come at the machine's own pace. Time
// stands still while the page is hidden, and where a recording has ended, until you flip a switch.

import { startMachine } from '../machine.js';
import { BIASES, WEIGHTS } from '../weights.js';

const SCAN_MS = 10;
/** How often the page gets a status: as often as from a daemon. */
const NEWS_MS = 50;
/** A page that was held up makes up for at most this. */
const MAX_LAG_MS = 250;
/** Weights and biases, in the order that the machine takes them in. */
const NAMES = [...Object.keys(WEIGHTS), ...BIASES];

/** Between two changes of a button: however short the tap and the pause before the next, the machine is to see it. In scans. */
const MIN_SCANS = 15;
/** During a replay: the scans between two looks at the clock, and how long to replay at a time. */
const REPLAY_SCANS = 500;
const REPLAY_MS = 25;

const TAPPED = ['teach', 'forget'];

/**
 * @param {import('./news.js').Listener} listener
 * @returns {import('./news.js').OwnBoard}
 */
export function boardNews(listener) {
  const machine = startMachine();
  /** As soon as it is there. @type {((request: string) => any) | null} */
  let ask = null;
  let status = null;
  /** The pending actions, and their scans. @type {{ at: number, line: string }[]} */
  let actions = [];
  /** How each switch or button will be once they are done, and from which scan on. */
  const last = new Map();
  let isListening = false;
  let isHeld = false; // where a recording has ended
  let frame = 0;
  /** The points of the loss curve from before this machine: a daemon's, of which it is a copy. */
  let past = [];
  let time = 0; // up to which the machine has lived
  let told = 0;

  function show(it) {
    status = it;
    if (past.length) status.losses = [...past, ...status.losses];
    told = performance.now();
    listener.status(status);
    listener.connection('live');
  }

  /** Lets this many scans pass, and does what is due between them. A run's first step is told, however soon the next ones come. */
  function live(scans) {
    const end = status.scan + scans;
    while (status.scan < end) {
      while (actions[0]?.at <= status.scan) ask(actions.shift().line);
      const isBefore = status.steps === 0;
      const next = isBefore ? status.scan + 1 : Math.min(end, actions[0]?.at ?? end);
      status = ask(`scan ${next - status.scan}`);
      if (isBefore && status.steps > 0) show(status);
    }
  }

  function replayOn() {
    const begin = performance.now();
    do status = ask(`scan ${REPLAY_SCANS}`);
    while (status.replaying > 0 && performance.now() - begin < REPLAY_MS);
  }

  function tick(now) {
    frame = requestAnimationFrame(tick);
    if (status.replaying > 0) {
      replayOn();
      time = now;
      return show(status);
    }
    if (isHeld) {
      time = now;
      if (now - told >= NEWS_MS) show(status);
      return;
    }
    time = Math.max(time, now - MAX_LAG_MS);
    const scans = Math.floor((now - time) / SCAN_MS);
    if (scans <= 0) return;
    time += scans * SCAN_MS;
    live(scans);
    if (now - told >= NEWS_MS) show(status);
  }

  async function listen() {
    stop();
    isListening = document.visibilityState !== 'hidden';
    ask ??= await machine;
    if (!isListening) return;
    cancelAnimationFrame(frame);
    time = performance.now();
    show(ask('snapshot'));
    frame = requestAnimationFrame(tick);
  }

  function stop() {
    isListening = false;
    cancelAnimationFrame(frame);
  }

  function set(name, active) {
    if (!status || status.replaying > 0) return;
    isHeld = false;
    const from = Math.max(status.scan, actions.at(-1)?.at ?? 0);
    const at = TAPPED.includes(name) && last.has(name) ? Math.max(from, last.get(name).at + MIN_SCANS) : from;
    last.set(name, { at, active });
    actions.push({ at, line: `${name} ${active ? 'on' : 'off'}` });
  }

  /** Another machine, or this one as it was: what is still to be done is not done to it. Gives what is wrong, or nothing. */
  function become(request, points = []) {
    const answer = ask(request);
    if (answer.error) return answer.error;
    [actions, past, isHeld] = [[], points, false];
    last.clear();
    show(answer);
    return '';
  }

  return {
    isOwn: true,
    /** Fulfilled when the machine is there. */
    ready: machine.then((it) => {
      ask ??= it;
    }),
    /** Something that is done to the machine before its next scan: a line of a recording. */
    control(line) {
      isHeld = false;
      const { error = '' } = ask(line);
      status = ask('snapshot');
      show(status);
      return error;
    },
    /** Makes one step now. */
    step() {
      ask('step on');
      show(ask('scan 1'));
    },
    open: (address) => become(`open ${address}`),
    undo: () => become('undo'),
    /** Goes on from a daemon's checkpoint, paused. */
    async copy(checkpoint, points) {
      ask ??= await machine;
      const wrong = become(`copy\n${checkpoint}`, points);
      if (!wrong) this.control('pause on');
      return wrong;
    },
    address: () => ask('address').address,
    /** The step that the network of this status would make on a sample. */
    next({ bias, weights, biases, learning_rate, momentum, last_step }, x, target) {
      const [all, velocity] = [{ ...weights, ...biases }, last_step?.velocity_after];
      const numbers = [...x, ...target, learning_rate, momentum, ...NAMES.map((name) => all[name])];
      if (velocity) numbers.push(...NAMES.map((name) => velocity[name]));
      const answer = ask?.(`ledger ${bias}\n${numbers.join(' ')}`);
      return !answer || answer.error ? null : answer;
    },
    listen,
    stop,
    set,
    /** The status may be older than the last flip. */
    flip(name) {
      if (status) set(name, !(last.get(name)?.active ?? status.raw[name]));
    },
    recording: async () => (await machine)('recording').recording,
    replay: async (text) => {
      ask ??= await machine;
      const wrong = become(`replay\n${text}`);
      isHeld = !wrong;
      return wrong;
    },
  };
}
