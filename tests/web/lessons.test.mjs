// The guided lessons and the square of all tables, in a real browser: every lesson played to its end as a person would, in both
// languages, and all 256 tables taught.

import assert from 'node:assert/strict';
import { onBoard, onDaemon } from './board.mjs';
import { countShifts, download, flip, isTooWide, live, serious } from './stage.mjs';

/** How many steps of the lesson are ticked. */
const ticks = (page) => page.locator('#lesson .steps .done').count();

async function ticksBecome(page, count) {
  await page.waitForFunction((it) => document.querySelectorAll('#lesson .steps .done').length >= it, count);
}

/** Opens a lesson from the list, and says what is expected. */
async function begin(page, name) {
  await page.click('#open-lessons');
  await page.click(`#lesson-${name}`);
  await page.waitForSelector(`#lesson[data-lesson=${name}]`);
  const typed = page.locator('#lesson #guess');
  if (await typed.count()) {
    await typed.fill('<b>h1</b> & h2');
    await typed.press('Enter');
  } else {
    await page.click('#lesson #guess-1');
    await page.waitForSelector('#lesson #guess-1[aria-pressed=true]');
  }
}

async function switches(page, x, t) {
  for (const [name, bit] of [['i1', x[0]], ['i2', x[1]], ['t1', t[0]], ['t2', t[1]]]) await flip(page, name, bit === '1');
}

/** Teaches a row by the switches, and waits until it is in the table. */
async function teach(page, x, t) {
  await switches(page, x, t);
  await page.click('#board #teach');
  await page.locator('#table tbody tr').nth(parseInt(x, 2)).locator('td', { hasText: `${t[0]} ${t[1]}` }).waitFor();
}

/** Holds teach until this row is right. */
async function hold(page, x, t) {
  await switches(page, x, t);
  await page.locator('#board #teach').hover();
  await page.mouse.down();
  await page.waitForSelector(`#table tbody tr:nth-child(${parseInt(x, 2) + 1}) .verdict.yes`);
  await page.mouse.up();
  await page.waitForSelector('#board #teach[aria-pressed=false]');
}

async function set(page, id, value) {
  await page.fill(`#control-${id}`, value);
  await page.press(`#control-${id}`, 'Enter');
}

const fast = (page) => page.click('#control-pace-fast');

/** What a person does in each lesson after the guess. */
const PLAYED = {
  async row(page) {
    await switches(page, '11', '01');
    await ticksBecome(page, 2);
    await page.click('#board #teach');
    await ticksBecome(page, 4);
    await switches(page, '00', '01');
    await ticksBecome(page, 5);
    // What is said to be expected at the best is what comes: the other rows follow.
    const leds = await page.evaluate(() => [...document.querySelectorAll('#table tbody tr')].map((it) => [...it.querySelectorAll('.gauge')].map((out) => Number(out.classList.contains('lit'))).join('')));
    assert.deepEqual(leds, ['01', '01', '01', '01']);
  },
  async and(page) {
    for (const x of ['00', '01', '10']) await teach(page, x, '00');
    await ticksBecome(page, 1);
    await switches(page, '11', '00');
    await ticksBecome(page, 2);
    assert.equal(await page.locator('#table tbody tr:last-child .gauge.lit').count(), 0, 'the untaught row is off, too');
    await teach(page, '11', '10');
    await ticksBecome(page, 4);
  },
  async or(page) {
    for (const [x, t] of [['00', '10'], ['01', '10'], ['10', '10'], ['11', '00']]) await teach(page, x, t);
    await ticksBecome(page, 3);
  },
  async xor(page) {
    assert.match(await page.evaluate(() => location.hash), /restarts=off/);
    await fast(page);
    await ticksBecome(page, 1);
    assert.equal(await page.textContent('#restarts'), '0');
    assert.equal(await page.locator('#table .verdict.no').count(), 1);
    await page.selectOption('#control-restarts', 'on');
    await ticksBecome(page, 3);
    assert.notEqual(await page.textContent('#restarts'), '0');
  },
  async adder(page) {
    for (const [x, t] of [['00', '00'], ['01', '10'], ['10', '10']]) await teach(page, x, t);
    await ticksBecome(page, 1);
    await teach(page, '11', '01');
    await ticksBecome(page, 3);
  },
  async hidden(page) {
    await ticksBecome(page, 1);
    for (const x of ['01', '11', '10']) await switches(page, x, '00');
    await ticksBecome(page, 4);
    const words = await page.textContent('#lesson .why');
    assert.match(words, /h1.* 01, 10, 11.*h2.* 11[^0-9]/, 'h1 is OR, h2 is AND');
  },
  async bias(page) {
    await ticksBecome(page, 1);
    await flip(page, 'i2', true);
    await ticksBecome(page, 2);
    await flip(page, 'i2', false);
    await ticksBecome(page, 3);
    for (const name of ['h1', 'h2']) assert.equal(Number(await page.getAttribute(`#network [data-neuron=${name}]`, 'data-value')), 0.5);
    await page.selectOption('#control-bias', 'trained');
    await ticksBecome(page, 4);
  },
  async forget(page) {
    await hold(page, '01', '10');
    await ticksBecome(page, 1);
    await hold(page, '11', '01');
    await ticksBecome(page, 2);
    await flip(page, 'i1', false);
    await ticksBecome(page, 3);
    await page.selectOption('#control-mode', 'replay');
    await ticksBecome(page, 4);
  },
  async alpha(page) {
    await fast(page);
    await ticksBecome(page, 1);
    await set(page, 'alpha', '100');
    await ticksBecome(page, 2);
    const high = Number(await page.textContent('#loss'));
    await set(page, 'alpha', '6');
    await page.click('#control-again');
    await ticksBecome(page, 3);
    assert.ok(high > 0.3, `α = 100 has left the loss at ${high}`);
  },
  async own(page) {
    for (const [x, t] of [['00', '11'], ['01', '01'], ['10', '01'], ['11', '10']]) await teach(page, x, t);
    await ticksBecome(page, 3);
  },
};

for (const [locale, language] of [['en-GB', 'en'], ['ko-KR', 'ko']]) {
  for (const [name, play] of Object.entries(PLAYED)) {
    onBoard(`lesson ${name}, ${language}: guessed, done, ticked and explained`, async (page) => {
      assert.equal(await page.getAttribute('html', 'lang'), language);
      await begin(page, name);
      const reason = page.locator('#lesson .why');
      assert.equal(await reason.isVisible(), false, 'the reason comes last');
      await play(page);
      await page.waitForSelector('#lesson.over .why');
      assert.ok(await reason.isVisible());
      const text = await reason.textContent();
      assert.ok(/[가-힣]/.test(text) === (language === 'ko') && text.match(/\.( |$)/g).length === 2, `two sentences: ${text}`);
      await page.click('#open-lessons');
      assert.equal(await page.locator('#lessons .done').count(), 1);
    }, { locale, viewport: { width: 1366, height: 768 } });
  }
}

for (const [width, height] of [[1024, 700], [1280, 800], [1366, 768], [1920, 1080]]) {
  for (const locale of ['en-GB', 'ko-KR']) {
    onBoard(`no lesson needs to be scrolled: ${width} × ${height}, ${locale}`, async (page) => {
      for (const name of Object.keys(PLAYED)) {
        await page.click('#open-lessons');
        await page.click(`#lesson-${name}`);
        await page.waitForSelector(`#lesson[data-lesson=${name}]`);
        const [body, all] = await page.evaluate(() => [document.querySelector('.lesson-body'), document.documentElement].map((it) => it.scrollHeight - it.clientHeight));
        assert.ok(body <= 1 && all <= 0, `${name}: ${body} and ${all} px too large`);
      }
    }, { locale, viewport: { width, height } });
  }
}

onBoard('nothing ticks before the guess, nor by anything but the machine', async (page) => {
  await page.click('#open-lessons');
  await page.click('#lesson-row');
  await switches(page, '11', '01');
  await page.waitForTimeout(300);
  assert.equal(await ticks(page), 0);
  await page.click('#lesson #guess-0');
  // The board was set up again: its switches are off.
  await page.waitForSelector('#board #i1[aria-checked=false]');
  await page.click('#lesson #guess-2', { force: true });
  assert.equal(await page.getAttribute('#lesson #guess-0', 'aria-pressed'), 'true', 'the guess stays');
  // Teaching another row is not what the lesson asks for.
  await teach(page, '00', '11');
  await switches(page, '11', '01');
  await page.click('#board #teach');
  await page.waitForFunction(() => document.querySelectorAll('#table .verdict:not(.untaught)').length === 2);
  await page.waitForTimeout(300);
  assert.equal(await ticks(page), 2);
  await page.click('#lesson-again');
  assert.equal(await ticks(page), 0);
  // A step that is read takes the lesson's place; the button brings it back.
  await begin(page, 'xor');
  await page.waitForFunction(() => Number(document.querySelector('#steps').textContent) > 0);
  await page.click('#control-step');
  await page.waitForSelector('#lesson', { state: 'hidden' });
  await page.waitForSelector('#ledger', { state: 'visible' });
  await page.click('#open-lessons');
  await page.waitForSelector('#lesson', { state: 'visible' });
  await page.click('#lesson-close');
  await page.waitForSelector('#ledger', { state: 'visible' });
});

onDaemon('a daemon\'s page has no lessons; a board of one\'s own beside it has', async (page) => {
  await page.waitForSelector('body[data-board=daemon]');
  for (const id of ['open-lessons', 'open-collection']) assert.equal(await page.isVisible(`#${id}`), false);
  await page.click('[data-board=own]');
  await begin(page, 'bias');
  await ticksBecome(page, 1);
});

// The square ----------------------------------------------------------------------------------------------------------

const filled = (page) => page.locator('#collection .square .taught').count();
const marked = (page) => page.locator('#collection .square .impossible').count();

async function openSquare(page) {
  await page.click('#open-collection');
  await page.waitForSelector('#collection[open]');
}

/** Chooses every table at the gates, at full speed, and waits for each until the machine has learned it or calls it impossible. */
const teachAll = (page) => page.evaluate(async () => {
  /** @returns {HTMLSelectElement} */
  const select = (id) => document.querySelector(`#control-gate-${id}`);
  const choose = (id, value) => {
    select(id).value = value;
    select(id).dispatchEvent(new Event('change'));
  };
  const gates = [...select('o1').options].map((it) => it.value).filter(Boolean);
  const states = { learned: 0, impossible: 0 };
  for (const o1 of gates) {
    for (const o2 of gates) {
      choose('o1', o1);
      choose('o2', o2);
      // The page is drawn before the next frame: from then on it shows this table.
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      while (!(document.body.dataset.state in states)) await new Promise(requestAnimationFrame);
      states[document.body.dataset.state] += 1;
    }
  }
  return states;
});

onBoard('256 tables taught, and the square is full; without biases 224, and 32 are marked', async (page) => {
  await page.click('#control-pace-once');
  const begun = Date.now();
  assert.deepEqual(await teachAll(page), { learned: 256, impossible: 0 });
  console.log(`256 tables learned in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  await openSquare(page);
  assert.equal(await filled(page), 256);
  assert.equal(await marked(page), 0);
  await page.keyboard.press('Escape');

  await page.selectOption('#control-bias', 'none');
  await openSquare(page);
  await page.waitForFunction(() => document.querySelectorAll('#collection .square .impossible').length === 32);
  assert.ok(await filled(page) <= 1, 'what biases helped to learn does not count without them; the board has one table');
  await page.keyboard.press('Escape');
  assert.deepEqual(await teachAll(page), { learned: 224, impossible: 32 });
  await openSquare(page);
  assert.equal(await filled(page), 224);
  assert.equal(await marked(page), 32);
  assert.match(await page.textContent('#collection .count'), /224 of 224 .* 32 /);

  const saved = JSON.parse((await download(page, '#save-tables')).toString());
  assert.deepEqual([saved.taught, saved.tables.length, saved.taught_without_biases, saved.tables_without_biases.length], [256, 256, 224, 224]);
  assert.ok(saved.tables.includes('xor,and') && !saved.tables_without_biases.includes('xor,and'));

  // It is kept.
  await page.reload();
  await live(page);
  await openSquare(page);
  assert.equal(await filled(page), 224);
  // One button erases it, and the same one brings it back.
  await page.click('#erase-tables');
  assert.equal(await filled(page), 0);
  await page.click('#erase-tables');
  assert.equal(await filled(page), 224);
  await page.click('#erase-tables');
  await page.reload();
  await live(page);
  await openSquare(page);
  assert.equal(await filled(page), 0);
  assert.equal(await marked(page), 32);
});

onBoard('the square works with the keyboard, and a table chosen there becomes a lesson', async (page) => {
  await openSquare(page);
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 't']) await page.keyboard.press(key);
  assert.match(await page.textContent('#collection .chosen'), /o1 = XOR, o2 = AND: not yet/);
  await page.keyboard.press('End');
  assert.match(await page.textContent('#collection .chosen'), /o1 = XOR, o2 = 1/);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#lesson[data-lesson=own]');
  assert.match(await page.textContent('#lesson .task'), /00 → 00, 01 → 10, 10 → 10, 11 → 01/);
  await page.fill('#guess', '2');
  await page.click('#guess-button');
  // Another answer than the chosen one does not count.
  await teach(page, '00', '11');
  await page.waitForTimeout(300);
  assert.equal(await ticks(page), 0);
  for (const [x, t] of [['00', '00'], ['01', '10'], ['10', '10'], ['11', '01']]) await teach(page, x, t);
  await ticksBecome(page, 3);
  await openSquare(page);
  assert.deepEqual(await page.locator('#collection .taught').evaluateAll((all) => all.map((it) => it.dataset.table)), ['0110,0001']);
  await page.keyboard.press('Escape');
  // Without biases, a table is taught without them, and an impossible one is not offered.
  await page.selectOption('#control-bias', 'none');
  await openSquare(page);
  await page.click('#collection .impossible[data-table="0110,0001"]');
  assert.ok(await page.isDisabled('#teach-table'));
  await page.keyboard.press('Enter');
  assert.ok(await page.isVisible('#collection'));
  await page.click('#collection [data-table="0001,0111"]');
  await page.click('#teach-table');
  await page.fill('#guess', '0');
  await page.click('#guess-button');
  await page.waitForFunction(() => location.hash.includes('bias=none') && !location.hash.includes('table='));
});

onBoard('what came with a link does not count as taught', async (page) => {
  await page.waitForSelector('body[data-state=learned]');
  await openSquare(page);
  assert.equal(await filled(page), 0);
  await page.keyboard.press('Escape');
  await page.click('#control-half-adder');
  await page.waitForFunction(() => localStorage.getItem('backpropd-taught'));
  await openSquare(page);
  assert.equal(await filled(page), 1);
}, { at: '#v=1&table=0110,0001&seed=2' });

onBoard('strangers\' bytes in the storage are nothing', async (page) => {
  for (const bytes of ['<img src=x onerror=alert(1)>', '1 zz', `1 ${'f'.repeat(64)} ${'f'.repeat(64)}`, 'f'.repeat(1_000_000), '{"trained":[1]}', `2 ${'f'.repeat(64)} ${'f'.repeat(64)} ffff`]) {
    await page.evaluate((it) => localStorage.setItem('backpropd-taught', it), bytes);
    await openSquare(page);
    assert.equal(await filled(page), 0, bytes.slice(0, 40));
    await page.keyboard.press('Escape');
  }
  await page.evaluate((it) => localStorage.setItem('backpropd-taught', it), `1 ${'f'.repeat(64)} ${'0'.repeat(64)} ffff`);
  await openSquare(page);
  assert.equal(await filled(page), 256);
});

/** Storage that fails where it is broken. */
const fail = (broken) => {
  const get = () => {
    throw new DOMException('no', 'QuotaExceededError');
  };
  if (broken === 'setItem') Storage.prototype.setItem = get;
  else Object.defineProperty(window, 'localStorage', { get });
};

for (const broken of ['localStorage', 'setItem']) {
  onBoard(`storage that throws is done without: ${broken}`, async (page) => {
    await page.click('#control-half-adder');
    await page.waitForFunction(() => document.body.dataset.state === 'learned' && document.querySelectorAll('#table .verdict.yes').length === 4);
    await openSquare(page);
    assert.equal(await filled(page), 1);
    await page.click('#erase-tables');
    assert.equal(await filled(page), 0);
  }, { init: [fail, broken] });
}

for (const width of [390, 1366]) {
  for (const colorScheme of ['light', 'dark']) {
    onBoard(`axe finds nothing serious in lessons and square: ${width} px, ${colorScheme}`, async (page) => {
      const check = async (what) => {
        assert.deepEqual(await serious(page), [], what);
        assert.equal(await isTooWide(page), false, `${what} is wider than the screen`);
      };
      await page.click('#open-lessons');
      await check('the list');
      await page.keyboard.press('Escape');
      await begin(page, 'bias');
      await ticksBecome(page, 1);
      await check('a lesson');
      await openSquare(page);
      await page.waitForSelector('#collection .impossible');
      await check('the square');
      assert.ok(await page.evaluate(() => {
        const square = document.querySelector('#collection');
        return square.scrollWidth <= square.clientWidth;
      }), 'the square is cut off');
    }, { viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
  }
}

for (const viewport of [{ width: 1366, height: 768 }, { width: 390, height: 844 }]) {
  onBoard(`nothing jumps in a lesson: ${viewport.width} px`, async (page) => {
    await begin(page, 'hidden');
    await page.waitForTimeout(600); // what a person's click moves does not count
    const shifts = await countShifts(page);
    await PLAYED.hidden(page);
    await page.waitForSelector('#lesson.over');
    await page.waitForTimeout(300);
    assert.equal(await shifts(), 0);
  }, { viewport });
}
