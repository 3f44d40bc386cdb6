// biome-ignore-all lint/style/noRestrictedImports: this measures the page, which has no public API
import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { startBrowser } from '../packages/web/test/support/browser.ts';
import { startServer } from '../packages/web/test/support/server.ts';

/**
 * The page under load: `npm run bench -- web [RECORDS_PER_SECOND] [SECONDS]`. A process of its own sends
 * records over HTTP; a real browser follows them. Prints what the first view loads, frames a second, the
 * longest frame, and memory. Frames are compared with those of the same page at rest in the same run.
 */
const [rate = 20_000, seconds = 15] = process.argv.slice(2).map(Number);
const ASSETS = fileURLToPath(new URL('../packages/server/assets/', import.meta.url));

async function measure(): Promise<void> {
  printSizes();
  const server = await startServer();
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const loaded = await firstLoad(page, server.url);
    console.log(
      `first load            ${loaded.kilobytes} KB of script gzipped, rows on screen after ${loaded.milliseconds} ms`,
    );
    const session = await page.context().newCDPSession(page);
    report('at rest', await frames(page, 3), await heap(session));
    const sender = fork(fileURLToPath(import.meta.url), [String(rate), String(seconds), server.url]);
    const sent = new Promise((resolve) => sender.once('exit', resolve));
    await page.waitForTimeout(2000);
    report(`${rate} records/s`, await frames(page, seconds - 4), await heap(session));
    await sent;
    await page.waitForTimeout(1500);
    console.log(
      `on the page           ${(await page.locator('[aria-label="Live controls"]').textContent())?.replace(/\s+/g, ' ')}`,
    );
    report('afterwards', await frames(page, 3), await heap(session));
  } finally {
    await browser.close();
    await server.stop();
  }
}

function printSizes(): void {
  const files = readdirSync(`${ASSETS}assets`).filter((name) => name.endsWith('.js'));
  for (const name of files.sort()) {
    const size = gzipSync(readFileSync(`${ASSETS}assets/${name}`)).length;
    if (size > 5000)
      console.log(`${name.replace(/-[\w-]{8}\.js$/, '').padEnd(21)} ${(size / 1000).toFixed(1)} KB gzipped`);
  }
}

/** What is fetched before the first rows stand; the editor comes after them. */
async function firstLoad(page: Page, url: string): Promise<{ kilobytes: string; milliseconds: number }> {
  await fetch(`${url}/api/v1/logs`, { method: 'POST', body: '{"message":"first"}' });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  let bytes = 0;
  const count = (name: string): void => {
    if (name.endsWith('.js')) bytes += gzipSync(readFileSync(ASSETS + name)).length;
  };
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.includes('QueryEditor')) count(pathname.slice(1));
  });
  const start = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.getByRole('row', { name: 'first' }).waitFor();
  return { kilobytes: (bytes / 1000).toFixed(1), milliseconds: Math.round(performance.now() - start) };
}

interface Frames {
  perSecond: number;
  longest: number;
  late: number;
}

/** Runs in the page, so it is text: nothing of a browser is known here. */
const COUNT_FRAMES = `(length) => new Promise((resolve) => {
  const begin = performance.now();
  let last = begin, count = 0, longest = 0, late = 0;
  const step = (now) => {
    count++;
    longest = Math.max(longest, now - last);
    if (now - last > 50) late++;
    last = now;
    if (now - begin < length) requestAnimationFrame(step);
    else resolve({ perSecond: (count * 1000) / (now - begin), longest, late });
  };
  requestAnimationFrame(step);
})`;

const frames = (page: Page, duration: number): Promise<Frames> =>
  page.evaluate(`(${COUNT_FRAMES})(${duration * 1000})`);

async function heap(session: CDPSession): Promise<number> {
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

function report(what: string, { perSecond, longest, late }: Frames, bytes: number): void {
  console.log(
    `${what.padEnd(21)} ${perSecond.toFixed(1)} frames/s, longest ${longest.toFixed(0)} ms, ${late} over 50 ms, heap ${(bytes / 1e6).toFixed(0)} MB`,
  );
}

/** Keeps to the rate in steps of 50 ms; what a step could not send, the next one does. */
async function sendRecords(url: string, perSecond: number, duration: number): Promise<void> {
  const begin = performance.now();
  let sent = 0;
  for (let elapsed = 0; elapsed < duration * 1000; elapsed = performance.now() - begin) {
    const due = Math.floor((elapsed * perSecond) / 1000) - sent;
    if (due > 0) {
      const lines = Array.from({ length: due }, () => line(sent++)).join('\n');
      await fetch(`${url}/api/v1/logs`, { method: 'POST', body: lines });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  console.log(
    `sent                  ${sent} records, ${Math.round((sent * 1000) / (performance.now() - begin))}/s`,
  );
  process.disconnect?.();
}

function line(index: number): string {
  const level = index % 6 === 5 ? 'error' : index % 6 === 4 ? 'warn' : 'info';
  return `{"level":"${level}","service":"shop","logger":"myapp.area${index % 3}","message":"GET /api/orders/${index} 200 in ${index % 90} ms for customer ${index * 7}","user":"u${index % 1000}","path":"/api/orders"}`;
}

if (process.send !== undefined) await sendRecords(process.argv[4]!, rate, seconds);
else await measure();
