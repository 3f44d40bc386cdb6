import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './kit/browser.ts';
import { TemporaryDirectory } from './kit/directory.ts';
import { freePort } from './kit/free-port.ts';
import { queryRows } from './kit/query.ts';
import { ServerProcess } from './kit/server-process.ts';

let directory: TemporaryDirectory;
let browser: Browser;
let server: ServerProcess;
let port: number;

const start = (): Promise<ServerProcess> =>
  ServerProcess.start({ data: directory.path, flags: { 'http.listen': `127.0.0.1:${port}` } });

const send = async (records: object[]): Promise<void> => {
  const response = await fetch(`${server.url}/api/v1/logs`, {
    method: 'POST',
    body: JSON.stringify(records),
  });
  expect(response.status).toBe(200);
};

const COUNT = 3000;
const begin = Date.now() - 50 * 60_000;
const record = (number: number): object => ({
  timestamp: new Date(begin + number * 900).toISOString(),
  service: 'outage',
  message: `number ${number}.`,
});

beforeAll(async () => {
  [directory, browser, port] = await Promise.all([TemporaryDirectory.create(), launchBrowser(), freePort()]);
  server = await start();
  await send(Array.from({ length: COUNT }, (_, index) => record(index)));
  await queryRows(server.url, 'service:=outage', COUNT);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await directory?.[Symbol.asyncDispose]();
});

/** The row at the top of the screen. */
const topRow = (page: Page): Promise<string> =>
  page.getByRole('grid', { name: 'Records' }).evaluate((grid) => {
    const edge = grid.getBoundingClientRect().top + 30;
    const rows = [...grid.querySelectorAll('[role=row][data-index]')];
    return rows.find((row) => row.getBoundingClientRect().bottom > edge)?.textContent ?? '';
  });

const banner = (page: Page) => page.getByText('The server does not answer.');

it('kill -9 of the server: the reader keeps the place, reads on when it is back, and misses nothing', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${server.url}/?q=service:=outage`);
  await page.getByRole('status', { name: 'Connection' }).getByText('Live').waitFor();
  const grid = page.getByRole('grid', { name: 'Records' });
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe(String(COUNT + 1));
  await grid.evaluate((element) => {
    element.scrollTop = 4000;
  });
  await page.getByRole('row', { name: `number ${COUNT - 170}.` }).waitFor();
  const place = await topRow(page);

  await server.kill();
  await banner(page).waitFor();
  expect(await topRow(page)).toBe(place);
  // What was not read yet cannot be read now: it says so and offers to try again.
  await grid.focus();
  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'Try again' }).first().waitFor();

  server = await start();
  await page.getByRole('row', { name: 'number 0.' }).waitFor();
  await banner(page).waitFor({ state: 'detached' });
  await grid.evaluate((element) => {
    element.scrollTop = 4000;
  });
  await expect.poll(() => topRow(page)).toBe(place);

  await page.getByRole('status', { name: 'Connection' }).getByText('Live').waitFor();
  await send([{ service: 'outage', message: 'after the outage' }]);
  await page.getByRole('button', { name: '1 new' }).click();
  await page.getByRole('row', { name: 'after the outage' }).waitFor();
  await page.close();
});

it('a page that only searches says that the server is away, and answers by itself once it is back', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}/?live=0&q=service:=outage`);
  await page.getByRole('row', { name: `number ${COUNT - 1}.` }).waitFor();
  await server.kill();
  await page.getByRole('button', { name: 'error', exact: true }).click();
  await page.getByRole('heading', { name: 'No answer from the server' }).waitFor();
  await banner(page).waitFor();
  server = await start();
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  await banner(page).waitFor({ state: 'detached' });
  await page.close();
});
