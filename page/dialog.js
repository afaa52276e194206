// Dialogs over the page: the list of lessons, and the 256 tables. Escape and the button close them.

import { button, html } from './draw.js';
import { say } from './words.js';

/** The head of a dialog: its name, and the button that closes it. */
export function headOf(dialog, name) {
  const close = button(`${dialog.id}-close`, () => dialog.close());
  close.textContent = say('close');
  dialog.setAttribute('aria-label', name);
  return html('div', { class: 'dialog-head' }, html('h2', {}, name), close);
}

/** Opens it; keys in it mean nothing to the board behind. */
export function openDialog(dialog) {
  dialog.onkeydown = (event) => event.stopPropagation();
  dialog.showModal();
}
