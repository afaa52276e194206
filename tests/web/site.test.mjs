// The site, opened from a disk: each link leads somewhere, the search finds a Korean word within another, and nothing is hard to
// reach. SITE is its folder.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serious, startBrowser, visit } from './stage.mjs';

const SITE = process.env.SITE;
const pages = readdirSync(SITE, { recursive: true }).filter((it) => it.endsWith('.html'));
/** Ours, with the contents, the search and what was written. */
const chapters = pages.filter((it) => readFileSync(join(SITE, it), 'utf8').includes('id="query"'));
const addressOf = (name) => pathToFileURL(join(SITE, name)).href;

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

const read = (name, act) => visit(browser, addressOf(name), act);

test('both languages are there, and each page shows all its pictures', async () => {
  assert.ok(chapters.filter((it) => it.includes('.ko.html')).length >= 9, chapters.join(' '));
  assert.ok(chapters.length >= 19, chapters.join(' '));
  for (const name of pages) {
    await read(name, async (page) => {
      const missing = await page.evaluate(() => [...document.images].filter((it) => !it.complete || it.naturalWidth === 0).map((it) => it.src));
      assert.deepEqual(missing, [], name);
    });
  }
});

test('each link leads to a file that is there, and to a place in it', async () => {
  const ids = new Map(); // of each page
  const links = [];
  for (const name of pages) {
    await read(name, async (page) => {
      const [its, hrefs] = await page.evaluate(() => [
        [...document.querySelectorAll('[id]')].map((it) => it.id), [...document.querySelectorAll('a[href]')].map((it) => it.href),
      ]);
      ids.set(addressOf(name), new Set(its));
      links.push(...hrefs.map((href) => [name, href]));
    });
  }
  const dead = links.filter(([, href]) => {
    const address = new URL(href);
    if (address.protocol !== 'file:') return false;
    const place = decodeURIComponent(address.hash.slice(1));
    address.hash = address.search = '';
    if (!statSync(fileURLToPath(address), { throwIfNoEntry: false })?.isFile()) return true;
    return place && ids.has(address.href) && !ids.get(address.href).has(place);
  });
  assert.ok(links.length > 500, `${links.length} links`);
  assert.deepEqual(dead, []);
});

test('the search finds a word within another, in both languages', async () => {
  for (const [name, word, within] of [['LEARN.ko.html', '기울기', '기울기를'], ['docs/panel.ko.html', '저항', '저항을'], ['index.html', 'radient', 'gradient']]) {
    await read(name, async (page) => {
      await page.fill('#query', word);
      const texts = await page.locator('#found a').allTextContents();
      assert.ok(texts.length > 0 && texts.every((it) => it.toLowerCase().includes(word)), `${word}: ${texts}`);
      assert.ok(texts.some((it) => it.includes(within)), within);
      await page.locator('#found a').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1))));
      await page.fill('#query', 'qqqqq');
      assert.equal(await page.locator('#found a').count(), 0);
      assert.notEqual(await page.locator('#count').textContent(), '');
    });
  }
});

test('axe finds nothing serious', async () => {
  for (const name of ['index.html', 'LEARN.ko.html', 'docs/teach/quiz.html']) {
    await read(name, async (page) => {
      await page.fill('#query', 'w5');
      assert.deepEqual(await serious(page, { preload: false }), [], name);
    });
  }
});
