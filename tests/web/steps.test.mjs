// The controls, and a training step read phase by phase, in a real browser: every number of it is that of `explain --json`.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { browser, file, onBoard, onDaemon } from './board.mjs';
import { countShifts, download, learned, live, visit } from './stage.mjs';

const LINK = 'v=1&table=0110,0001&seed=3';
const PHASES = ['input', 'net_h', 'out_h', 'net_o', 'out_o', 'loss', 'global_o', 'delta_o', 'gradient_o', 'global_h', 'delta_h', 'gradient_h', 'update'];

/** A test with the page opened by this link, and perhaps more in it, once the page has read it. */
function onLink(name, act, { more = '', ...options } = {}) {
  onBoard(name, async (page) => {
    await page.waitForFunction(() => location.hash.includes('table='));
    await act(page);
  }, { at: `#${LINK}${more}`, ...options });
}

const phase = (page) => page.getAttribute('#phase', 'data-phase');
const figure = (page, selector) => page.getAttribute(selector, 'data-value').then(Number);

async function phaseBecomes(page, name, step) {
  await page.waitForFunction(([it, number]) => {
    const { phase, step: shown } = document.querySelector('#phase').dataset;
    return phase === it && (number === undefined || Number(shown) === number);
  }, [name, step]);
}

/** Everything that the network and the ledger say, in full. */
const all = (page) => page.evaluate(() => {
  const parts = [...document.querySelectorAll('#network .neuron'), ...document.querySelectorAll('#network g.weight')];
  return parts.map((it) => [it.dataset.neuron ?? it.id, it.dataset.symbol ?? it.dataset.kind, it.dataset.value]);
});

/** What `backpropd explain` says of a step from these weights on this sample. */
function explain(exported, x, target) {
  const path = join(mkdtempSync(join(tmpdir(), 'backpropd-')), 'weights.json');
  writeFileSync(path, exported);
  const { learning_rate } = JSON.parse(exported);
  const args = ['explain', '--from', path, '--x', x.join(','), '--target', target.join(','), '--learning-rate', String(learning_rate), '--json'];
  return JSON.parse(execFileSync(process.env.PROGRAM, args, { encoding: 'utf8' }));
}

onLink('a whole step forward and back, with the numbers of explain --json', async (page) => {
  await page.click('#control-again'); // from the seed
  await page.click('#control-play');
  await page.waitForSelector('#control-play[data-state=paused]');
  await page.click('#control-again');
  await page.click('#control-play');
  await page.waitForSelector('#control-play[data-state=paused]');
  const exported = await download(page, '#export');
  await page.click('#control-next');
  await phaseBecomes(page, 'input');
  const number = Number(await page.getAttribute('#phase', 'data-step'));
  const x = await page.evaluate(() => ['i1', 'i2'].map((it) => Number(document.querySelector(`#board #${it}`).getAttribute('aria-checked') === 'true')));
  const target = await page.evaluate(() => ['t1', 't2'].map((it) => Number(document.querySelector(`#board #${it}`).getAttribute('aria-checked') === 'true')));
  const step = explain(exported, x, target);
  const seen = [];
  for (const name of PHASES) {
    await phaseBecomes(page, name, number);
    // The same sample everywhere, and it is said.
    assert.equal(await page.locator('#table tr.shown').evaluate((it) => [...it.querySelectorAll('.bit')].slice(0, 2).map((bit) => bit.textContent).join('')), x.join(''));
    assert.match(await page.locator('#shown').textContent(), new RegExp(`${x.join('')} → ${target.join('')}`));
    assert.match(await page.locator('#ledger .sample').textContent(), new RegExp(`${x.join('')} → ${target.join('')}`));
    assert.ok((await page.locator('#phase .sentence').textContent()).length > 20);
    seen.push(await all(page));
    if (name !== 'update') await page.keyboard.press('ArrowRight');
  }
  // A number in an attribute has no sign when it is 0.
  const equal = (one, other) => assert.ok(one === other, `${one} is not ${other}`);
  const at = (name, part) => Number(seen[PHASES.indexOf(name)].find(([it]) => it === part)[2]);
  for (const n of [0, 1]) {
    equal(at('net_h', `h${n + 1}`), step.net_h[n]);
    equal(at('out_h', `h${n + 1}`), step.out_h[n]);
    equal(at('net_o', `o${n + 1}`), step.net_o[n]);
    equal(at('out_o', `o${n + 1}`), step.out_o[n]);
    equal(at('loss', `o${n + 1}`), step.loss_o[n]);
    equal(at('global_o', `o${n + 1}`), step.chain[`w${5 + 2 * n}`].global);
    equal(at('delta_o', `o${n + 1}`), step.delta_o[n]);
    equal(at('global_h', `h${n + 1}`), step.global_h[n]);
    equal(at('delta_h', `h${n + 1}`), step.delta_h[n]);
  }
  for (const name of Object.keys(step.weights_before)) {
    equal(at('input', name), step.weights_before[name]);
    equal(at('gradient_h', name), step.chain[name].product);
    equal(at('update', name), step.weights_after[name]);
  }
  // The ledger of each weight and bias.
  assert.equal(Object.keys(step.chain).length, 12);
  for (const name of Object.keys(step.chain)) {
    await page.locator(`#network #${name}`).focus();
    await page.waitForFunction((it) => document.querySelector('#ledger .update .symbol').textContent === `${it}⁺`, name);
    const link = step.chain[name];
    const cells = await page.evaluate(() => [...document.querySelectorAll('#ledger .value')].map((it) => Number(it.dataset.value)));
    const expected = [link.global, link.local_out, link.local_net, link.product, step.weights_after[name] ?? step.biases_after[name]];
    for (const [index, cell] of cells.entries()) equal(cell, expected[index]);
  }
  // And back, to the same pictures.
  for (const name of PHASES.toReversed()) {
    await phaseBecomes(page, name, number);
    assert.deepEqual(await all(page), seen[PHASES.indexOf(name)]);
    if (name !== 'input') await page.click('#control-back');
  }
  // Over the steps that were made.
  await page.click('#control-step');
  await phaseBecomes(page, 'update', number + 1);
  await page.click('#control-step');
  await phaseBecomes(page, 'update', number + 2);
  for (const _ of PHASES) await page.keyboard.press('ArrowLeft');
  await phaseBecomes(page, 'update', number + 1);
});

onBoard('a run that went on by itself can be gone back over to its first step', async (page) => {
  const { chain } = explain(await download(page, '#export'), [0, 0], [0, 0]);
  await page.click('#board #teach');
  await learned(page);
  await page.locator('#time').focus();
  await page.keyboard.press('Home');
  await phaseBecomes(page, 'update', 1);
  assert.equal(await page.locator('#ledger .product .symbol').textContent(), '∂L/∂w5');
  assert.equal(await figure(page, '#ledger .product .value'), chain.w5.product);
});

onLink('a bias that is not trained cannot be chosen', async (page) => {
  await page.locator('#network #b_o1').click();
  await page.waitForFunction(() => document.querySelector('#ledger .update .symbol').textContent === 'b_o1⁺');
  assert.match(await page.locator('#ledger-of').textContent(), /the bias of o1/);
  await page.selectOption('#control-bias', 'fixed');
  await page.waitForFunction(() => document.querySelector('#ledger .update .symbol').textContent === 'w5⁺');
  assert.equal(await page.locator('#network #b_o1').getAttribute('role'), null);
});

onLink('with momentum the ledger shows the velocity', async (page) => {
  for (let step = 0; step < 3; step += 1) await page.click('#control-step');
  await phaseBecomes(page, 'update');
  const [formula, figures] = await page.evaluate(() => ['formula', 'figures'].map((it) => document.querySelector(`#ledger .update .${it}`).textContent));
  assert.match(formula, /v⁺ = μ·v \+ ∂L\/∂w5/);
  assert.match(figures, /v⁺ = 0\.9·/);
  assert.match(await page.locator('#phase .sentence').textContent(), /velocity/);
}, { more: '&momentum=0.9&tolerance=0.01' });

onLink('every control does what it says', async (page) => {
  const value = (id) => page.inputValue(`#control-${id}`);
  assert.equal(await value('gate-o1'), 'xor');
  assert.equal(await value('gate-o2'), 'and');
  await page.click('#control-pace-once');
  await learned(page);
  await page.click('#control-play');
  await page.waitForSelector('#control-play[data-state=paused]');
  await page.fill('#control-alpha', '0.5');
  await page.press('#control-alpha', 'Enter');
  await page.waitForFunction(() => location.hash.includes('alpha=0.5'));
  await page.fill('#control-momentum', '0.9');
  await page.press('#control-momentum', 'Enter');
  await page.waitForFunction(() => location.hash.includes('momentum=0.9'));
  assert.match((await download(page, '#recording')).toString(), /alpha 0\.5\n.*momentum 0\.9\n/s);
  await page.selectOption('#control-bias', 'none');
  await page.waitForFunction(() => location.hash.includes('bias=none'));
  await page.waitForSelector('body[data-state=impossible], body[data-state=learning]');
  await page.selectOption('#control-mode', 'hold');
  await page.waitForFunction(() => location.hash.includes('mode=hold'));
  await page.selectOption('#control-restarts', 'off');
  await page.waitForFunction(() => location.hash.includes('restarts=off'));
  await page.selectOption('#control-restarts', 'on');
  await page.waitForFunction(() => !location.hash.includes('restarts='));
  await page.fill('#control-seed', '77');
  await page.press('#control-seed', 'Enter');
  await page.waitForFunction(() => location.hash.includes('seed=77'));
  await page.selectOption('#control-mode', 'replay');
  await page.selectOption('#control-gate-o1', 'or');
  await page.waitForFunction(() => location.hash.includes('table=0111,0001'));
  await page.click('#control-undo');
  await page.waitForFunction(() => location.hash.includes('table=0110,0001'));
  await page.click('#control-half-adder');
  for (const pace of ['slow', 'panel', 'fast']) {
    await page.click(`#control-pace-${pace}`);
    await page.waitForSelector(`#control-pace-${pace}[aria-pressed=true]`);
  }
  await page.click('#control-again');
  await page.click('#control-auto');
  await phaseBecomes(page, 'net_h');
  await page.click('#control-auto');
  await page.waitForSelector('#control-auto[aria-pressed=false]');
  await page.click('#big');
  await page.waitForSelector('body.big');
});

onBoard('a press can be undone', async (page) => {
  const weight = () => figure(page, '#network #w1');
  const before = await weight();
  await page.click('#board #t1');
  await page.click('#board #forget');
  await page.waitForFunction((it) => Number(document.querySelector('#network #w1').dataset.value) !== it, before);
  await page.click('#control-undo');
  await page.waitForFunction((it) => Number(document.querySelector('#network #w1').dataset.value) === it, before);
  await page.click('#board #teach');
  await page.waitForFunction(() => document.querySelectorAll('#table .verdict:not(.untaught)').length === 1);
  await page.keyboard.press('u');
  await page.waitForFunction(() => document.querySelectorAll('#table .verdict:not(.untaught)').length === 0);
}, { at: '#v=1&seed=5' });

test('a link leads to the same weights, bit for bit, and another version is refused in a sentence', async () => {
  const weights = [];
  for (let turn = 0; turn < 2; turn += 1) {
    await visit(browser, `${file}#${LINK}&alpha=3`, async (page) => {
      await live(page);
      await page.waitForFunction(() => document.querySelector('#control-alpha').value === '3');
      await learned(page);
      assert.equal(await page.evaluate(() => location.hash), `#${LINK}&alpha=3`);
      weights.push((await download(page, '#export')).toString());
    });
  }
  assert.equal(weights[0], weights[1]);
  await visit(browser, `${file}#v=2&table=0110,0001`, (page) =>
    page.waitForFunction(() => document.querySelector('#trouble').textContent.includes('version 2')));
});

onDaemon('a daemon\'s page pauses by a copy, which says so; the daemon goes on', async (page) => {
  await page.click('#control-play');
  await page.waitForSelector('body[data-board=own]');
  await page.waitForFunction(() => /copy/.test(document.querySelector('#board-kind').textContent));
  await page.waitForSelector('#control-play[data-state=paused]');
  await page.click('#boards [data-board=daemon]');
  await page.waitForSelector('body[data-board=daemon]');
});

for (const [width, height] of [[1366, 768], [1280, 800], [1920, 1080]]) {
  onBoard(`nothing jumps while it learns, and nothing is to be scrolled: ${width} × ${height}`, async (page) => {
    const shifts = await countShifts(page);
    await page.evaluate(() => { location.hash = 'v=1&table=0110,0001&seed=5'; });
    await learned(page);
    for (const name of ['w1', 'w8', 'w5']) await page.locator(`#network #${name} .label`).hover();
    await page.click('#control-step').catch(() => {});
    assert.equal(await shifts(), 0);
    assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth), 'it is larger than the screen');
  }, { viewport: { width, height } });
}

onLink('who wants no motion gets the same phases without travel', async (page) => {
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await phaseBecomes(page, 'net_h');
  assert.equal(await page.locator('#network .traveller[visibility=visible]').count(), 0);
}, { reducedMotion: 'reduce' });

onLink('numbers travel along the weights of a phase', async (page) => {
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelectorAll('#network .traveller[visibility=visible]').length === 4);
});
