// The machine in this browser: a request for an answer, text for text. page/wasm/src/desk.rs lists the requests; those about
// worksheets are in sheets.rs, and have a module of their own.

import { MACHINE, WORKSHEETS } from './built-in.js';
import { worded } from './words.js';

/** @returns {Promise<(request: string) => any>} a new machine; an answer with `error` says why it was not done. */
export const startMachine = () => start(MACHINE);

/** @returns {Promise<(request: string) => any>} what draws and checks worksheets. */
export const startWorksheets = () => start(WORKSHEETS);

async function start(module) {
  const compressed = new Blob([Uint8Array.from(atob(module), (it) => it.charCodeAt(0))]);
  const bytes = new Response(compressed.stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  const { instance } = await WebAssembly.instantiate(await bytes);
  const { memory, room, answer, answer_at: answerAt } = /** @type {any} */ (instance.exports);
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  return (request) => {
    const text = encoder.encode(request);
    const at = room(text.length);
    if (at === 0) return { error: 'too long' };
    new Uint8Array(memory.buffer, at, text.length).set(text);
    const length = answer(); // may move the memory
    const reply = JSON.parse(decoder.decode(new Uint8Array(memory.buffer, answerAt(), length)));
    return reply.error ? { error: worded(reply.error) } : reply;
  };
}
