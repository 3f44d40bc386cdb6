import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './kit/browser.ts';
import { TemporaryDirectory } from './kit/directory.ts';
import { freePort } from './kit/free-port.ts';
import { findPython } from './kit/python.ts';
import { queryRows } from './kit/query.ts';
import { REDIS_PASSWORD, RedisServer } from './kit/redis-server.ts';
import { ServerProcess } from './kit/server-process.ts';
import { allRead } from './kit/sources.ts';

const CHANNEL = 'my:channel';
const NAMES = ['importer', 'mailer', 'indexer'];
const LONG_RUNNING = fileURLToPath(new URL('./python/long_running.py', import.meta.url));
/** The level of each fourth record, and its logger. */
const LEVELS = ['info', 'warn', 'error', 'fatal'];

let files: TemporaryDirectory;
let redis: RedisServer;
let server: ServerProcess;
let browser: Browser;
let page: Page;
let processes: ChildProcess[] = [];
/** How many records each process has logged. */
let logged = 0;

beforeAll(async () => {
  files = await TemporaryDirectory.create();
  redis = new RedisServer(await freePort(), files.path);
  await redis.start();
  const flags = {
    'inputs.redis.url': `redis://127.0.0.1:${redis.port}`,
    'inputs.redis.password': REDIS_PASSWORD,
    'inputs.redis.channels': CHANNEL,
  };
  [server, browser] = await Promise.all([ServerProcess.start({ data: files.path, flags }), launchBrowser()]);
  await allRead(server, 'redis', 1);
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  processes = NAMES.map((name) =>
    spawn(
      findPython('redis'),
      ['-W', 'ignore', LONG_RUNNING, String(redis.port), REDIS_PASSWORD, CHANNEL, name],
      { stdio: ['pipe', 'inherit', 'inherit'] },
    ),
  );
});

afterAll(async () => {
  for (const child of processes) child.kill('SIGKILL');
  await browser?.close();
  await server?.stop();
  await redis?.stop();
  await files?.[Symbol.asyncDispose]();
});

/** Lets every process log so many records more. */
function log(count: number): void {
  for (const { stdin } of processes) stdin?.write(`${count}\n`);
  logged += count;
}

/** What all processes logged from one number on, those that a filter lets through. */
const messagesFrom = (first: number, wanted: (step: number) => boolean = () => true): string[] =>
  Array.from({ length: logged - first }, (_, index) => first + index)
    .filter(wanted)
    .flatMap((step) => NAMES.map((name) => `${name} did step ${step}`));

const shown = (): Promise<string[]> =>
  page.locator('[role=row][aria-rowindex] [data-column=message]').allTextContents();

/** Waits until the rows on the screen are these, in any order. */
const expectShown = (messages: string[]): Promise<void> =>
  expect.poll(async () => (await shown()).toSorted()).toEqual(messages.toSorted());

/** Every message of the table, from its top to its end. */
async function readAll(): Promise<string[]> {
  const all = new Set<string>();
  const grid = page.getByRole('grid', { name: 'Records' });
  await grid.focus();
  await page.keyboard.press('Home');
  const rows = Number(await grid.getAttribute('aria-rowcount')) - 1;
  await expect
    .poll(async () => {
      for (const message of await shown()) all.add(message);
      await page.keyboard.press('PageDown');
      return all.size;
    })
    .toBe(rows);
  return [...all];
}

const following = (): Promise<void> =>
  page.getByRole('status', { name: 'Connection' }).getByText('Live').waitFor();
const query = (): string | null => new URL(page.url()).searchParams.get('q');
const live = () => page.getByRole('region', { name: 'Live controls' });

it('Elva: processes publish through Redis, and everything is seen as it happens, at the reader’s own pace', async () => {
  await page.goto(`${server.url}/?q=source:=redis`);
  await following();

  // As it happens.
  log(4);
  await expectShown(messagesFrom(0));
  const first = page.getByRole('row', { name: 'mailer did step 2' });
  expect(await first.textContent()).toContain('error');
  expect(await first.textContent()).toContain('shop.payments.mailer');

  // By level: what is there, and what comes.
  await page.getByRole('button', { name: 'error', exact: true }).click();
  await expect.poll(query).toBe('source:=redis level:=error');
  await following();
  await expectShown(messagesFrom(0, (step) => step % 4 === 2));
  log(4);
  await expectShown(messagesFrom(0, (step) => step % 4 === 2));

  // By logger, of all levels.
  await page.getByRole('button', { name: 'error', exact: true }).click();
  const logger = page.getByRole('combobox', { name: 'Logger' });
  await logger.fill('shop.orders');
  await page.keyboard.press('Enter');
  await expect.poll(query).toBe('source:=redis logger:=shop.orders');
  await following();
  log(4);
  await expectShown(messagesFrom(0, (step) => step % 2 === 1));
  await logger.fill('');
  await expect.poll(query).toBe('source:=redis');
  await following();
  await expectShown(messagesFrom(0));
  const before = logged;

  // The range control slows it: what was published is shown or counted as waiting.
  const speed = page.getByRole('slider', { name: 'Speed' });
  await speed.fill('1');
  expect(await speed.getAttribute('aria-valuetext')).toBe('2 rows/s');
  log(8);
  await live()
    .getByText(`${NAMES.length * 8} received`)
    .waitFor();
  const waiting = Number(/Backlog (\d+)/.exec((await live().textContent()) ?? '')?.[1]);
  expect(waiting).toBeGreaterThan(0);
  expect(waiting).toBeLessThanOrEqual(NAMES.length * 8);
  await speed.press('End');
  await live().getByText('Backlog 0').waitFor();

  // Paused and resumed.
  await page.getByRole('button', { name: 'Pause' }).click();
  const still = await shown();
  log(8);
  await page.getByRole('button', { name: `${NAMES.length * 8} new` }).waitFor();
  expect(await shown()).toEqual(still);
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('row', { name: `indexer did step ${logged - 1}` }).waitFor();

  // Nothing missed: all that was published arrived, is in the table once, and is found.
  await live()
    .getByText(`${NAMES.length * (logged - before)} received`)
    .waitFor();
  expect(await live().textContent()).toContain('Skipped 0');
  expect((await readAll()).toSorted()).toEqual(messagesFrom(0).toSorted());
  const rows = await queryRows(server.url, 'source:=redis', NAMES.length * logged);
  expect(rows.map(({ _msg }) => String(_msg)).toSorted()).toEqual(messagesFrom(0).toSorted());
  expect(new Set(rows.map(({ level }) => level))).toEqual(new Set(LEVELS));
});
