// The words of the page in the chosen language. Symbols, the same in every language, are where they are used.
// The texts come from the program's messages (machine/data/messages).

import { MESSAGES } from './built-in.js';
import { particle } from './particle.js';

const KEPT = 'backpropd-language';

const isKnown = (it) => Object.hasOwn(MESSAGES, it);

let language = asked() ?? kept() ?? preferred();

/** As the address says: ?lang=ko */
function asked() {
  const it = new URLSearchParams(location.search).get('lang');
  return isKnown(it) ? it : null;
}

function preferred() {
  const codes = (navigator.languages ?? []).map((it) => it.slice(0, 2).toLowerCase());
  return codes.find(isKnown) ?? 'en';
}

// If nothing may be stored, the choice lasts as long as the page.
function kept() {
  try {
    const it = localStorage.getItem(KEPT);
    return isKnown(it) ? it : null;
  } catch {
    return null;
  }
}

export function currentLanguage() {
  return language;
}

export function choose(chosen) {
  language = chosen;
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // as above
  }
}

/** The message with this name, with values in place of the marks, which machine/src/messages.rs lists. */
export function say(name, values = {}) {
  return MESSAGES[language][name]
    .replace(/\x02([^\x06]+)\x06(.+?)\x04/g, (_, value, pair) => particle(String(values[value]), pair))
    .replace(/\x03([^\x05]+)(.*?)\x07/gs, (_, value, texts) => chosen(texts, String(values[value])))
    .replace(/\x01(.+?)\x04/g, (_, value) => values[value]);
}

/** A text of the machine: its messages are names with values, which may be messages too; all else stays as it is. */
export function worded(text) {
  const message = /\x01([^\x01\x04\x05]+)((?:\x05[^\x01\x04\x05]*)*)\x04/g;
  for (let words = text; ; ) {
    const inner = words.replace(message, (_, name, values) => (isMessage(name) ? say(name, values.split('\x05').slice(1)) : name));
    if (inner === words) return words;
    words = inner;
  }
}

const isMessage = (name) => Object.hasOwn(MESSAGES[language], name);

/** The text for this value: the one with this key, `one` for 1, else the last. */
function chosen(texts, value) {
  const pairs = texts.split('\x05').slice(1).map((pair) => pair.split('\x06'));
  const found = pairs.find(([key]) => key === value || (key === 'one' && value === '1'));
  return (found ?? pairs.at(-1))[1];
}
