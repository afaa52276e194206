// A slider over the run: back to a step that was made, and forward to the newest one.

import { html, set, whole, write } from './draw.js';
import { say } from './words.js';

/** Draws it into `place`; `moved(step)` is called with the number of a step. */
export function time(place, moved) {
  const range = html('input', { type: 'range', id: 'time', step: 1 });
  const words = html('output', { for: 'time' });
  place.replaceChildren(range, words);
  range.addEventListener('input', () => moved(Number(range.value)));

  return ({ first, newest, shown, isUsable }) => {
    range.disabled = !isUsable || first === newest;
    set(range, { min: first, max: newest, 'aria-label': say('time') });
    if (document.activeElement !== range || Number(range.value) !== (shown ?? newest)) range.value = String(shown ?? newest);
    const text = shown === null ? say('time_newest') : say('time_step', { step: whole(shown) });
    write(words, text);
    set(range, { 'aria-valuetext': text, title: say('time') });
  };
}
