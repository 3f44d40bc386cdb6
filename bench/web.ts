// biome-ignore-all lint/style/noRestrictedImports: this measures the page, which has no public API
import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { startBrowser } from '../packages/web/test/support/browser.ts';
import { startServer } from '../packages/web/test/support/server.ts';

/**
 * The page under load: `npm run bench -- web [RECORDS_PER_SECOND] [SECONDS]`. A process of its own sends
 * records over HTTP; a real browser follows them. Prints what the first view loads and when its rows stand,
 * frames a second, the longest frame, and memory, also while scrolling through a million stored records. Frames
 * are compared with those of the same page at rest in the same run.
 */
const [rate = 20_000, seconds = 15] = process.argv.slice(2).map(Number);
const LOADS = 7;
const MANY = 1_000_000;
const ASSETS = fileURLToPath(new URL('../packages/server/assets/', import.meta.url));

async function measure(): Promise<void> {
  printSizes();
  const server = await startServer();
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await server.send(...Array.from({ length: 3000 }, (_, index) => JSON.parse(line(index)) as object));
    await server.counted('service:=shop', 3000);
    await firstLoad(browser, server.url);
    await page.goto(server.url);
    await page.getByRole('row').nth(3).waitFor();
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
    await scrollFar(page, session, server.url);
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
async function firstLoad(browser: Browser, url: string): Promise<void> {
  const files = new Set<string>();
  const times: Milestones[] = [];
  for (let round = 0; round < LOADS; round++) {
    // Nothing is cached: each context is a new visitor.
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.on('request', (request) => files.add(new URL(request.url()).pathname.slice(1)));
    await page.addInitScript(WATCH_ROWS);
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction('globalThis.milestones?.rows');
    times.push(await page.evaluate('globalThis.milestones'));
    await context.close();
  }
  const scripts = [...files].filter((name) => name.endsWith('.js') && !name.includes('QueryEditor'));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(ASSETS + name)).length, 0);
  const middle = (name: keyof Milestones): string =>
    times
      .map((time) => time[name])
      .toSorted((a, b) => a - b)
      [LOADS >> 1]!.toFixed(0);
  console.log(
    `first load            ${(bytes / 1000).toFixed(1)} KB of script gzipped; median of ${LOADS} visits:`,
  );
  console.log(
    `                      page answered ${middle('html')} ms, scripts there ${middle('script')} ms, rows answered ${middle('answer')} ms, rows on screen ${middle('rows')} ms`,
  );
}

/** Milliseconds since the navigation began. */
interface Milestones {
  html: number;
  script: number;
  answer: number;
  rows: number;
}

/** Runs in the page before its own scripts. */
const WATCH_ROWS = `{
  const observer = new MutationObserver(() => {
    if (document.querySelector('[role=row][aria-rowindex] [data-column=message]') === null) return;
    observer.disconnect();
    const rows = performance.now();
    const end = (part) => Math.max(0, ...performance.getEntriesByType('resource')
      .filter(({ name, responseEnd }) => name.includes(part) && responseEnd <= rows).map(({ responseEnd }) => responseEnd));
    const [page] = performance.getEntriesByType('navigation');
    globalThis.milestones = { html: page.responseEnd, script: end('.js'), answer: end('/api/v1/query'), rows };
  });
  observer.observe(document, { childList: true, subtree: true });
}`;

/** A million stored records, read by wheel and by the scroll bar. */
async function scrollFar(page: Page, session: CDPSession, url: string): Promise<void> {
  const begin = Date.now() - 3_500_000;
  for (let sent = 0; sent < MANY; sent += 20_000) {
    const lines = Array.from({ length: 20_000 }, (_, index) =>
      line(sent + index, new Date(begin + (sent + index) * 3).toISOString()),
    );
    await fetch(`${url}/api/v1/logs`, { method: 'POST', body: lines.join('\n') });
  }
  await page.waitForTimeout(3000);
  await page.goto(`${url}/?live=0&q=service:=shop`);
  await page.waitForFunction(
    `Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) > ${MANY}`,
  );
  await page.getByRole('grid', { name: 'Records' }).hover();
  for (const [name, step] of [
    ['by wheel', 'top + 120'],
    ['by scroll bar', 'Math.random() * grid.scrollHeight'],
  ] as const) {
    const counting = frames(page, 6);
    const loaded: number = await page.evaluate(`new Promise((resolve) => {
      const grid = document.querySelector('[role=grid]');
      const begin = performance.now();
      let seen = 0, full = 0;
      const move = () => {
        const top = grid.scrollTop;
        seen++;
        if (grid.querySelector('[aria-busy=true]') === null) full++;
        if (${name === 'by wheel'} || seen % 30 === 0) grid.scrollTop = ${step};
        if (performance.now() - begin < 6000) requestAnimationFrame(move);
        else resolve(full / seen);
      };
      move();
    })`);
    report(`${(MANY / 1e6).toFixed(0)}M rows ${name}`, await counting, await heap(session));
    console.log(`                      ${(loaded * 100).toFixed(0)} % of the frames with every row read`);
  }
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

function line(index: number, timestamp = new Date().toISOString()): string {
  const level = index % 6 === 5 ? 'error' : index % 6 === 4 ? 'warn' : 'info';
  return `{"timestamp":"${timestamp}","level":"${level}","service":"shop","logger":"myapp.area${index % 3}","message":"GET /api/orders/${index} 200 in ${index % 90} ms for customer ${index * 7}","user":"u${index % 1000}","path":"/api/orders"}`;
}

if (process.send !== undefined) await sendRecords(process.argv[4]!, rate, seconds);
else await measure();
