// The steps that can be gone back over: statuses, each after a step, and where the reader is among them. Those that are made one
// by one are all there; while the training runs they are as far apart as the news.

import { LAST } from './phases.js';

/** How many are kept at most. Of the older ones then every second goes. */
const KEPT = 600;
const RECENT = 100;

export function steps() {
  let made = [];
  let at = -1; // the one that is read
  let phase = 0;

  function clear() {
    [made, at, phase] = [[], -1, 0];
  }

  function record(status) {
    const newest = made.at(-1)?.steps ?? 0;
    if (status.steps < newest) clear();
    if (!status.last_step || status.steps === newest) return;
    made.push({ ...status, losses: [] });
    if (made.length <= KEPT) return;
    const reading = made[at];
    made = made.filter((it, index) => index % 2 === 0 || index >= made.length - RECENT || it === reading);
    at = made.indexOf(reading);
  }

  return {
    /** Nothing is read, nothing can be gone back over. */
    clear,
    /** The machine went on, by one step or by many. */
    record,
    /** A step was made: this is the status after it. It is read from this phase on. */
    add(status, from) {
      record(status);
      if (made.at(-1)?.steps === status.steps) [at, phase] = [made.length - 1, from];
    },
    /** All that is kept, the oldest first. */
    get all() {
      return made;
    },
    get current() {
      return at < 0 ? null : { status: made[at], phase };
    },
    get phase() {
      return phase;
    },
    /** Whether another step must be made to go on. */
    get isAtEnd() {
      return at === made.length - 1 && (phase === LAST || at < 0);
    },
    get isAtBegin() {
      return at <= 0 && phase === 0;
    },
    /** To the last step up to this number, whole. */
    seek(step) {
      const later = made.findIndex((it) => it.steps > step);
      [at, phase] = [Math.max(0, (later < 0 ? made.length : later) - 1), LAST];
      if (!made.length) clear();
    },
    /** One phase on, if there is one. */
    next() {
      if (phase < LAST) phase += 1;
      else if (at < made.length - 1) [at, phase] = [at + 1, 0];
    },
    /** One phase back, over the step before too. */
    back() {
      if (phase > 0) phase -= 1;
      else if (at > 0) [at, phase] = [at - 1, LAST];
    },
    /** To the next step that was made, whole; `false` when there is none. */
    nextStep() {
      if (at >= made.length - 1) return false;
      [at, phase] = [at + 1, LAST];
      return true;
    },
  };
}
