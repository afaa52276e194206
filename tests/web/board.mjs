// Tests of the page: one browser and one page file for all tests of a program, and a test for each of the two boards that a page shows.

import { after, before, test } from 'node:test';
import { live, savePage, startBrowser, visit, withDaemon } from './stage.mjs';

export let browser;
/** The page on this disk: PAGE, or as the program has it. */
export let file;
before(async () => {
  browser = await startBrowser();
  file = process.env.PAGE ?? await savePage();
});
after(() => browser?.close());

/** A test with the page as a file on this disk, opened with `at` behind its address, which must not have complained in the end. */
export function onBoard(name, act, { at = '', ...options } = {}) {
  test(name, () => visit(browser, file + at, async (page) => {
    await live(page);
    await act(page);
  }, options));
}

/** A test with a daemon and its page, which must not have complained in the end. */
export function onDaemon(name, act, { config, ...options } = {}) {
  test(name, () => withDaemon(({ daemon, web }) => visit(browser, web.url, async (page) => {
    await live(page);
    await act(page, { daemon, web });
  }, options), config));
}
