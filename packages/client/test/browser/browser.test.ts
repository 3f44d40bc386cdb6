import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../../test/kit/browser.ts';
import { ServerProcess } from '../../../../test/kit/server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'logboom-client-'));
/** Without the parser, which only a tail needs. */
const LIMIT = 16 * 1024;
let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  await build({
    root: join(import.meta.dirname, 'page'),
    configFile: false,
    logLevel: 'silent',
    mode: 'production',
    resolve: { conditions: ['logboom-source', 'browser', 'module', 'import'] },
    build: { outDir: join(folder, 'page'), target: 'es2024', modulePreload: false },
    base: '/client/',
  });
  [server, browser] = await Promise.all([
    ServerProcess.start({ data: join(folder, 'data') }),
    launchBrowser(),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

test('what a page of queries loads is small, and has nothing of Node', () => {
  const assets = join(folder, 'page', 'assets');
  const main = readdirSync(assets).find((name) => name.startsWith('index-'))!;
  const script = readFileSync(join(assets, main), 'utf8');
  expect(script).not.toMatch(/node:|process\.|\bBuffer\b/);
  expect(gzipSync(script).length).toBeLessThan(LIMIT);
});

test('queries, tails and sends in Chromium', async () => {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  // The page has the origin of the server, as one that a proxy serves beside it.
  await page.route('**/client/**', (route) => {
    const path = new URL(route.request().url()).pathname.replace(/^\/client\//, '');
    return route.fulfill({ path: join(folder, 'page', path === '' ? 'index.html' : path) });
  });
  await page.goto(`${server.url}/client/`);
  await page.waitForFunction('globalThis.results !== undefined');
  expect(problems).toEqual([]);
  expect(await page.evaluate('globalThis.results')).toEqual({
    sent: { accepted: 2, rejected: 0, errors: [] },
    rows: [
      { level: 'error', count: 1 },
      { level: 'info', count: 1 },
    ],
    live: ['of the past', 'of the past, too', 'seen live'],
    refused: 'LB_QUERY_INVALID',
  });
});
