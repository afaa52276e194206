// Files and links with recordings, from and to the page. Input is untrusted: this file checks its length, the machine its
// meaning; it never becomes markup.

/** The longest recording. */
export const MAX_FILE_BYTES = 4 << 20;

/** The longest fragment of a link that mail programs and chats do not cut. */
const MAX_LINK = 8 << 10;
const KEY = '#recording=';

/** Hands a file to the person. */
export function save(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Weights and samples, as `backpropd export` prints them. */
export function exported(status) {
  const { version, bias, learning_rate, learning_rate_h, tolerance, threshold, weights, biases, rows, steps, restarts, seed } = status;
  const samples = rows.filter((row) => row.target).map(({ x, target }) => ({ x, target }));
  const all = { program: version, bias, learning_rate, learning_rate_h, tolerance, threshold, weights, biases, samples, steps, restarts, seed };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/** The fragment of a link with this recording; nothing if it is too long. */
export function fragmentOf(recording) {
  const bytes = new TextEncoder().encode(recording);
  const text = btoa(Array.from(bytes, (it) => String.fromCharCode(it)).join(''));
  const fragment = KEY + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return fragment.length <= MAX_LINK ? fragment : '';
}

/** The recording in this fragment; null if there is none. The machine refuses a damaged one. */
export function linkOf(fragment) {
  if (!fragment.startsWith(KEY) || fragment.length > MAX_LINK) return null;
  try {
    const text = atob(fragment.slice(KEY.length).replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(text, (it) => it.charCodeAt(0)));
  } catch {
    return '';
  }
}
