// A class in a real browser, through the real broker: the wall of thirty simulated desks, and the page of one desk more.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ask, isTooWide, live, serious, start, startBrowser, startIn, TIMEOUT_MS, visit, withDaemon } from './stage.mjs';

const MOSQUITTO = '/usr/sbin/mosquitto';
const PROGRAM = process.env.PROGRAM;
/** After this time the page believes no publisher that says nothing (src/observe/bulletin.rs). */
const STALE_MS = 90_000;
const VIEWS = ['desks', 'survey', 'vote', 'average', 'training'];

/** Without a broker these tests are skipped, unless they must not be. */
const skip = !existsSync(MOSQUITTO) && !process.env.BACKPROPD_NEEDS_MOSQUITTO && 'mosquitto is not installed';

let browser, folder, broker, address, wall;

before(async () => {
  if (skip) return;
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), 'backpropd-'));
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  address = `127.0.0.1:${port}`;
  writeFileSync(join(folder, 'mosquitto.conf'), `listener ${port} 127.0.0.1\nuser root\npersistence false\nallow_anonymous true\n`);
  broker = spawn(MOSQUITTO, ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
  const process = start('class', '--broker', address, '--sim', '30', '--listen', '127.0.0.1:0');
  const [line] = await once(process.out, 'line');
  wall = { ...process, url: line.match(/http:\S+/)[0] };
});

after(async () => {
  if (skip) return;
  await browser?.close();
  assert.equal(await wall.stop(), 0);
  wall.clear();
  broker.kill();
  rmSync(folder, { recursive: true });
});

/** What the teacher says in the terminal. */
function say(...words) {
  const { status, stderr } = spawnSync(PROGRAM, ['class', '--broker', address, ...words], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

function onWall(name, act, options) {
  test(name, { skip }, () => visit(browser, wall.url, async (page) => {
    await live(page);
    await act(page);
  }, options));
}

const count = (page, selector) => page.locator(selector).count();

onWall('thirty desks of three lessons, each at its seat', async (page) => {
  await page.waitForFunction(() => document.querySelectorAll('#desks li[data-standing=learned]').length === 30);
  const seats = await page.locator('#desks strong').allTextContents();
  assert.deepEqual(seats, [...seats].sort((one, other) => one - other));
  assert.match(await page.locator('#counts').textContent(), /^30 desks, /);
  await page.click('[data-language=ko]');
  assert.match(await page.locator('#desks .standing').first().textContent(), /다 배움/);
});

onWall('a goal is shown, and every view has a picture and says why', async (page) => {
  say('goal', 'xor,and');
  await page.waitForFunction(() => !document.getElementById('goal').hidden);
  assert.match(await page.locator('#goal tbody').textContent(), /00.*00.*01.*10.*10.*10.*11.*01/s);
  // Thirty desks learn in one process; on a busy computer that takes its time.
  await page.waitForFunction(() => /30 taught right, 30 taught right and learned/.test(document.getElementById('counts').textContent), null, { timeout: 5 * TIMEOUT_MS });
  await page.click('nav a[href="#view-survey"]');
  await page.waitForFunction(() => document.querySelectorAll('#survey circle').length > 0);
  assert.ok((await count(page, '#survey .band')) > 4);
  await page.click('nav a[href="#view-vote"]');
  await page.waitForFunction(() => document.querySelectorAll('#vote tr[data-right=true]').length === 4);
  assert.equal(await count(page, '#vote figure'), 4);
  await page.click('nav a[href="#view-average"]');
  await page.waitForSelector('#average table:nth-of-type(3)');
  assert.match(await page.locator('#average > p').textContent(), /desks? ha(s|ve) learned the goal/);
  await page.click('nav a[href="#view-training"]');
  assert.match(await page.locator('#training').textContent(), /does not train/);
  for (const view of VIEWS.slice(1)) assert.ok((await page.locator(`[data-of=${view}] .why`).textContent()).length > 80, view);
});

onWall('what is asked for is shown, and the desks that did it are marked', async (page) => {
  say('ask', 'teach');
  await page.waitForFunction(() => document.querySelectorAll('#desks li[data-done=true]').length === 30);
  assert.match(await page.locator('#ask').textContent(), /asked: press teach/);
  say('ask', 'none');
  await page.waitForFunction(() => document.getElementById('ask').textContent === '');
});

test('a stranger who reads the stream finds neither the list of those who need help nor a way to change anything', { skip }, async () => {
  const answer = await fetch(`${wall.url}status.json`);
  const text = await answer.text();
  const keys = new Set();
  JSON.parse(text, (key, value) => {
    keys.add(key);
    return value;
  });
  assert.ok(keys.has('desks') && keys.has('pictures'));
  for (const key of ['help', 'reason', 'name', 'stuck_at', 'warnings']) assert.ok(!keys.has(key), key);
  const controller = new AbortController();
  const events = await fetch(`${wall.url}events`, { signal: controller.signal });
  const reader = events.body.getReader();
  const first = new TextDecoder().decode((await reader.read()).value);
  controller.abort();
  assert.match(first, /^event: status\ndata: \{"v":1,/);
  assert.doesNotMatch(first, /"help"|"reason"/);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    assert.equal((await fetch(wall.url, { method })).status, 405, method);
  }
  const elsewhere = await fetch(`${wall.url}events`, { headers: { Origin: 'http://elsewhere.example' } });
  assert.equal(elsewhere.status, 403);
});

for (const width of [390, 1280, 1920]) {
  for (const colorScheme of ['light', 'dark']) {
    onWall(`axe finds nothing serious, and nothing is cut off: ${width} px, ${colorScheme}`, async (page) => {
      for (const view of VIEWS) {
        await page.click(`nav a[href="#view-${view}"]`);
        await page.waitForSelector(`[data-of=${view}]:visible`);
        assert.deepEqual(await serious(page), [], view);
        assert.equal(await isTooWide(page), false, `${view} is wider than the screen`);
      }
    }, { viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
  }
}

test('the page of a desk shows what the teacher says, as long as its publisher does', { skip }, () => withDaemon(({ daemon, web }) => visit(browser, web.url, async (page) => {
  await live(page);
  const publishers = [];
  const publish = () => {
    publishers.push(startIn(web.folder, 'mqtt', '--broker', address, '--socket', join(daemon.folder, 'status.sock'), '--id', 'bp-0000a001'));
    return publishers.at(-1);
  };
  const becomes = (text, timeout = TIMEOUT_MS) => page.waitForFunction((it) => document.querySelector('#class').textContent === it, text, { timeout });
  const goal = (right) => `Goal of the class: <b>Half</b>-adder; ${right} of 4 rows are taught like that.`;
  const isWhole = () => page.evaluate(() => [document.querySelector('#state'), document.documentElement].every((it) => it.scrollHeight <= it.clientHeight));

  try {
    say('goal', 'xor,and', '--title', '<b>Half</b>-adder');
    const publisher = publish();
    await becomes(goal(0));
    await ask(daemon.folder, { press: 'teach', ms: 400 }); // 00 → 00
    await becomes(goal(1));
    await ask(daemon.folder, { set: { i1: true } });
    await ask(daemon.folder, { press: 'teach', ms: 400 }); // 10 → 00
    await becomes(`${goal(1)} 1 row is taught differently.`);
    say('ask', 'hands-off');
    await becomes(`${goal(1)} 1 row is taught differently. Your teacher asks you to let go of the board.`);
    assert.ok(await isWhole(), 'it is cut off');
    await page.click('[data-language=ko]');
    await becomes('수업 목표는 <b>Half</b>-adder입니다. 4행 가운데 1행을 목표대로 가르쳤습니다. 1행은 다르게 가르쳤습니다. 선생님이 보드에서 손을 떼 달라고 합니다.');
    assert.ok(await isWhole(), 'it is cut off');
    await page.click('[data-language=en]');
    say('ask', 'none');
    await becomes(`${goal(1)} 1 row is taught differently.`);
    say('goal', 'none');
    await becomes('');

    // A publisher that ends takes along what it said; what one that was killed has left is believed for a while.
    say('goal', 'xor,and', '--title', '<b>Half</b>-adder');
    await becomes(`${goal(1)} 1 row is taught differently.`);
    assert.equal(await publisher.stop(), 0);
    await becomes('');
    const killed = publish();
    await becomes(`${goal(1)} 1 row is taught differently.`);
    await killed.stop('SIGKILL');
    assert.ok(existsSync(join(web.folder, 'class.json')));
    assert.notEqual(await page.locator('#class').textContent(), '');
    await becomes('', STALE_MS + TIMEOUT_MS);
    assert.ok(existsSync(join(web.folder, 'class.json')));
  } finally {
    for (const it of publishers) await it.stop('SIGKILL');
  }
})));
