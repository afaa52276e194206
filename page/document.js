// What the page and the wall have in common as documents: they are in the chosen language, and follow their news only while
// they are seen. What they show, and where the news comes from, is theirs.

import { set, write } from './draw.js';
import { choose, currentLanguage, say } from './words.js';

/** @returns {any[]} */
const elements = (selector) => [...document.querySelectorAll(selector)];

/** Puts the document into the chosen language, now and whenever one is chosen; `then` does the same for what is drawn. */
export function wordDocument(then) {
  function translate() {
    document.documentElement.lang = currentLanguage();
    for (const it of elements('[data-word]')) write(it, say(it.dataset.word));
    for (const it of elements('[data-title]')) it.title = say(it.dataset.title);
    for (const it of elements('[data-label]')) it.setAttribute('aria-label', say(it.dataset.label));
    for (const it of elements('[data-language]')) set(it, { 'aria-pressed': it.dataset.language === currentLanguage() });
    then();
  }
  for (const it of elements('[data-language]')) {
    it.addEventListener('click', () => {
      choose(it.dataset.language);
      translate();
    });
  }
  translate();
}

/** Has the source that `news` names at the moment follow the document: seen, hidden, left, and come back to. */
export function listenWhileSeen(news) {
  document.addEventListener('visibilitychange', () => news().listen());
  // A page in the browser's back/forward cache holds no connection either.
  addEventListener('pagehide', () => news().stop());
  addEventListener('pageshow', (event) => event.persisted && news().listen());
}
