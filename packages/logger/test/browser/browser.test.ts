import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../../test/kit/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'logboom-browser-'));
const LIMIT = 12 * 1024;
let script = '';

beforeAll(async () => {
  await build({
    root: join(import.meta.dirname, 'page'),
    configFile: false,
    logLevel: 'silent',
    // Without this Vitest's own mode would leave development code in.
    mode: 'production',
    resolve: { conditions: ['logboom-source', 'browser', 'module', 'import'] },
    build: { outDir: folder, emptyOutDir: true, modulePreload: false },
  });
  const assets = join(folder, 'assets');
  script = readFileSync(join(assets, readdirSync(assets).find((name) => name.endsWith('.js'))!), 'utf8');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the core features are under 12 KB gzipped, without anything of Node', () => {
  expect(script).not.toMatch(/node:|process\.|\bBuffer\b/);
  expect(gzipSync(script).length).toBeLessThan(LIMIT);
});

test('works in Chromium', async () => {
  const server = createServer((request, response) => {
    const html = request.url === '/';
    response.setHeader('content-type', html ? 'text/html' : 'text/javascript');
    response.end(
      html ? readFileSync(join(folder, 'index.html')) : request.url?.endsWith('.js') ? script : '',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const shown: string[] = [];
    page.on('console', (message) => shown.push(`${message.type()} ${message.text()}`));
    page.on('pageerror', (error) => shown.push(`pageerror ${error.message}`));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction('globalThis.done === true');
    const lines = (await page.evaluate('globalThis.lines')) as string[];
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records).toMatchObject([
      { level: 'info', logger: 'shop.cart', name: 'ann' },
      { level: 'warn', message: 'slow 1200 ms', session: 's1', cycle: { self: '[Circular]' } },
      { level: 'error', error: { type: 'TypeError', message: 'card', cause: { message: 'declined' } } },
    ]);
    expect(shown.map((line) => line.split(' ', 2)[0])).toEqual(['info', 'warning', 'error']);
    expect(shown[1]).toContain('shop.cart: slow 1200 ms');
  } finally {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  }
});
