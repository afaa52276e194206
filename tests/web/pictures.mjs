// Takes the README's pictures: the page after learning the half-adder, on a desktop and on a phone, and, as an
// animated WebP, while someone teaches it and it learns. It is paused and makes single steps, so the picture is the same each time.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flip, learned, live, open, ROOT, savePage, startBrowser } from './stage.mjs';

const browser = await startBrowser();
const file = await savePage();
for (const [name, options] of Object.entries({
  'page-desk': { viewport: { width: 1280, height: 1000 }, colorScheme: 'light' },
  'page-phone': { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'ko-KR', deviceScaleFactor: 2 },
})) {
  const { page, close } = await open(browser, file, options);
  await live(page);
  await page.click('#control-half-adder');
  await page.waitForFunction(() => document.querySelectorAll('#table .verdict:not(.untaught)').length === 4);
  await learned(page);
  await page.waitForSelector('#board .green.lit');
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement.blur());
  await page.screenshot({ path: join(ROOT, 'docs', `${name}.png`) });
  await close();
}

/** How many steps have been made in each frame while it learns: few in the beginning, where most happens. */
const STEPS = [1, 2, 4, 8, 16, 32, 64, 128];
const MAX_STEPS = 2000;
/** How long a frame stays: while it learns, when someone has done something, and at the end. */
const [STEP_MS, ACT_MS, END_MS] = [250, 600, 2400];
const HALF_ADDER = [['00', '00'], ['01', '10'], ['10', '10'], ['11', '01']];

const folder = mkdtempSync(join(tmpdir(), 'backpropd-'));
const frames = []; // for img2webp: how long each stays, and its file
const { page, close } = await open(browser, `${file}#v=1&seed=3`, { viewport: { width: 1200, height: 720 }, colorScheme: 'light', reducedMotion: 'reduce' });
// Of the page, what changes: the board, the network, the table and the step.
const [left, middle] = await Promise.all(['.board', '.ledger'].map((it) => page.locator(it).boundingBox()));
const MARGIN = 4;
const clip = { x: left.x - MARGIN, y: left.y - MARGIN, width: middle.x + middle.width - left.x + 2 * MARGIN, height: middle.y + middle.height - left.y + 2 * MARGIN };

async function picture(ms) {
  const path = join(folder, `${frames.length}.png`);
  await page.screenshot({ path, clip, animations: 'disabled' });
  frames.push('-d', String(ms), path);
}

async function step(count) {
  await page.evaluate(() => document.querySelector('#control-step').click());
  await page.waitForFunction((it) => document.querySelector('#steps').textContent === it.toLocaleString('en'), count);
}

await live(page);
await page.click('#control-play');
await page.waitForSelector('#control-play[data-state=paused]');
await page.mouse.move(0, 0);
await picture(2 * ACT_MS);
for (const [x, t] of HALF_ADDER) {
  for (const [name, bit] of [['i1', x[0]], ['i2', x[1]], ['t1', t[0]], ['t2', t[1]]]) await flip(page, name, bit === '1');
  await page.mouse.move(0, 0);
  if (x !== '00') await picture(ACT_MS);
  await page.locator('#board #teach').hover();
  await page.mouse.down();
  await page.locator('#table tbody tr').nth(parseInt(x, 2)).locator('td', { hasText: `${t[0]} ${t[1]}` }).waitFor();
  await picture(ACT_MS);
  await page.mouse.up();
  await page.waitForSelector('#board #teach[aria-pressed=false]');
}
await page.mouse.move(0, 0);
let made = 0;
for (; await page.getAttribute('body', 'data-state') !== 'learned'; made += 1) {
  if (STEPS.includes(made)) await picture(STEP_MS);
  if (made === MAX_STEPS) throw new Error('it has not learned');
  await step(made + 1);
}
for (const [x] of HALF_ADDER) {
  for (const [index, name] of ['i1', 'i2'].entries()) await flip(page, name, x[index] === '1');
  await page.mouse.move(0, 0);
  await picture(x === '11' ? END_MS : ACT_MS);
}
await close();
await browser.close();
execFileSync('img2webp', ['-loop', '0', '-min_size', '-lossless', '-m', '4', ...frames, '-o', join(ROOT, 'docs', 'page-learning.webp')]);
rmSync(folder, { recursive: true });
