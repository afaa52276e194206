// The page in a real browser, with the real program: what a person does and sees.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { browser, file, onBoard, onDaemon } from './board.mjs';
import { ask, download, flip, isTooWide, learned, live, open, ROOT, serious, startIn, startWeb, TIMEOUT_MS, visit, withDaemon } from './stage.mjs';

const HALF_ADDER = [[0, 0, 0, 0], [0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 1]];

const weight = (page, name) => page.locator(`#network #${name} .number`).textContent();

const leds = (page) => page.evaluate(() => [...document.querySelectorAll('#board .led')].map((it) => it.classList.contains('lit')));

async function ledsBecome(page, expected) {
  await page.waitForFunction((it) => {
    const shown = [...document.querySelectorAll('#board .led')].slice(0, 2).map((led) => led.classList.contains('lit'));
    return String(shown) === it;
  }, String(expected));
}

onBoard('the half-adder is taught by hand: weights move, LEDs come right', async (page) => {
  assert.match(await page.locator('#state-name').textContent(), /Nothing taught/);
  const before = await weight(page, 'w5');
  for (const [i1, i2, t1, t2] of HALF_ADDER) {
    await flip(page, 'i1', Boolean(i1));
    await flip(page, 'i2', Boolean(i2));
    await flip(page, 't1', Boolean(t1));
    await flip(page, 't2', Boolean(t2));
    await page.click('#board #teach');
    const row = page.locator('#table tbody tr').nth(2 * i1 + i2);
    await row.locator('td', { hasText: `${t1} ${t2}` }).waitFor();
  }
  await learned(page);
  assert.notEqual(await weight(page, 'w5'), before);
  assert.equal(await page.locator('#right').textContent(), '4 / 4');
  for (const [i1, i2, o1, o2] of HALF_ADDER) {
    await flip(page, 'i1', Boolean(i1));
    await flip(page, 'i2', Boolean(i2));
    await ledsBecome(page, [Boolean(o1), Boolean(o2)]);
  }
  assert.equal(await page.locator('#table .verdict.yes').count(), 4);
  assert.ok((await page.locator('#curve .line').getAttribute('d')).length > 20);
});

onBoard('the half-adder is taught with the keys of the terminal, however fast', async (page) => {
  await page.keyboard.press('1');
  await page.keyboard.press('1');
  const on = [0, 0, 0, 0];
  for (const row of HALF_ADDER) {
    for (const [at, active] of row.entries()) {
      if (on[at] !== active) await page.keyboard.press(String(at + 1));
      on[at] = active;
    }
    await page.keyboard.press('t');
  }
  for (const [i1, i2, t1, t2] of HALF_ADDER) {
    await page.locator('#table tbody tr').nth(2 * i1 + i2).locator('td', { hasText: `${t1} ${t2}` }).waitFor();
  }
  await learned(page);
  assert.equal(await page.locator('#right').textContent(), '4 / 4');
  const becomes = (id, value) => page.waitForFunction(([it, to]) => document.querySelector(`#control-${it}`).value === to, [id, value]);
  for (const [keys, id, value] of [
    [']]', 'alpha', '8'], ['[[[[[[[[', 'alpha', '0.9'], ['>', 'momentum', '0.1'], [',', 'momentum', '0'],
  ]) {
    for (const key of keys) await page.keyboard.press(key);
    await becomes(id, value);
  }
  for (const [key, pace] of [['+', 'fast'], ['-', 'panel'], ['-', 'slow'], ['=', 'panel']]) {
    await page.keyboard.press(key);
    await page.waitForSelector(`#control-pace-${pace}[aria-pressed=true]`);
  }
  await page.keyboard.press('p');
  await page.waitForSelector('#control-play[data-state=paused]');
  await page.keyboard.press('l');
  await page.waitForSelector('html[lang=ko]');
  await page.keyboard.press('F');
  await page.waitForSelector('body[data-state=idle]');
});

onBoard('the button that shows it teaches the half-adder', async (page) => {
  await page.click('#control-half-adder');
  await page.waitForFunction(() => document.querySelectorAll('#table .verdict:not(.untaught)').length === 4);
  await learned(page);
});

onBoard('everything can be done with the keyboard', async (page) => {
  await page.locator('#board #t1').focus();
  await page.keyboard.press(' ');
  await page.waitForSelector('#board #t1[aria-checked=true]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#board #t1[aria-checked=false]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#board #t1[aria-checked=true]');
  await page.locator('#board #teach').focus();
  await page.keyboard.press(' ');
  await learned(page);
  assert.deepEqual((await leds(page))[0], true);
  // From the switches on, Tab reaches every other part.
  const reached = new Set();
  await page.locator('#board #i1').focus();
  for (let stop = 0; stop < 30; stop += 1) {
    reached.add(await page.evaluate(() => document.activeElement.id));
    await page.keyboard.press('Tab');
  }
  for (const part of ['i1', 'i2', 't1', 't2', 'teach', 'forget', 'w1', 'w8', 'export', 'recording']) assert.ok(reached.has(part), `${part} cannot be reached`);
});

onBoard('forget draws new weights; held, it forgets the samples too', async (page) => {
  await page.click('#board #teach');
  await page.waitForSelector('#table tr:first-child .verdict:not(.untaught)');
  const before = await weight(page, 'w1');
  await page.locator('#board #forget').hover();
  await page.mouse.down();
  await page.waitForSelector('body[data-state=idle]');
  await page.mouse.up();
  assert.notEqual(await weight(page, 'w1'), before);
  await page.waitForSelector('#board #forget[aria-pressed=false]');
});

onBoard('the ledger has the terms of the weight that is pointed at, and they multiply', async (page) => {
  await page.locator('#board #i1').click();
  await page.click('#board #teach');
  await learned(page);
  for (const name of ['w1', 'w6', 'w8']) {
    await page.locator(`#network #${name} .label`).hover();
    await page.waitForFunction((it) => document.querySelector('#ledger .product .symbol').textContent === `∂L/∂${it}`, name);
    const chain = await page.locator('#ledger .chain .value').allTextContents();
    const [global, outer, inner, product] = chain.map(parse);
    assert.ok(Math.abs(global * outer * inner - product) < 2e-3, chain.join(' '));
  }
  await page.locator('#network #w3').focus();
  await page.waitForSelector('#network #w3[aria-pressed=true]');
});

// Slow, so that it is still on its way.
const slow = join(mkdtempSync(join(tmpdir(), 'backpropd-')), 'config.toml');
writeFileSync(slow, '[network]\nmomentum = 0.9\nseed = 8\n[trainer]\nsteps_per_second = 5\ntolerance = 0.01\n');

onDaemon('with momentum the update adds up too', async (page, { daemon }) => {
  await ask(daemon.folder, { set: { t1: true } });
  await ask(daemon.folder, { press: 'teach', ms: 400 });
  await page.waitForFunction(() => Number(document.querySelector('#steps').textContent) > 2);
  for (const name of ['w1', 'w5', 'w8']) {
    await page.locator(`#network #${name}`).focus();
    await page.waitForFunction((it) => document.querySelector('#ledger .update .symbol').textContent === `${it}⁺`, name);
    const [formula, figures, value] = await page.evaluate(() =>
      ['formula', 'figures', 'value'].map((it) => document.querySelector(`#ledger .update .${it}`).textContent));
    assert.ok(formula.startsWith(`= ${name} − α·v⁺, v⁺ = μ·v + ∂L/∂${name}`), formula);
    const [, before, rate, velocity] = figures.match(/^= (\S+) − ([\d.]+)·(\(.+?\)|\S+), v⁺/).map((it) => it.replace(/[()]/g, ''));
    assert.ok(Math.abs(parse(before) - rate * parse(velocity) - parse(value)) < 5e-4, `${figures} = ${value}`);
  }
  assert.equal(await isTooWide(page), false, 'it is wider than the screen');
}, { config: slow, viewport: { width: 390, height: 800 } });

/** A number as the page writes it. */
function parse(text) {
  const [, sign, factor, power] = text.match(/^(−?)([\d.]+)(?:·10(.*))?$/);
  const exponent = (power ?? '').replace(/./g, (it) => '-0123456789'['⁻⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(it)]);
  return (sign ? -1 : 1) * Number(factor) * 10 ** Number(exponent || 0);
}

onBoard('weights, samples and the recording can be taken home', async (page) => {
  await page.click('#board #teach');
  await learned(page);
  const { samples, weights, biases } = await saved(page);
  assert.deepEqual(samples, [{ x: [0, 0], target: [0, 0] }]);
  assert.equal(Object.keys(weights).length, 8);
  assert.equal(Object.keys(biases).length, 4);
  assert.match((await download(page, '#recording')).toString(), /teach/);
});

onBoard('both languages, and the choice is kept', async (page) => {
  assert.equal(await page.locator('html').getAttribute('lang'), 'ko');
  assert.match(await page.locator('#connection').textContent(), /실시간/);
  await page.click('[data-language=en]');
  assert.match(await page.locator('#connection').textContent(), /Live/);
  await page.reload();
  await live(page);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
}, { locale: 'ko-KR' });

for (const width of [390, 1280, 1920]) {
  for (const colorScheme of ['light', 'dark']) {
    onBoard(`axe finds nothing serious, and nothing is cut off: ${width} px, ${colorScheme}`, async (page) => {
      await page.click('#board #teach');
      await learned(page);
      assert.deepEqual(await serious(page), []);
      assert.equal(await isTooWide(page), false, 'it is wider than the screen');
    }, { viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
  }
}

onBoard('who wants no motion gets none', async (page) => {
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((it) => getComputedStyle(it).transitionDuration !== '0s').length);
  assert.equal(moving, 0);
}, { reducedMotion: 'reduce' });

/** Says that a tab is hidden or visible; headless Chromium shows all of them. */
const showTab = (page, visible) => page.evaluate((it) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (it ? 'visible' : 'hidden') });
  document.dispatchEvent(new Event('visibilitychange'));
}, visible);

onDaemon('eight tabs of one browser: the visible one is live, and a hidden one that is shown again', async (first, { web }) => {
  // One context, so that the tabs share the six connections that a browser opens to a server.
  const tabs = [first];
  for (let number = 2; number <= 8; number += 1) {
    await showTab(tabs.at(-1), false);
    const tab = await first.context().newPage();
    tab.setDefaultTimeout(TIMEOUT_MS);
    await tab.goto(web.url);
    await live(tab);
    tabs.push(tab);
  }
  await showTab(tabs.at(-1), false);
  for (const tab of [tabs[0], tabs[5]]) {
    await tab.waitForFunction(() => document.body.dataset.connection === 'connecting');
    await showTab(tab, true);
    await live(tab);
    await showTab(tab, false);
  }
  await showTab(first, true);
  await live(first);
});

onDaemon('a tab that is opened in the background connects when it is shown', async (page, { web }) => {
  const tab = await page.context().newPage();
  tab.setDefaultTimeout(TIMEOUT_MS);
  let streams = 0;
  tab.on('request', (request) => { streams += Number(request.url().endsWith('/events')); });
  await tab.addInitScript(() => Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' }));
  await tab.goto(web.url);
  await tab.waitForFunction(() => document.querySelector('#connection').textContent !== '');
  assert.equal(streams, 0);
  await showTab(tab, true);
  await live(tab);
  assert.equal(streams, 1);
});

test('a server that refuses is quoted', () => withDaemon(async ({ web }) => {
  const others = await Promise.all(Array.from({ length: 32 }, () => fetch(`${web.url}events`)));
  const { page, close } = await open(browser, web.url);
  await page.waitForSelector('body[data-connection=full]');
  assert.match(await page.locator('#trouble').textContent(), /32 viewers are already connected/);
  await Promise.all(others.map((other) => other.body.cancel()));
  await live(page);
  await page.waitForFunction(() => document.querySelector('#trouble').textContent === '');
  await close();
}));

onDaemon('the daemon is lost and found again, and the page says so', async (page, { daemon }) => {
  await ask(daemon.folder, { set: { i1: true } });
  await ask(daemon.folder, { press: 'teach', ms: 400 });
  await learned(page);
  assert.equal(await daemon.stop(), 0);
  await page.waitForSelector('body[data-connection=away]');
  assert.match(await page.locator('#connection').textContent(), /Cannot connect/);
  assert.equal(await page.locator('#board #i1').getAttribute('aria-disabled'), 'true');
  const second = startIn(daemon.folder, 'run', '--board', 'sim', '--config', 'config/backpropd.toml');
  try {
    await live(page);
    await page.waitForSelector('#table tr:nth-child(3) .verdict.yes'); // it has kept what it learned
  } finally {
    await second.stop();
  }
});

test('the web server is lost, and the page says so', () => withDaemon(async ({ web }) => {
  const { page, close } = await open(browser, web.url);
  await live(page);
  assert.equal(await web.stop(), 0);
  await page.waitForSelector('body[data-connection=lost]');
  await close();
}));

test('two browsers have two boards; the page without a daemon has one too', async () => {
  const web = await startWeb('--sim');
  await visit(browser, web.url, (one) => visit(browser, web.url, async (other) => {
    await Promise.all([live(one), live(other)]);
    await flip(one, 'i1', true);
    await flip(one, 't1', true);
    await one.click('#board #teach');
    await learned(one);
    assert.equal(await other.getAttribute('#board #i1', 'aria-checked'), 'false');
    assert.equal(await other.getAttribute('body', 'data-state'), 'idle');
    assert.equal(await one.locator('#boards').isVisible(), false);
  }));
  assert.equal(await web.stop(), 0);
  web.clear();
});

onDaemon("a daemon's page is for watching, and offers a board of one's own", async (page, { daemon: { folder } }) => {
  await page.locator('#board #i1').click({ force: true });
  await ask(folder, { set: { t1: true } });
  await page.waitForSelector('#board #t1[aria-checked=true]');
  assert.equal(await page.getAttribute('#board #i1', 'aria-checked'), 'false');
  await page.click('[data-board=own]');
  await page.waitForSelector('body[data-board=own] #board #t1[aria-checked=false]');
  await flip(page, 'i1', true);
  await page.click('#board #teach');
  await learned(page);
  const { rows } = await ask(folder, { get: 'snapshot' });
  assert.ok(rows.every((row) => row.target === null), 'the daemon was taught');
  await page.click('[data-board=daemon]');
  await page.waitForSelector('body[data-board=daemon] #board #t1[aria-checked=true]');
  assert.equal(await page.getAttribute('#board #i1', 'aria-checked'), 'false');
});

const RECORDINGS = join(ROOT, 'machine/data/recordings');
const recordings = readdirSync(RECORDINGS).filter((name) => name.endsWith('.txt'));

/** The weights and biases that the page saves. */
const saved = async (page) => JSON.parse((await download(page, '#export')).toString());

onBoard('recordings replay to the same bits as on every other machine', async (page) => {
  assert.ok(recordings.length >= 5);
  for (const name of recordings) {
    await page.setInputFiles('#file', join(RECORDINGS, name));
    const expected = JSON.parse(readFileSync(join(RECORDINGS, name.replace('.txt', '.json')), 'utf8'));
    await page.waitForFunction((it) => document.querySelector('#steps').textContent.replaceAll(',', '') === String(it), expected.steps);
    const { weights, biases, restarts } = await saved(page);
    assert.deepEqual({ weights, biases, restarts }, { weights: expected.weights, biases: expected.biases, restarts: expected.restarts }, name);
  }
});

const fragment = `#recording=${readFileSync(join(RECORDINGS, 'half-adder.txt')).toString('base64url')}`;

onBoard('a link carries a recording', async (page) => {
  const expected = JSON.parse(readFileSync(join(RECORDINGS, 'half-adder.json'), 'utf8'));
  await learned(page);
  assert.deepEqual((await saved(page)).weights, expected.weights);
  // The page makes the same kind of link.
  await page.click('#link');
  await page.waitForFunction((it) => location.hash.startsWith('#recording=') && location.hash !== it, fragment);
  const text = (await download(page, '#recording')).toString();
  const carried = Buffer.from((await page.evaluate(() => location.hash)).slice('#recording='.length), 'base64url').toString();
  assert.ok(text.startsWith(carried.slice(0, carried.lastIndexOf('end'))), carried);
}, { at: fragment });

onBoard('a text that is not a recording is refused in a sentence, and harms nothing', async (page) => {
  for (const [text, words] of [
    ['<img src=x onerror=alert(1)>', /line 1/],
    ['', /line 1/],
    ['backpropd recording 2\n{}\n', /line 2/],
    [`backpropd recording 2\n${'['.repeat(100_000)}\n`, /line 2/],
  ]) {
    await page.setInputFiles('#file', { name: 'recording.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await page.waitForFunction((it) => new RegExp(it).test(document.querySelector('#trouble').textContent), words.source);
  }
  await page.setInputFiles('#file', { name: 'recording.txt', mimeType: 'text/plain', buffer: Buffer.alloc((4 << 20) + 1, 'x') });
  await page.waitForFunction(() => /too large/.test(document.querySelector('#trouble').textContent));
  for (const fragment of ['#recording=%%%', '#recording=', `#recording=${'A'.repeat(9000)}`, '#v=2']) {
    await page.evaluate((it) => { location.hash = it; }, fragment);
    await page.waitForTimeout(50);
  }
  await flip(page, 'i1', true);
  assert.equal(await page.locator('#board #teach').getAttribute('aria-disabled'), 'false');
});

const deny = () => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });

onBoard('the page works offline, and where nothing may be kept', async (page) => {
  assert.equal(await page.getAttribute('html', 'lang'), 'ko');
  await page.click('[data-language=en]');
  await page.click('#board #teach');
  await learned(page);
}, { at: '?lang=ko', offline: true, init: [deny] });

onBoard('budgets', async (page) => {
  const bytes = statSync(new URL(file)).size;
  const first = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  console.log(`page file ${bytes} bytes, first picture after ${first.toFixed(0)} ms`);
  assert.ok(bytes <= 500 << 10, `${bytes} bytes`);
});
