// A worksheet on the page, filled in as a person would: the first wrong number and what probably happened are those that
// `explain --check` finds. And the ledger of a bias.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onBoard } from './board.mjs';
import { serious } from './stage.mjs';

const explain = (...args) => execFileSync(process.env.PROGRAM, ['explain', ...args], { encoding: 'utf8' });

/** The answers of a worksheet: name and number. */
function answers(pupil, seed) {
  const text = explain('--worksheet', '--pupil', String(pupil), '--seed', String(seed), '--answers');
  return text.split('\n').filter((line) => line.includes(' = ') && !line.startsWith('#')).map((line) => {
    const parts = line.split(' = ');
    return [parts[0], parts.at(-1)];
  });
}

/** What `explain --check` finds in a worksheet with these numbers. */
function checked(pupil, seed, numbers) {
  const path = join(mkdtempSync(join(tmpdir(), 'backpropd-')), 'sheet.txt');
  writeFileSync(path, [`backpropd worksheet 1 pupil ${pupil} seed ${seed}`, ...numbers.map(([name, it]) => `${name} = ${it}`)].join('\n'));
  return JSON.parse(spawnSync(process.env.PROGRAM, ['explain', '--check', path, '--json'], { encoding: 'utf8' }).stdout)[0];
}

async function openSheet(page, pupil, seed) {
  await page.click('#by-hand-open');
  await page.waitForSelector('#by-hand[open]');
  await page.fill('#by-hand-pupil', String(pupil));
  await page.fill('#by-hand-seed', String(seed));
  await page.press('#by-hand-seed', 'Tab');
  await page.waitForFunction((it) => document.querySelector('#by-hand').textContent.includes(`--seed ${it}`), seed);
}

const found = (page) => page.locator('#by-hand-found').textContent();
const fill = (page, name, value) => page.fill(`#by-hand [name="${name}"]`, value);

onBoard('a worksheet is checked as explain --check does', async (page) => {
  await openSheet(page, 7, 2026);
  const right = answers(7, 2026);
  assert.deepEqual(await page.locator('#by-hand fieldset input').evaluateAll((all) => all.map((it) => it.name)), right.map(([name]) => name));
  await page.click('#by-hand-check');
  assert.match(await found(page), /Nothing is filled in/);
  for (const [name, value] of right) await fill(page, name, value);
  await page.press('#by-hand [name="L"]', 'Enter');
  assert.match(await found(page), /All 55 numbers are right/);

  // The new weight where the old one belongs: named, with its formula and the numbers, and the field is the one to go to.
  const value = Object.fromEntries(right);
  const wrong = Number(value['δo1']) * Number(value['w5⁺']) + Number(value['δo2']) * Number(value['w7⁺']);
  await fill(page, '∂L/∂out_h1', String(wrong).replace('-', '−').slice(0, 12));
  await page.click('#by-hand-check');
  const numbers = right.map(([name, it]) => [name, name === '∂L/∂out_h1' ? String(wrong).slice(0, 12) : it]);
  const { first_wrong: expected } = checked(7, 2026, numbers);
  assert.ok(expected.diagnoses.some((it) => it.mistake === 'new_weights'));
  const text = await found(page);
  for (const part of [`${expected.name} is the first number that is wrong`, expected.formula, expected.with_numbers, expected.diagnoses[0].formula, 'You used a new weight']) {
    assert.ok(text.includes(part), `${part}: ${text}`);
  }
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('name')), expected.name);
  assert.equal(await page.locator('#by-hand [aria-invalid=true]').count(), 1);

  // Any number is judged, one that is none is not sent.
  await fill(page, '∂L/∂out_h1', '7.777');
  await page.press('#by-hand [name="∂L/∂out_h1"]', 'Enter');
  assert.match(await found(page), /No mistake that this page knows/);
  await fill(page, 'net_h1', '1/2');
  await page.press('#by-hand [name="net_h1"]', 'Enter');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('name')), 'net_h1');
  assert.match(await found(page), /No mistake/);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#by-hand[open]').count(), 0);
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [390, 1280]) {
    onBoard(`in Korean, by keyboard alone, and axe finds nothing serious: ${width} px, ${colorScheme}`, async (page) => {
      await page.focus('#by-hand-open');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#by-hand[open]');
      await page.focus('#by-hand [name="net_h1"]');
      await page.keyboard.type('7.7');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.match(await found(page), /처음으로 틀린 숫자: net_h1/);
      assert.deepEqual(await serious(page, '#by-hand'), []);
      const isCut = await page.evaluate(() => document.querySelector('#by-hand').scrollWidth > document.querySelector('#by-hand').clientWidth);
      assert.ok(!isCut, 'it is wider than the screen');
      // Its keys are its own: t does not teach.
      await page.focus('#by-hand-check');
      await page.keyboard.press('t');
      assert.equal(await page.evaluate(() => document.body.dataset.state), 'idle');
    }, { at: '?lang=ko', viewport: { width, height: 800 }, colorScheme });
  }
}
