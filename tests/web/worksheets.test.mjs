// Worksheets as Chromium prints them: two sides for each pupil on A4 and Letter, and nothing wider than the paper. And the wiring
// card of the teacher's pack: one side of A4.
// PICTURES=FOLDER also keeps the PDF files there, to look at.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT, startBrowser } from './stage.mjs';

const MM = 96 / 25.4;
const MARGIN = 12;
const PAPERS = { A4: [210, 297], Letter: [215.9, 279.4] };

let browser;
const folder = mkdtempSync(join(tmpdir(), 'backpropd-'));
before(async () => { browser = await startBrowser(); });
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page for this number of pupils, in a file. */
function write(language, pupils, ...more) {
  const name = ['worksheets', language, pupils, ...more].join('').replaceAll('--', '-');
  const path = join(folder, `${name}.html`);
  execFileSync(process.env.PROGRAM, ['explain', '--lang', language, '--worksheet', '--pupils', `${pupils}`, '--seed', '2026', '--out', path, ...more]);
  return { name, path };
}

for (const language of ['en', 'ko']) {
  for (const [pupils, more, sides] of [[1, [], 2], [30, [], 60], [30, ['--answers'], 4]]) {
    for (const [format, [width, height]] of Object.entries(PAPERS)) {
      test(`${language}, ${pupils} pupils ${more.join('')} on ${format}: ${sides} sides`, async () => {
        const { name, path } = write(language, pupils, ...more);
        const page = await browser.newPage({ viewport: { width: Math.round((width - 2 * MARGIN) * MM), height: 900 } });
        const foreign = [];
        page.on('request', (request) => { if (!request.url().startsWith('file:')) foreign.push(request.url()); });
        await page.emulateMedia({ media: 'print' });
        await page.goto(`file://${path}`);
        // Every side fits on its sheet of paper, and no formula reaches into its blank or beyond its card.
        const room = (height - 2 * MARGIN) * MM;
        const found = await page.evaluate(() => ({
          sides: [...document.querySelectorAll('.page')].map((side) => side.getBoundingClientRect().height),
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          cut: [...document.querySelectorAll('.row, td, th, code')].filter((it) => it.scrollWidth > it.clientWidth + 1).length,
        }));
        assert.equal(found.sides.length, sides);
        assert.ok(Math.max(...found.sides) < room, `${Math.max(...found.sides) / MM} mm of ${room / MM}`);
        assert.deepEqual([found.wide, found.cut, foreign], [0, 0, []]);
        const pdf = join(folder, `${name}-${format}.pdf`);
        await page.pdf({ path: pdf, format });
        const printed = readFileSync(pdf, 'latin1').match(/\/Type\s*\/Page\b/g).length;
        assert.equal(printed, sides);
        if (process.env.PICTURES) copyFileSync(pdf, join(process.env.PICTURES, `${name}-${format}.pdf`));
        await page.close();
      });
    }
  }
}

for (const name of ['card', 'card.ko']) {
  test(`docs/teach/${name}.html prints on one side of A4, with nothing cut off`, async () => {
    const page = await browser.newPage({ viewport: { width: Math.round(281 * MM), height: Math.round(194 * MM) } });
    await page.emulateMedia({ media: 'print' });
    await page.goto(`file://${join(ROOT, 'docs/teach', `${name}.html`)}`);
    const found = await page.evaluate(() => ({
      missing: [...document.images].filter((it) => it.naturalWidth === 0).map((it) => it.src),
      // What reaches beyond the paper, or into what is below it.
      cut: [...document.querySelectorAll('h1, img, li')].filter((it) => {
        const { right, bottom } = it.getBoundingClientRect();
        return right > innerWidth + 1 || bottom > innerHeight + 1;
      }).length,
      overlap: document.querySelector('ol').getBoundingClientRect().bottom > document.querySelector('.parts').getBoundingClientRect().top,
    }));
    assert.deepEqual(found, { missing: [], cut: 0, overlap: false });
    const pdf = join(folder, `${name}.pdf`);
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    assert.equal(readFileSync(pdf, 'latin1').match(/\/Type\s*\/Page\b/g).length, 1);
    if (process.env.PICTURES) copyFileSync(pdf, join(process.env.PICTURES, `${name}.pdf`));
    await page.close();
  });
}
