// The page in a real browser, over the real program: what a person does and sees.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { flip, learned, live, open, PATIENCE_MS, ROOT, start, startBrowser, startIn, startLine, startWeb } from './stage.mjs';

const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

const HALF_ADDER = [[0, 0, 0, 0], [0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 1]];

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

/** A test with a simulated board and its page, which must not have complained in the end. */
function onSim(name, act, options) {
  test(name, async () => {
    const web = await startWeb('--sim');
    const { page, faults, close } = await open(browser, web.url, options);
    try {
      await live(page);
      await act(page, web);
      assert.deepEqual(faults, []);
    } finally {
      await close();
      assert.equal(await web.stop(), 0);
      web.clear();
    }
  });
}

const weight = (page, name) => page.locator(`#network #${name} .number`).textContent();

const leds = (page) => page.evaluate(() => [...document.querySelectorAll('#board .led')].map((it) => it.classList.contains('lit')));

async function ledsBecome(page, expected) {
  await page.waitForFunction((it) => {
    const shown = [...document.querySelectorAll('#board .led')].slice(0, 2).map((led) => led.classList.contains('lit'));
    return String(shown) === it;
  }, String(expected));
}

onSim('the half-adder is taught by hand: weights move, LEDs come right', async (page) => {
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

onSim('the button that shows it teaches the half-adder', async (page) => {
  await page.click('#show-me');
  await page.waitForFunction(() => document.querySelectorAll('#table .verdict:not(.untaught)').length === 4);
  await learned(page);
  await page.waitForSelector('#show-me:enabled');
});

onSim('everything can be done with the keyboard', async (page) => {
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
  for (const part of ['i1', 'i2', 't1', 't2', 'teach', 'forget', 'w1', 'w8', 'export', 'lesson']) assert.ok(reached.has(part), `${part} cannot be reached`);
});

onSim('forget draws new weights; held, it forgets the samples too', async (page) => {
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

onSim('a button does not stay down when its page is left', async (page, web) => {
  const other = await open(browser, web.url);
  await live(other.page);
  await page.locator('#board #teach').hover();
  await page.mouse.down();
  await other.page.waitForSelector('#board #teach[aria-pressed=true]');
  await page.goto('about:blank');
  await other.page.waitForSelector('#board #teach[aria-pressed=false]');
  assert.deepEqual(other.faults, []);
  await other.close();
});

onSim('a button does not stay down when it was let go while the connection was lost', async (page, web) => {
  const line = await startLine(web.url);
  const other = await open(browser, line.url);
  try {
    await live(other.page);
    await other.page.locator('#board #teach').hover();
    await other.page.mouse.down();
    await page.waitForSelector('#board #teach[aria-pressed=true]');
    line.cut();
    await other.page.waitForSelector('body[data-connection=lost] #teach[aria-disabled=true]');
    const failed = other.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/act'));
    await other.page.mouse.up();
    await failed;
    assert.equal(await page.locator('#board #teach').getAttribute('aria-pressed'), 'true');
    line.mend();
    await page.waitForSelector('#board #teach[aria-pressed=false]');
    await live(other.page);
    await other.page.waitForFunction(() => document.querySelector('#trouble').textContent === '');
    assert.deepEqual(other.faults.filter((fault) => !/net::ERR_/.test(fault)), []);
  } finally {
    await other.close();
    line.stop();
  }
});

onSim('the ledger has the terms of the weight that is pointed at, and they multiply', async (page) => {
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

test('with momentum the update adds up too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backpropd-'));
  // Slow, so that it is still on the way.
  const config = '[network]\nmomentum = 0.9\nseed = 8\n[trainer]\nsteps_per_second = 5\ntolerance = 0.01\n';
  writeFileSync(join(folder, 'config.toml'), config);
  const daemon = startIn(folder, 'run', '--board', 'sim', '--config', join(folder, 'config.toml'));
  const web = await startWeb('--socket', join(folder, 'status.sock'));
  const { page, faults, close } = await open(browser, web.url, { viewport: { width: 390, height: 800 } });
  try {
    await live(page);
    await page.click('#board #t1');
    await page.waitForSelector('#board #t1[aria-checked=true]');
    await page.click('#board #teach');
    await page.waitForFunction(() => Number(document.querySelector('#steps').textContent) > 2);
    for (const name of ['w1', 'w5', 'w8']) {
      await page.locator(`#network #${name}`).focus();
      await page.waitForFunction((it) => document.querySelector('#ledger .update .symbol').textContent === `${it}⁺`, name);
      const [formula, figures, value] = await page.evaluate(() =>
        ['formula', 'figures', 'value'].map((it) => document.querySelector(`#ledger .update .${it}`).textContent));
      assert.ok(formula.startsWith(`= ${name} − α·∂L/∂${name} + μ·Δ${name} (`), formula);
      const [, before, rate, gradient, share] = figures.match(/^= (\S+) − ([\d.]+)·(\(.+\)|\S+) \+ (\(.+\)|\S+)$/).map((it) => it.replace(/[()]/g, ''));
      assert.ok(Math.abs(parse(before) - rate * parse(gradient) + parse(share) - parse(value)) < 5e-4, `${figures} = ${value}`);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it is wider than the screen');
    assert.deepEqual(faults, []);
  } finally {
    await close();
    assert.equal(await web.stop(), 0);
    await daemon.stop();
    web.clear();
    daemon.clear();
  }
});

/** A number as the page writes it. */
function parse(text) {
  const [, sign, factor, power] = text.match(/^(−?)([\d.]+)(?:·10(.*))?$/);
  const exponent = (power ?? '').replace(/./g, (it) => '-0123456789'['⁻⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(it)]);
  return (sign ? -1 : 1) * Number(factor) * 10 ** Number(exponent || 0);
}

onSim('weights, samples and the lesson can be taken home', async (page) => {
  await page.click('#board #teach');
  await learned(page);
  const download = async (selector) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(selector)]);
    return readFileSync(await file.path(), 'utf8');
  };
  const saved = JSON.parse(await download('#export'));
  assert.deepEqual(saved.samples, [{ x: [0, 0], target: [0, 0] }]);
  assert.equal(Object.keys(saved.weights).length, 8);
  assert.equal(Object.keys(saved.biases).length, 4);
  assert.match(await download('#lesson'), /teach/);
});

onSim('both languages, and the choice is kept', async (page) => {
  assert.equal(await page.locator('html').getAttribute('lang'), 'ko');
  assert.match(await page.locator('#connection').textContent(), /실시간/);
  await page.click('[data-language=en]');
  assert.match(await page.locator('#connection').textContent(), /Live/);
  await page.reload();
  await live(page);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
}, { locale: 'ko-KR' });

test('no word is missing in either language', () => {
  const source = readFileSync(join(ROOT, 'src/web/page/words.js'), 'utf8');
  const table = source.slice(source.indexOf('{', source.indexOf('WORDS')), source.indexOf('\n};') + 2);
  const words = new Function(`return ${table}`)();
  assert.deepEqual(Object.keys(words.ko), Object.keys(words.en));
  const values = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [name, en] of Object.entries(words.en)) {
    assert.deepEqual(values(words.ko[name]), values(en), name);
    assert.match(words.ko[name], /[가-힣]/, name);
    assert.doesNotMatch(en, /[가-힣]/, name);
  }
});

for (const width of [390, 1280, 1920]) {
  for (const colorScheme of ['light', 'dark']) {
    onSim(`axe finds nothing serious, and nothing is cut off: ${width} px, ${colorScheme}`, async (page) => {
      await page.click('#board #teach');
      await learned(page);
      await page.evaluate(`${axe}; undefined`);
      const { violations } = await page.evaluate(() => axe.run());
      const serious = violations.filter((it) => ['serious', 'critical'].includes(it.impact));
      assert.deepEqual(serious.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' ')}`), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it is wider than the screen');
    }, { viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
  }
}

onSim('who wants no motion gets none', async (page) => {
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((it) => getComputedStyle(it).transitionDuration !== '0s').length);
  assert.equal(moving, 0);
}, { reducedMotion: 'reduce' });

test('the daemon is lost and found again, and the page says so', async () => {
  const daemon = start('run', '--board', 'sim', '--config', 'config/backpropd.toml');
  const web = await startWeb('--socket', join(daemon.folder, 'status.sock'));
  const { page, faults, close } = await open(browser, web.url);
  let second;
  try {
    await live(page);
    await flip(page, 'i1', true);
    await page.click('#board #teach');
    await learned(page);
    assert.equal(await daemon.stop(), 0);
    await page.waitForSelector('body[data-connection=away]');
    assert.match(await page.locator('#connection').textContent(), /out of reach/);
    assert.equal(await page.locator('#board #i1').getAttribute('aria-disabled'), 'true');
    second = startIn(daemon.folder, 'run', '--board', 'sim', '--config', 'config/backpropd.toml');
    await live(page);
    await page.waitForSelector('#table tr:nth-child(3) .verdict.yes'); // it has kept what it learned
    // The daemon may have gone before the button was up again, which nobody could tell it any more.
    assert.deepEqual(faults.filter((fault) => !/502 \(Bad Gateway\)/.test(fault)), []);
  } finally {
    await close();
    await second?.stop();
    assert.equal(await web.stop(), 0);
    web.clear();
    daemon.clear();
  }
});

test('the web server is lost, and the page says so', async () => {
  const web = await startWeb('--sim');
  const { page, close } = await open(browser, web.url);
  await live(page);
  assert.equal(await web.stop(), 0);
  await page.waitForSelector('body[data-connection=lost]', { timeout: PATIENCE_MS });
  await close();
  web.clear();
});
