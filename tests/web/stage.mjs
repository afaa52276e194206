// Shared by the tests and the pictures: the program, a browser, pages that fail on forbidden events, and what is asked of any page.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const ROOT = resolve(import.meta.dirname, '../..');

/** This machine is shared and may be slow, so tests wait a long time for a condition. */
export const TIMEOUT_MS = 60_000;

const PROGRAM = process.env.PROGRAM;
const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Starts the program; `stop` ends it, and its files with it. */
export function start(...args) {
  return startIn(mkdtempSync(join(tmpdir(), 'backpropd-')), ...args);
}

export function startIn(folder, ...args) {
  const env = { ...process.env, STATE_DIRECTORY: folder, RUNTIME_DIRECTORY: folder, RUST_LOG: 'info' };
  const child = spawn(PROGRAM, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  return {
    folder,
    out: createInterface({ input: child.stdout }),
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Starts `backpropd web`, and finds out where it listens. */
export async function startWeb(...args) {
  const web = start('web', '--listen', '127.0.0.1:0', ...args);
  const [line] = await once(web.out, 'line');
  return { ...web, url: line.match(/http:\S+/)[0] };
}

/** The page as one file, as `./dist page` writes it: its address on this disk. */
export async function savePage() {
  const web = await startWeb('--sim');
  const answer = await fetch(web.url);
  const path = join(mkdtempSync(join(tmpdir(), 'backpropd-')), 'backpropd.html');
  writeFileSync(path, await answer.text());
  await web.stop();
  web.clear();
  return pathToFileURL(path).href;
}

/** A daemon with a simulated board, and its page, for as long as `act` takes; the page's server must end well. */
export async function withDaemon(act, config = 'config/backpropd.toml') {
  const daemon = start('run', '--board', 'sim', '--config', config);
  const web = await startWeb('--socket', join(daemon.folder, 'status.sock'));
  try {
    await act({ daemon, web });
  } finally {
    const code = await web.stop();
    await daemon.stop();
    web.clear();
    daemon.clear();
    assert.equal(code, 0);
  }
}

/** Asks the daemon for something through its status socket, as `backpropd panel` does. */
export async function ask(folder, request) {
  for (;;) {
    const socket = connect(join(folder, 'status.sock'));
    try {
      await once(socket, 'connect');
      socket.write(`${JSON.stringify(request)}\n`);
      const [line] = await once(createInterface({ input: socket }), 'line');
      return JSON.parse(line);
    } catch {
      await new Promise((done) => setTimeout(done, 200)); // it has only just been started
    } finally {
      socket.destroy();
    }
  }
}

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync',
      ...(process.getuid() === 0 ? ['--no-sandbox'] : []), // as root Chromium has no sandbox
    ],
  });
}

/**
 * Opens the page; `faults` gathers what the console complains of, and whatever is asked of another host. `init` is a function that
 * runs in it before its own script, and what is given to that.
 */
export async function open(browser, url, { init = null, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  const faults = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== new URL(url).origin && !['blob:', 'about:', 'data:'].includes(protocol)) faults.push(`asked of another host: ${request.url()}`);
  });
  if (init) await page.addInitScript(...init);
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}

/** Does this on the page, which must not have complained in the end. */
export async function visit(browser, url, act, options) {
  const { page, faults, close } = await open(browser, url, options);
  try {
    await act(page);
    assert.deepEqual(faults, [], url);
  } finally {
    await close();
  }
}

/** What axe finds that is serious; what follows the page is for `axe.run`. */
export async function serious(page, ...axeArgs) {
  await page.evaluate(`${axe}; undefined`);
  const { violations } = await page.evaluate((args) => window.axe.run(...args), axeArgs);
  const found = violations.filter((it) => ['serious', 'critical'].includes(it.impact));
  return found.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' ')}`);
}

/** Whether it is wider than the screen. */
export const isTooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

/** Counts from now on how far things jump; what it gives tells it. */
export async function countShifts(page) {
  await page.evaluate(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({ type: 'layout-shift' });
  });
  return () => page.evaluate(() => window.shift);
}

/** The bytes of the file that a click on this saves. */
export async function download(page, selector) {
  const [saved] = await Promise.all([page.waitForEvent('download'), page.click(selector)]);
  return readFileSync(await saved.path());
}

export const live = (page) => page.waitForSelector('body[data-connection=live]');
export const learned = (page) => page.waitForSelector('body[data-state=learned]');

/** Sets a switch by clicking on it, if it is not so already; waits until the machine has seen it. */
export async function flip(page, name, on) {
  const toggle = page.locator(`#board #${name}`);
  if ((await toggle.getAttribute('aria-checked')) !== String(on)) await toggle.click();
  await page.waitForSelector(`#board #${name}[aria-checked="${on}"]`);
}
