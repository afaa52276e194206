// The address of the board: what stands behind the page's #. The machine writes and reads it (machine/src/address.rs); here
// single settings are changed in it.

/** The version of the rules that this page learns by (machine/src/address.rs). */
export const VERSION = '1';

/** Which settings a change of another one returns to what suits it. */
const SUITED = { bias: ['alpha', 'init_range'], momentum: ['alpha'] };

/** The same address with this setting; an empty value takes it out. */
export function changed(address, name, value) {
  const all = new Map(address.split('&').map((it) => it.split('=')));
  for (const other of SUITED[name] ?? []) all.delete(other);
  if (value === '') all.delete(name);
  else all.set(name, String(value));
  return [...all].map((pair) => pair.join('=')).join('&');
}

/** The one in this fragment; null when it is something else. */
export function ofFragment(fragment) {
  const text = fragment.slice(1);
  return /^v=|^table=|^seed=/.test(text) ? text : null;
}

/** Whether new weights are drawn when training is stuck. */
export const hasRestarts = (address) => !address.split('&').includes('restarts=off');

/** Writes it into the page's address, without an entry in the history. */
export function toPage(address) {
  if (location.hash.slice(1) === address) return;
  try {
    history.replaceState(null, '', `#${address}`);
  } catch {
    // Browsers refuse when it is done too often, and some do for files; the button Link still has it.
  }
}
