// Replays the recordings on each of these machines, and compares every bit: node page/replay.mjs MACHINE.wasm...

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const RECORDINGS = resolve(import.meta.dirname, '../machine/data/recordings');

for (const file of process.argv.slice(2)) {
  const { instance } = await WebAssembly.instantiate(readFileSync(file));
  const { memory, room, answer, answer_at: answerAt } = instance.exports;
  const ask = (request) => {
    const text = Buffer.from(request);
    const at = room(text.length);
    new Uint8Array(memory.buffer, at, text.length).set(text);
    const length = answer();
    return JSON.parse(Buffer.from(memory.buffer, answerAt(), length).toString());
  };
  const begin = performance.now();
  let count = 0;
  for (const name of readdirSync(RECORDINGS).filter((it) => it.endsWith('.txt'))) {
    let status = ask(`replay\n${readFileSync(join(RECORDINGS, name), 'utf8')}`);
    while (status.replaying > 0) status = ask('scan 10000');
    const expected = JSON.parse(readFileSync(join(RECORDINGS, name.replace('.txt', '.json')), 'utf8'));
    for (const what of ['weights', 'biases', 'steps', 'restarts', 'rows', 'loss']) {
      assert.deepEqual(status[what], expected[what], `${file}: ${name}: ${what}`);
    }
    count += 1;
  }
  assert.ok(count >= 5);
  console.log(`${file}: ${readFileSync(file).length} bytes, ${count} recordings to the same bits in ${(performance.now() - begin).toFixed(0)} ms`);
}
