// What the page shows at a glance, and what can be taken home from it: the small maps, the slice of the loss, the way of a
// weight, the slider over the run, pictures, the printed step. In a real browser, with the numbers of `backpropd explain`.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser, onBoard, onDaemon } from './board.mjs';
import { ask, download, isTooWide, learned, open, serious } from './stage.mjs';

const WEIGHTS = ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8'];

/** A test with the page after the half-adder was learned. */
function afterLearning(name, act, options) {
  onBoard(name, async (page) => {
    await learned(page);
    await act(page);
  }, { at: '#v=1&table=0110,0001&seed=3', ...options });
}

/** Moves the slider over the run to this step, or to the newest. */
const slide = (page, step) => page.locator('#time').evaluate((it, to) => {
  it.value = String(to ?? it.max);
  it.dispatchEvent(new Event('input', { bubbles: true }));
}, step);

const sample = (page) => page.evaluate(() => ({
  heading: document.querySelector('#shown').textContent.match(/[01]{2} → [01]{2}/)?.[0],
  ledger: document.querySelector('#ledger .sample').textContent.match(/[01]{2} → [01]{2}/)?.[0],
  board: ['i1', 'i2', 't1', 't2'].map((it) => Number(document.querySelector(`#board #${it}`).getAttribute('aria-checked') === 'true')).join(''),
  row: [...document.querySelectorAll('#table tr.shown .bit')].slice(0, 3).map((it) => it.textContent.replaceAll(' ', '')).join(''),
  glimpse: ['h1', 'h2'].map((it) => ['cx', 'cy'].map((at) => document.querySelector(`.glimpse[data-neuron=${it}] .here`).getAttribute(at)).join()).join(' '),
}));

afterLearning('the slice of the loss is what a nudge of each weight measures', async (page) => {
  const path = join(mkdtempSync(join(tmpdir(), 'backpropd-')), 'weights.json');
  writeFileSync(path, await download(page, '#export'));
  const { learning_rate } = JSON.parse(readFileSync(path, 'utf8'));
  const nudged = (name, by) => JSON.parse(execFileSync(process.env.PROGRAM, ['explain', '--from', path, '--x', '0,0', '--target', '0,0', '--learning-rate', String(learning_rate), '--nudge', `${name}=${by}`, '--json'], { encoding: 'utf8' }));
  for (const name of WEIGHTS) {
    await page.locator(`#network #${name}`).focus();
    await page.waitForFunction((it) => document.querySelector('#slice text:last-of-type').textContent.startsWith(it), name);
    const [slice, ledger] = await page.evaluate(() => [
      Object.fromEntries(Object.entries(document.querySelector('#slice svg').dataset).map(([key, value]) => [key, Number(value)])),
      [...document.querySelectorAll('#ledger .value')].map((it) => Number(it.dataset.value)),
    ]);
    const [, , , gradient, after] = ledger;
    const value = nudged(name, 0.01).value;
    assert.equal(slice.slope, gradient);
    const near = (one, other, what) => assert.ok(Math.abs(one - other) < 1e-12, `${name}: ${what}: ${one} is not ${other}`);
    if (after === value) {
      near(slice.landed, slice.loss, 'it did not move');
      continue;
    }
    const measured = nudged(name, after - value);
    near(slice.loss, measured.loss, 'loss');
    near(slice.landed, measured.loss_nudged, 'landed');
  }
});

afterLearning('the small maps show what h1 and h2 put out', async (page) => {
  const outs = await page.evaluate(() => [...document.querySelectorAll('.glimpse')].map((it) => it.dataset.outs));
  const { weights: w, biases: b } = JSON.parse(await download(page, '#export'));
  const sigmoid = (net) => 1 / (1 + Math.exp(-net));
  const expected = [[w.w1, w.w2, b.b_h1], [w.w3, w.w4, b.b_h2]].map(([to1, to2, bias]) =>
    [[0, 0], [0, 1], [1, 0], [1, 1]].map(([i1, i2]) => `${i1}${i2}: ${sigmoid(to1 * i1 + to2 * i2 + bias).toFixed(1)}`).join(', '));
  assert.deepEqual(outs, expected);
  // The gradient's middle lies on the line where net is 0.
  const nets = await page.evaluate(() => [...document.querySelectorAll('.glimpse')].map((it) => {
    const { x1, y1, x2, y2 } = it.querySelector('linearGradient');
    const middle = [x1, y1].map((one, axis) => (one.baseVal.value + [x2, y2][axis].baseVal.value) / 2);
    return [middle[0] / 10 - 0.15, 1.15 - middle[1] / 10];
  }));
  for (const [index, [i1, i2]] of nets.entries()) {
    const net = index === 0 ? w.w1 * i1 + w.w2 * i2 + b.b_h1 : w.w3 * i1 + w.w4 * i2 + b.b_h2;
    assert.ok(Math.abs(net) < 1e-3, `${net}`);
  }
});

afterLearning('back over the run: all cards show the same sample, and it goes on from the newest', async (page) => {
  const newest = Number(await page.getAttribute('#time', 'max'));
  const before = await download(page, '#export');
  assert.ok(newest > 100 && Number(await page.getAttribute('#time', 'min')) < newest / 2);
  const seen = new Set();
  for (const step of [Math.round(newest / 2), Math.round(newest / 3), newest - 1]) {
    const last = await page.locator('#phase').getAttribute('data-step');
    await slide(page, step);
    await page.waitForFunction(([it, last]) => {
      const shown = document.querySelector('#phase').dataset.step;
      return shown !== last && Number(shown) > 0 && Number(shown) <= it;
    }, [step, last]);
    const { heading, ledger, board, row } = await sample(page);
    assert.equal(ledger, heading);
    for (const digits of [board, row]) assert.equal(`${digits.slice(0, 2)} → ${digits.slice(2)}`, heading);
    assert.equal(await page.getAttribute('#curve .cursor', 'visibility'), 'visible');
    assert.match(await page.locator('#run output').textContent(), /step/);
    seen.add(await page.locator('#phase').getAttribute('data-step'));
  }
  assert.equal(seen.size, 3);
  // Its phases can be read too.
  await page.click('#control-back');
  await page.waitForFunction(() => document.querySelector('#phase').dataset.phase === 'gradient_h');
  await slide(page);
  await page.waitForFunction(() => document.querySelector('#phase').dataset.phase === '');
  assert.deepEqual(await download(page, '#export'), before);
  await page.click('#control-play');
  await page.waitForSelector('#control-play[data-state=running]');
});

afterLearning('the way of the chosen weight is drawn, and changes with the choice', async (page) => {
  const ways = new Set();
  for (const name of ['w1', 'w5', 'w8']) {
    await page.locator(`#network #${name}`).focus();
    await page.waitForFunction((it) => [...document.querySelectorAll('#curve .of-trace')].some((text) => text.textContent === it), name);
    ways.add(await page.getAttribute('#curve .trace', 'd'));
  }
  assert.equal(ways.size, 3);
  for (const way of ways) assert.ok(way.split('L').length > 5, way);
});

onDaemon("a daemon's run can be looked back over while it goes on", async (page, { daemon }) => {
  // Two rows, of which the first does not teach the second: the page gets a status after each, with steps between them.
  for (const [rows, set] of [{ t1: true }, { i1: true, t2: true }].entries()) {
    await ask(daemon.folder, { set });
    await ask(daemon.folder, { press: 'teach', ms: 400 });
    await page.waitForFunction((it) => document.body.dataset.state === 'learned' && document.querySelector('#right').textContent === it, `${rows + 1} / ${rows + 1}`);
  }
  await slide(page, Number(await page.getAttribute('#time', 'min')));
  await page.waitForFunction(() => Number(document.querySelector('#phase').dataset.step) > 0);
  assert.equal(await page.getAttribute('body', 'data-board'), 'daemon');
  await ask(daemon.folder, { set: { i2: true } });
  await page.waitForTimeout(300);
  assert.ok(Number(await page.getAttribute('#phase', 'data-step')) > 0, 'the newest status took the place of the chosen step');
  await slide(page);
  await page.waitForSelector('#board #i2[aria-checked=true]');
});

afterLearning('the network as SVG and PNG', async (page) => {
  const svg = (await download(page, '#save-svg')).toString();
  assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.doesNotMatch(svg, /var\(--|class=/);
  for (const name of WEIGHTS) assert.ok(svg.includes(`id="${name}"`), name);
  // On its own it looks as on the page: the line of w5 has its colour there.
  const colour = await page.evaluate(() => getComputedStyle(document.querySelector('#network line.weight')).stroke);
  const { page: alone, close } = await open(browser, `data:image/svg+xml,${encodeURIComponent(svg)}`);
  assert.equal(await alone.evaluate(() => getComputedStyle(document.querySelector('line')).stroke), colour);
  await close();
  const png = await download(page, '#save-png');
  assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  assert.equal(png.readUInt32BE(16), 3 * 640);
  // Not one colour: a picture was drawn.
  const colours = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size;
  }, png.toString('base64'));
  assert.ok(colours > 50, `${colours} colours`);
});

for (const locale of ['en-GB', 'ko-KR']) {
  afterLearning(`a step on one sheet of paper: ${locale}`, async (page) => {
    await slide(page, Math.round(Number(await page.getAttribute('#time', 'max')) / 2));
    await page.waitForFunction(() => Number(document.querySelector('#phase').dataset.step) > 0);
    for (const format of ['A4', 'Letter']) {
      const pdf = await page.pdf({ format });
      assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1);
    }
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    const step = await page.getAttribute('#phase', 'data-step');
    assert.ok((await page.locator('#sheet h2').textContent()).includes(step));
    const rows = await page.locator('#sheet tbody tr').allTextContents();
    assert.deepEqual(rows.map((it) => it.match(/^(w\d|b_[ho]\d)/)[0]), [...WEIGHTS, 'b_h1', 'b_h2', 'b_o1', 'b_o2']);
    assert.equal(await page.locator('#controls').isVisible(), false);
    assert.equal(await page.locator('#network > svg').isVisible(), true);
  }, { locale });
}

/** Of all numbers on the page, those that are broken over two lines or cut off. */
const broken = (page) => page.evaluate(() => {
  const numbers = [...document.querySelectorAll('.value, .number, dd, .term .symbol')].filter((it) => it instanceof HTMLElement && it.offsetParent);
  return numbers.filter((it) => it.getClientRects().length > 1 || it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0 || it.parentElement.getBoundingClientRect().right + 1 < it.getBoundingClientRect().right)
    .map((it) => `${it.className} ${it.textContent}`);
});

for (const [width, height] of [[390, 844], [768, 1024], [1280, 800], [1366, 768], [1920, 1080], [2560, 1440]]) {
  for (const colorScheme of ['light', 'dark']) {
    afterLearning(`axe finds nothing serious, no number is cut: ${width} × ${height}, ${colorScheme}`, async (page) => {
      for (const isReading of [false, true]) {
        if (isReading) {
          await slide(page, 60);
          await page.waitForFunction(() => Number(document.querySelector('#phase').dataset.step) > 0);
        }
        assert.deepEqual(await serious(page), []);
        assert.deepEqual(await broken(page), []);
        assert.equal(await isTooWide(page), false, 'it is wider than the screen');
      }
    }, { viewport: { width, height }, colorScheme, bypassCSP: true });
  }
}

/** The cards that are smaller than what is in them, and the notes that end in dots. */
const cut = (page) => page.evaluate(() => [...document.querySelectorAll('.card, .card .words, .card h2 small, #ledger :is(.sample, .value)')]
  .filter((it) => it instanceof HTMLElement && it.offsetParent && (it.scrollHeight > it.clientHeight + 1 && it.clientHeight > 0 || it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0))
  .map((it) => `${it.id || it.className}: ${it.textContent}`));

for (const [width, height] of [[1024, 700], [1280, 800], [1366, 768], [1920, 1080]]) {
  for (const locale of ['en-GB', 'ko-KR']) {
    onBoard(`no card cuts what it says: ${width} × ${height}, ${locale}`, async (page) => {
      await page.waitForSelector('#guide', { state: 'visible' });
      assert.deepEqual(await cut(page), []);
      await page.evaluate(() => { location.hash = 'v=1&table=0110,0001&seed=3'; });
      await learned(page);
      assert.deepEqual(await cut(page), []);
      await page.selectOption('#control-bias', 'none');
      await page.waitForSelector('body[data-state=impossible]');
      assert.deepEqual(await cut(page), []);
    }, { locale, viewport: { width, height } });
  }
}

for (const [width, height] of [[1280, 800], [1366, 768], [1920, 1080]]) {
  afterLearning(`for a projector: larger, without scrolling: ${width} × ${height}`, async (page) => {
    const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('#state-name')).fontSize));
    const before = await size();
    await page.keyboard.press('b');
    await page.waitForSelector('body.big');
    assert.ok(await size() > 1.3 * before);
    assert.equal(await page.locator('#ledger .formula').first().isVisible(), false);
    assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth), 'it is larger than the screen');
    assert.deepEqual(await broken(page), []);
  }, { viewport: { width, height } });
}

afterLearning('on a phone the switches stay in view beside the table', async (page) => {
  await page.locator('#table tbody tr:last-child').evaluate((it) => it.scrollIntoView({ block: 'end' }));
  for (const selector of ['#board #i1', '#board #t2', '#board #teach', '#table tbody tr:last-child']) {
    const box = await page.locator(selector).boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height < 845, `${selector}: ${JSON.stringify(box)}`);
  }
}, { viewport: { width: 390, height: 844 } });

for (const locale of ['en-GB', 'ko-KR']) {
  onBoard(`on a phone the first screen has the switches and the guide to them: ${locale}`, async (page) => {
    for (const selector of ['#board', '#guide']) {
      const box = await page.locator(selector).boundingBox();
      assert.ok(box.y >= 0 && box.y + box.height <= 844, `${selector}: ${JSON.stringify(box)}`);
    }
  }, { locale, viewport: { width: 390, height: 844 } });
}

onBoard('in Korean the machine\'s refusals are Korean, particles and all', async (page) => {
  for (const [text, words] of [
    ['<b>', '1행: 학습 기록이 아닙니다. 학습 기록은 \'backpropd recording 3\'로 시작합니다'],
    ['backpropd recording 3\n{}\n', '2행: program 항목이 없습니다'],
    [`${readFileSync(new URL('../../machine/data/recordings/half-adder.txt', import.meta.url), 'utf8').replace(/end \d+\n/, '')}999999 alpha 700\n`, '는 범위를 벗어났습니다. 쓸 수 있는 값: 0보다 크고 100 이하'],
  ]) {
    await page.setInputFiles('#file', { name: 'recording.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await page.waitForFunction((it) => document.querySelector('#trouble').textContent.includes(it), words.replace('는 ', ''));
  }
  for (const [address, words] of [
    ['v=1&alpha=700', '링크를 열 수 없습니다: alpha: 700은 쓸 수 없습니다. 쓸 수 있는 값: 0보다 크고 100 이하'],
    ['v=1&seed=1&seed=2', 'seed이(가) 두 번 나옵니다'],
    ['v=2', '학습 규칙 버전 2의 링크입니다'],
  ]) {
    await page.evaluate((it) => { location.hash = it; }, address);
    await page.waitForFunction((it) => document.querySelector('#trouble').textContent.includes(it), words);
  }
}, { at: '?lang=ko' });
