// The breadboard: switches, buttons, LEDs, each where its fellow is: o1 above t1, o2 above t2. While a step is read, the switches
// show its sample; flipping one goes back to the position of your own switches.

import { isLit, set, svg, write } from './draw.js';
import { say } from './words.js';

const SWITCHES = { i1: 66, i2: 126, t1: 214, t2: 274 };
const BUTTONS = { teach: 362, forget: 432 };
const LEDS = { o1: 214, o2: 274, status: 397 };

/** Draws it into `place`. Calls `flip(name)` and `press(name, active)` when a person does that. */
export function board(place, { flip, press }) {
  const captions = { input: text(96, 330, 'caption'), target: text(244, 330, 'caption'), status: text(LEDS.status, 30, 'part') };
  const leds = Object.fromEntries(Object.entries(LEDS).map(([name, x]) => [name, led(name, x)]));
  const switches = Object.fromEntries(Object.entries(SWITCHES).map(([name, x]) => [name, toggle(name, x, flip)]));
  const buttons = Object.fromEntries(Object.entries(BUTTONS).map(([name, x]) => [name, button(name, x, press)]));

  const ground = svg('g', { 'aria-hidden': true },
    svg('defs', {},
      svg('pattern', { id: 'holes', width: 14, height: 14, patternUnits: 'userSpaceOnUse' },
        svg('rect', { class: 'hole', x: 5, y: 5, width: 4.5, height: 4.5, rx: 1.2 })),
      svg('filter', { id: 'glow', x: '-150%', y: '-150%', width: '400%', height: '400%' },
        svg('feGaussianBlur', { stdDeviation: 11 }))),
    svg('rect', { class: 'body', x: 4, y: 4, width: 484, height: 340, rx: 14 }),
    svg('rect', { x: 21, y: 42, width: 448, height: 98, fill: 'url(#holes)' }),
    svg('rect', { x: 21, y: 182, width: 448, height: 84, fill: 'url(#holes)' }),
    svg('rect', { class: 'trench', x: 4, y: 152, width: 484, height: 18 }),
    svg('path', { class: 'bracket', d: 'M46 309v6H146v-6M194 309v6H294v-6' }));

  const picture = svg('svg', { viewBox: '0 0 492 348', role: 'group' }, ground,
    ...Object.values(leds).map((it) => it.drawing), captions.input, captions.target, captions.status,
    ...Object.values(switches), ...Object.values(buttons));
  place.replaceChildren(picture);

  return ({ status, isRead }, usable) => {
    picture.classList.toggle('read', isRead);
    for (const it of Object.values(buttons)) it.classList.toggle('holding', status.forgetting);
    set(picture, { 'aria-label': say('board') });
    write(captions.input, say('input'));
    write(captions.target, say('target'));
    write(captions.status, say('status'));
    for (const [name, it] of Object.entries(leds)) it.show(isLit(status, name));
    for (const [name, it] of Object.entries(switches)) {
      const label = say(name.startsWith('i') ? 'switch_input' : 'switch_target', { name });
      set(it, { 'aria-checked': status.raw[name], 'aria-label': label, 'aria-disabled': !usable });
      write(it.querySelector('.value'), status.raw[name] ? '1' : '0');
    }
    for (const [name, it] of Object.entries(buttons)) {
      set(it, { 'aria-pressed': status.raw[name], 'aria-label': say(`button_${name}`), 'aria-disabled': !usable });
    }
  };
}

function text(x, y, kind, words = '') {
  return svg('text', { x, y, class: kind, 'text-anchor': 'middle' }, words);
}

function led(name, x) {
  const colour = name === 'status' ? 'green' : 'amber';
  const drawing = svg('g', { class: `led ${colour}`, role: 'img' },
    svg('path', { class: 'leg', d: `M${x - 7} 92v34M${x + 7} 92v22l8 6v6` }),
    svg('circle', { class: 'halo', cx: x, cy: 74, r: 26, filter: 'url(#glow)' }),
    svg('path', { class: 'lens', d: `M${x - 18} 90V72a18 18 0 0 1 36 0v18z` }),
    svg('rect', { class: 'rim', x: x - 21, y: 88, width: 42, height: 7, rx: 2 }),
    svg('path', { class: 'shine', d: `M${x - 10} 78v-7a10 10 0 0 1 6-9` }));
  if (name !== 'status') drawing.append(text(x, 30, 'part', name));
  const show = (lit) => {
    drawing.classList.toggle('lit', lit);
    set(drawing, { 'aria-label': `LED ${name}: ${say(lit ? 'lit' : 'dark')}` });
  };
  return { drawing, show };
}

function toggle(name, x, flip) {
  const kind = name.startsWith('i') ? 'input' : 'target';
  const drawing = svg('g', { class: `switch ${kind}`, role: 'switch', tabindex: 0, id: name },
    svg('rect', { class: 'reach', x: x - 29, y: 184, width: 58, height: 122, rx: 10 }),
    svg('rect', { class: 'frame', x: x - 17, y: 196, width: 34, height: 66, rx: 7 }),
    svg('rect', { class: 'slot', x: x - 9, y: 204, width: 18, height: 50, rx: 5 }),
    svg('rect', { class: 'knob', x: x - 13, y: 229, width: 26, height: 27, rx: 5 }),
    text(x - 9, 292, 'part', name), text(x + 13, 292, 'value', '0'));
  const act = () => {
    if (isUsable(drawing)) flip(name);
  };
  drawing.addEventListener('click', act);
  drawing.addEventListener('keydown', (event) => {
    if (isPress(event)) act();
  });
  return drawing;
}

function button(name, x, press) {
  const drawing = svg('g', { class: `button ${name}`, role: 'button', tabindex: 0, id: name },
    svg('rect', { class: 'reach', x: x - 34, y: 184, width: 68, height: 122, rx: 10 }),
    svg('rect', { class: 'frame', x: x - 26, y: 204, width: 52, height: 52, rx: 7 }),
    svg('circle', { class: 'cap', cx: x, cy: 230, r: 18 }),
    svg('circle', { class: 'hold', cx: x, cy: 230, r: 24, transform: `rotate(-90 ${x} 230)` }),
    text(x, 292, 'part', name));
  let down = false;
  const change = (active) => {
    // A pressed button can be released at any time.
    if (down === active || (active && !isUsable(drawing))) return;
    down = active;
    press(name, active);
  };
  // Held while the pointer is down: forget distinguishes a press from a hold.
  drawing.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    drawing.setPointerCapture(event.pointerId);
    change(true);
  });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture', 'blur']) drawing.addEventListener(end, () => change(false));
  drawing.addEventListener('keydown', (event) => {
    if (isPress(event)) change(true);
  });
  drawing.addEventListener('keyup', (event) => {
    if (event.key === ' ' || event.key === 'Enter') change(false);
  });
  drawing.addEventListener('contextmenu', (event) => event.preventDefault());
  return drawing;
}

function isUsable(part) {
  return part.getAttribute('aria-disabled') !== 'true';
}

function isPress(event) {
  if (event.key !== ' ' && event.key !== 'Enter') return false;
  event.preventDefault(); // the space bar would scroll
  return !event.repeat;
}
