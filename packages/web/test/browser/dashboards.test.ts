import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { picture } from '../support/browser.ts';
import { testPage } from '../support/page.ts';

const MINUTE_MS = 60_000;

const test = testPage(async (server) => {
  const levels = ['info', 'info', 'info', 'debug', 'warn', 'error'];
  const records = Array.from({ length: 600 }, (_, index) => ({
    timestamp: new Date(Date.now() - index * 5_000).toISOString(),
    level: levels[(index * 7) % levels.length],
    service: ['shop', 'billing', 'search'][(index >> 1) % 3],
    host: `host-${index % 4}`,
    message: `order ${index} took ${index % 90} ms`,
  }));
  await server.send(...records);
  await server.stored('service:in(shop, billing, search)', records.length);
});

interface Kept {
  id: string;
  version: number;
  body: { title: string; last: string; panels: { title: string; width: number; height: number }[] };
}

async function kept(): Promise<Kept[]> {
  const response = await fetch(`${test.server.url}/api/v1/dashboards`);
  return ((await response.json()) as { dashboards: Kept[] }).dashboards;
}

/** The one dashboard with this title, as the server has it. */
async function keptAs(title: string): Promise<Kept | undefined> {
  return (await kept()).find(({ body }) => body.title === title);
}

const region = (name: string): Locator => test.page.getByRole('region', { name, exact: true });
const button = (name: string): Locator => test.page.getByRole('button', { name, exact: true });

/** A new dashboard of the server with panels, opened. */
async function openDashboard(title: string, panels: object[], search = ''): Promise<void> {
  const id = title.toLowerCase().replace(/\W/g, '-');
  const body = {
    title,
    panels: panels.map((panel, index) => ({ id: `p${index}`, width: 6, height: 6, ...panel })),
  };
  const response = await fetch(`${test.server.url}/api/v1/dashboards/${id}`, {
    method: 'PUT',
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  await test.open(`/dashboards/${id}${search}`);
  await test.page.getByRole('heading', { name: title }).waitFor();
}

const value = (title: string, query = '* | stats count() as n'): object => ({
  title,
  kind: 'single value',
  query,
});

describe('dashboards', () => {
  it('begin with an example that shows every kind of panel with what is logged', async () => {
    const { page } = test;
    await test.open('/dashboards');
    await button('Begin with the example').click();
    await region('Records by level').locator('canvas').waitFor();
    await region('Records by level').getByText('warn').waitFor();
    await region('Loudest services').getByText('billing').waitFor();
    await region('Services').getByText(/^\d$/).waitFor();
    await region('Services over time').getByText('search', { exact: true }).waitFor();
    await region('Newest errors')
      .getByRole('cell', { name: /^order \d+ took/ })
      .first()
      .waitFor();
    expect(await region('Errors').getByText(/^\d+$/).textContent()).toBe('100');
    await picture(page, 'dashboard-example');
    // Another browser has it too.
    const other = await test.browser.newPage();
    await other.goto(`${test.server.url}/dashboards`);
    await other.getByRole('link', { name: 'What happens now' }).waitFor();
    await other.close();
  });

  it('share a time range and variables, which are in the URL', async () => {
    const { page } = test;
    await test.open(`/dashboards/${(await keptAs('What happens now'))!.id}`);
    const errors = region('Errors').getByText(/^\d+$/);
    await errors.waitFor();
    const field = page.getByRole('combobox', { name: 'Value of service' });
    await field.fill('shop');
    await field.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('var-service')).toBe('shop');
    await region('Loudest services').getByText('billing').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Time range/ }).click();
    await button('Last 5 minutes').click();
    await expect.poll(() => new URL(page.url()).searchParams.get('last')).toBe('5m');
    await page.reload();
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Value of service' }).inputValue())
      .toBe('shop');
    // A drag over the lines chooses a span for all panels.
    const chart = region('Records by level').locator('.u-over');
    const box = (await chart.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + 40, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => new URL(page.url()).searchParams.has('from')).toBe(true);
    const { searchParams } = new URL(page.url());
    const span = Date.parse(searchParams.get('to')!) - Date.parse(searchParams.get('from')!);
    expect(span / MINUTE_MS).toBeCloseTo(2, 0);
    // The query of a panel, with its values, opens in the logs over the same span.
    await region('Newest errors').hover();
    await page.getByRole('link', { name: 'Open the query of Newest errors in Logs' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/');
    expect(new URL(page.url()).searchParams.get('q')).toMatch(/^service:shop level:in/);
    expect(new URL(page.url()).searchParams.get('from')).toBe(searchParams.get('from'));
  });

  it.each([
    ['time series', '* | stats by (level) count() as n', (it: Locator) => it.locator('canvas')],
    ['table', '* | stats by (host) count() as n', (it: Locator) => it.getByRole('cell', { name: 'host-3' })],
    ['top list', '* | stats by (host) count() as n', (it: Locator) => it.getByText('host-2')],
    ['single value', '* | stats count() as n', (it: Locator) => it.getByText(/^\d+ records$/)],
    [
      'heat map',
      '* | stats by (host) count() as n',
      (it: Locator) => it.getByText('host-1', { exact: true }),
    ],
  ] as const)('a %s is added with a look at what it will be', async (kind, query, content) => {
    const { page } = test;
    const title = `Kind ${kind}`;
    await openDashboard(title, []);
    await button('Add the first panel').click();
    const form = page.getByRole('dialog', { name: 'Panel' });
    await form.getByRole('textbox', { name: 'Title' }).fill('Mine');
    await form.getByRole('combobox', { name: 'Shown as' }).selectOption(kind);
    await form.getByRole('textbox', { name: 'Unit' }).fill('records');
    await form.getByRole('textbox', { name: 'Query' }).fill(query);
    await form.getByRole('textbox', { name: 'Query' }).press('Control+Enter');
    await content(form.getByRole('region', { name: 'Preview' })).waitFor();
    await form.getByRole('button', { name: 'Save' }).click();
    await content(region('Mine')).waitFor();
    await expect
      .poll(async () => (await keptAs(title))?.body.panels)
      .toMatchObject([{ kind, title: 'Mine', query, unit: 'records' }]);
    if (kind === 'heat map') await picture(page, 'dashboard-editing');
  });

  it('says what is wrong with the query of a panel', async () => {
    await openDashboard('Wrong', [value('Broken', '* | stats')]);
    await region('Broken').getByRole('alert').waitFor();
  });

  it('panels are moved and resized by keyboard', async () => {
    const { page } = test;
    await openDashboard(
      'By keyboard',
      ['A', 'B', 'C'].map((title) => value(title)),
    );
    await page.keyboard.press('e');
    await button('Move A').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('A is number 2 of 3').waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Move A');
    await button('Resize B').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
    const shape = async (): Promise<unknown> =>
      (await keptAs('By keyboard'))?.body.panels.map(({ title, width, height }) => [title, width, height]);
    await expect.poll(shape).toEqual([
      ['B', 5, 7],
      ['C', 6, 6],
      ['A', 6, 6],
    ]);
    await page.keyboard.press('Control+z');
    await button('Undo').click();
    await expect.poll(shape).toEqual([
      ['B', 6, 6],
      ['C', 6, 6],
      ['A', 6, 6],
    ]);
  });

  it('panels are moved, resized, copied and removed by mouse', async () => {
    const { page } = test;
    await openDashboard(
      'By mouse',
      ['A', 'B', 'C'].map((title) => value(title)),
      '?edit=1',
    );
    const drag = async (handle: Locator, x: number, y: number): Promise<void> => {
      const box = (await handle.boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(x, y, { steps: 8 });
      await page.mouse.up();
    };
    const shape = async (): Promise<unknown> =>
      (await keptAs('By mouse'))?.body.panels.map(({ title, width, height }) => [title, width, height]);
    const target = (await region('C').boundingBox())!;
    await drag(button('Move A'), target.x + 40, target.y + 60);
    await expect.poll(shape).toEqual([
      ['B', 6, 6],
      ['C', 6, 6],
      ['A', 6, 6],
    ]);
    const box = (await region('B').boundingBox())!;
    await drag(button('Resize B'), box.x + box.width * 1.5, box.y + box.height + 90);
    await expect.poll(shape).toMatchObject([
      ['B', 9, 8],
      ['C', 6, 6],
      ['A', 6, 6],
    ]);
    await button('Duplicate C').click();
    await button('Remove B').click();
    await expect.poll(shape).toEqual([
      ['C', 6, 6],
      ['C', 6, 6],
      ['A', 6, 6],
    ]);
  });

  it('go out as a file and come in again', async () => {
    const { page } = test;
    await openDashboard('Travelling', [value('Count')]);
    const saving = page.waitForEvent('download');
    await button('Export').click();
    const text = await readFile((await (await saving).path())!, 'utf8');
    await test.open('/dashboards');
    const file = (content: string) => ({
      name: 'dashboard.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
    const input = page.getByLabel('Import');
    await input.setInputFiles(file('{"panels": [{"kind": "pie"}]}'));
    await page.getByText(/cannot be kept: title: .*panels\[0\]\.kind/).waitFor();
    await input.setInputFiles(file(text.replace('Travelling', 'Arrived')));
    await page.getByRole('link', { name: 'Arrived' }).waitFor();
    expect((await keptAs('Arrived'))?.body.panels).toEqual((await keptAs('Travelling'))?.body.panels);
    await button('Remove Arrived').click();
    await page.getByText('“Arrived” was removed.').waitFor();
    expect(await keptAs('Arrived')).toBeUndefined();
    await button('Bring it back').click();
    await page.getByRole('link', { name: 'Arrived' }).waitFor();
  });

  it('of an earlier version of the page are offered for keeping, once', async () => {
    const { page } = test;
    await test.open('/dashboards');
    await page.evaluate(() => {
      const old = { id: 'o', title: 'Old one', last: '6h', variables: [], panels: [] };
      const panels = [{ id: 'a', title: 'A', kind: 'table', query: '*', width: 2 }];
      localStorage.setItem('logboom.dashboards', JSON.stringify([JSON.stringify({ ...old, panels })]));
    });
    await page.reload();
    await button('Keep on the server').click();
    await page.getByRole('link', { name: 'Old one' }).waitFor();
    await button('Keep on the server').waitFor({ state: 'detached' });
    expect((await keptAs('Old one'))?.body).toMatchObject({ last: '6h', panels: [{ width: 8, height: 6 }] });
    await page.reload();
    await page.getByRole('link', { name: 'Old one' }).waitFor();
    expect(await button('Keep on the server').count()).toBe(0);
  });

  it('show changes at once and save them when the server is back', async () => {
    const { page } = test;
    await openDashboard('Offline', [value('Count')], '?edit=1');
    await page.context().setOffline(true);
    await button('Remove Count').click();
    await region('Count').waitFor({ state: 'detached' });
    await page.getByText(/Not saved yet, and tried again/).waitFor();
    expect((await keptAs('Offline'))?.version).toBe(1);
    await page.context().setOffline(false);
    await page.getByRole('status', { name: 'State of saving' }).getByText('Saved', { exact: true }).waitFor();
    expect((await keptAs('Offline'))?.body.panels).toEqual([]);
  });

  it('changed by someone else meanwhile: one is chosen, nothing is lost unseen', async () => {
    const { page } = test;
    await openDashboard('Shared', [value('Count')], '?edit=1');
    const theirs = async (title: string): Promise<void> => {
      const { id, body } = (await kept()).find((each) => each.id === 'shared')!;
      await fetch(`${test.server.url}/api/v1/dashboards/${id}`, {
        method: 'PUT',
        body: JSON.stringify({ ...body, title }),
      });
    };
    const title = page.getByRole('textbox', { name: 'Title of the dashboard' });
    await theirs('Theirs');
    await title.fill('Mine');
    await page.getByText('Someone else changed this meanwhile').waitFor();
    await picture(page, 'dashboard-conflict');
    await button('Show theirs').click();
    await expect.poll(() => title.inputValue()).toBe('Theirs');
    await theirs('Theirs again');
    await title.fill('Mine again');
    await button('Replace with mine').click();
    await expect.poll(async () => (await keptAs('Mine again'))?.id).toBe('shared');
  });
});
