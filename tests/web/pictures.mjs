// Takes the pictures of the README: the page once it has learned the half-adder, on a desk and on a phone.

import { join } from 'node:path';
import { learned, live, open, ROOT, startBrowser, startWeb } from './stage.mjs';

const browser = await startBrowser();
for (const [name, options] of Object.entries({
  'page-desk': { viewport: { width: 1280, height: 1000 }, colorScheme: 'light' },
  'page-phone': { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'ko-KR', deviceScaleFactor: 2 },
})) {
  const web = await startWeb('--sim');
  const { page, close } = await open(browser, web.url, options);
  await live(page);
  await page.click('#show-me');
  await page.waitForFunction(() => document.querySelectorAll('#table .verdict:not(.untaught)').length === 4);
  await learned(page);
  await page.waitForSelector('#show-me:enabled');
  await page.waitForSelector('#board .green.lit');
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement.blur());
  await page.screenshot({ path: join(ROOT, 'docs', `${name}.png`) });
  await close();
  await web.stop();
  web.clear();
}
await browser.close();
