// What the tests and the pictures share: the program, a browser, and pages that are watched for what must not happen.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

export const ROOT = resolve(import.meta.dirname, '../..');

/** This machine is shared and may be slow: conditions are waited for, and for long. */
export const PATIENCE_MS = 60_000;

const PROGRAM = process.env.PROGRAM;

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
    async stop() {
      child.kill('SIGTERM');
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

/** A line to the server at this address, which can be cut and mended. */
export async function startLine(url) {
  const { hostname, port } = new URL(url);
  const ends = new Set();
  let isCut = false;
  const line = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(port, hostname);
    for (const [end, other] of [[near, far], [far, near]]) {
      ends.add(end);
      end.on('error', () => {}); // the other end has gone
      end.on('close', () => ends.delete(end) && other.destroy());
      end.pipe(other);
    }
  });
  line.listen(0, hostname);
  await once(line, 'listening');
  const cut = () => {
    isCut = true;
    for (const end of ends) end.destroy();
  };
  return {
    url: `http://${hostname}:${line.address().port}/`,
    cut,
    mend: () => {
      isCut = false;
    },
    stop: () => {
      cut();
      line.close();
    },
  };
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

/** Opens the page; `faults` gathers what the console complains of, and whatever is asked of another host. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const faults = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== new URL(url).origin && !['blob:', 'about:'].includes(protocol)) faults.push(`asked of another host: ${request.url()}`);
  });
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}

export const live = (page) => page.waitForSelector('body[data-connection=live]');
export const learned = (page) => page.waitForSelector('body[data-state=learned]');

/** Sets a switch by clicking on it, if it is not so already; waits until the machine has seen it. */
export async function flip(page, name, on) {
  const toggle = page.locator(`#board #${name}`);
  if ((await toggle.getAttribute('aria-checked')) !== String(on)) await toggle.click();
  await page.waitForSelector(`#board #${name}[aria-checked="${on}"]`);
}
