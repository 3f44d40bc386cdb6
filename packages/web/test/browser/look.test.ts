import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { messages, rowOf } from '../support/browser.ts';
import { testPage } from '../support/page.ts';

const MOMENT = Date.now() - 10 * 60_000;
const COUNT = 2500;
const LONG = `a message that goes on ${'and on '.repeat(60)}until its end`;

const test = testPage(async (server) => {
  await server.send(
    { timestamp: iso(MOMENT), service: 'looks', level: 'warn', message: LONG, user: 'ada' },
    {
      timestamp: iso(MOMENT - 1000),
      service: 'looks',
      level: 'error',
      message: '\u001b[31mred alarm\u001b[0m and \u001b[1mbold\u001b[0m words',
      user: 'bob',
      basket: '{"items":[{"sku":"A-1"},{"sku":"B-2"}],"paid":true}',
    },
    ...Array.from({ length: COUNT }, (_, index) => ({
      timestamp: iso(MOMENT - index),
      service: 'many',
      message: `line "${index}", with a comma`,
    })),
  );
  await server.stored('service:in(looks, many)', COUNT + 2);
});

const iso = (ms: number): string => new Date(ms).toISOString();
const parameter = (name: string): string | null => new URL(test.page.url()).searchParams.get(name);
const headings = (): Promise<string[]> => test.page.getByRole('columnheader').allTextContents();
const widthOf = async (element: Locator): Promise<number> => (await element.boundingBox())!.width;

describe('columns', () => {
  it('can be chosen, ordered and taken back, and the URL keeps them', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=looks');
    await rowOf(page, 'red alarm').waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'user' }).check();
    await page.getByRole('checkbox', { name: 'service' }).uncheck();
    await page.getByRole('button', { name: 'Move user before' }).click();
    await expect.poll(headings).toEqual(['Time', 'Level', 'Logger', 'user', 'Message']);
    await page.reload();
    await rowOf(page, 'red alarm').waitFor();
    expect(await headings()).toEqual(['Time', 'Level', 'Logger', 'user', 'Message']);
    expect(await rowOf(page, 'red alarm').locator('[data-column=user]').textContent()).toBe('bob');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('button', { name: 'Back to the usual columns' }).click();
    await expect.poll(headings).toEqual(['Time', 'Level', 'Service', 'Message']);
    expect(parameter('cols')).toBeNull();
  });

  it('can be made wider by the mouse and by keys, and this browser keeps it', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=looks');
    await rowOf(page, 'red alarm').waitFor();
    const column = page.getByRole('columnheader', { name: 'Service' });
    const edge = page.getByRole('separator', { name: 'Width of Service' });
    const before = await widthOf(column);
    const box = (await edge.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 100, box.y + 5, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => widthOf(column)).toBeCloseTo(before + 100, -1);
    await edge.press('ArrowLeft');
    await expect.poll(() => widthOf(column)).toBeCloseTo(before + 84, -1);
    await page.reload();
    await expect.poll(() => widthOf(column)).toBeCloseTo(before + 84, -1);
    await edge.dblclick();
    await expect.poll(() => widthOf(column)).toBeCloseTo(before, -1);
  });
});

describe('rows', () => {
  it('wrap when they are told to, also after a reload', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=looks');
    const row = rowOf(page, 'a message that goes on');
    await row.waitFor();
    expect((await row.boundingBox())!.height).toBeLessThan(30);
    await page.getByRole('button', { name: 'Wrap long messages' }).click();
    await expect.poll(async () => (await row.boundingBox())!.height).toBeGreaterThan(50);
    expect(parameter('wrap')).toBe('1');
    await page.reload();
    await row.waitFor();
    expect((await row.boundingBox())!.height).toBeGreaterThan(50);
    const next = (await rowOf(page, 'red alarm').boundingBox())!;
    const box = (await row.boundingBox())!;
    expect(next.y).toBeCloseTo(box.y + box.height, 0);
  });

  it('show the colours of terminals without their codes', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=looks');
    const cell = rowOf(page, 'red alarm').locator('[data-column=message]');
    expect(await cell.textContent()).toBe('red alarm and bold words');
    const color = (text: string): Promise<string> =>
      cell.getByText(text, { exact: true }).evaluate((element) => getComputedStyle(element).color);
    expect(await color('red alarm')).not.toBe(await color('bold'));
    const weight = await cell
      .getByText('bold', { exact: true })
      .evaluate((element) => getComputedStyle(element).fontWeight);
    expect(Number(weight)).toBeGreaterThan(600);
  });

  it('show JSON in a field as a tree that opens and closes', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=looks');
    await rowOf(page, 'red alarm').click();
    const panel = page.getByRole('complementary', { name: 'Record' });
    expect(await panel.getByText('paid').isVisible()).toBe(true);
    expect(await panel.getByText('B-2').isVisible()).toBe(false);
    await panel.locator('summary').filter({ hasText: '1: {1}' }).click();
    await panel.getByText('B-2').waitFor();
    await panel.locator('summary').filter({ hasText: 'items' }).click();
    await panel.getByText('B-2').waitFor({ state: 'hidden' });
  });
});

describe('times', () => {
  const clock = (zone: string): string =>
    new Date(MOMENT).toLocaleTimeString('en-GB', { timeZone: zone, hour12: false });
  const time = (): Promise<string | null> =>
    rowOf(test.page, 'a message that').locator('[data-column=time]').textContent();

  it.each([
    ['UTC', 'UTC'],
    ['Asia/Tokyo', 'Asia/Tokyo'],
    ['America/St_Johns', 'America/St_Johns'],
  ])('stand on the clock of %s, in rows, record and range, and in a link', async (_title, zone) => {
    const { page } = test;
    await test.open('/?live=0&q=service:=looks');
    await rowOf(page, 'red alarm').waitFor();
    await page.getByRole('button', { name: /^Times/ }).click();
    await page.getByRole('combobox', { name: 'Another time zone' }).fill(zone);
    await page.keyboard.press('Enter');
    await expect.poll(time).toContain(clock(zone));
    await page.keyboard.press('Escape');
    expect(parameter('zone')).toBe(zone);
    await page.reload();
    await expect.poll(time).toContain(clock(zone));
    await rowOf(page, 'a message that').click();
    await page.getByRole('complementary', { name: 'Record' }).getByText(clock(zone)).waitFor();
    await test.open(`/?zone=${zone}&from=${iso(MOMENT)}&to=${iso(MOMENT + 60_000)}`);
    await page.getByRole('button', { name: new RegExp(`^Time range: .*${clock(zone)}`) }).waitFor();
  });

  it('can be told by how long ago they were', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=looks');
    await page.getByRole('button', { name: /^Times/ }).click();
    await page.getByRole('radio', { name: 'ago' }).check();
    await expect.poll(time).toMatch(/^1\dm ago$/);
    expect(parameter('time')).toBe('ago');
  });
});

describe('export', () => {
  const save = async (format: string): Promise<string> => {
    const { page } = test;
    await page.getByRole('button', { name: 'Export' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: format, exact: true }).click();
    await page.getByText(`The browser saves ${COUNT.toLocaleString('en')} records.`).waitFor();
    const file = await saving;
    expect(file.suggestedFilename()).toMatch(new RegExp(`^logboom-.*\\.${format.toLowerCase()}$`));
    await page.keyboard.press('Escape');
    return readFile((await file.path())!, 'utf8');
  };

  it('saves the whole result in each form, not only the rows at hand', async () => {
    await test.open('/?live=0&q=service:=many');
    await rowOf(test.page, 'line "0"').waitFor();
    const wanted = Array.from({ length: COUNT }, (_, index) => `line "${index}", with a comma`);

    const lines = (await save('NDJSON')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { _msg: string })._msg)).toEqual(wanted);
    const list = JSON.parse(await save('JSON')) as { _msg: string }[];
    expect(list.map(({ _msg }) => _msg)).toEqual(wanted);
    const csv = (await save('CSV')).trimEnd().split('\r\n');
    expect(csv[0]).toContain('_msg');
    expect(csv).toHaveLength(COUNT + 1);
    for (const [index, line] of csv.slice(1).entries()) {
      expect(line).toContain(`"line ""${index}"", with a comma"`);
    }
  });

  it('tells what is wrong with a query instead of saving nothing', async () => {
    const { page } = test;
    await test.open(`/?live=0&q=${encodeURIComponent('service:=many | stats by (')}`);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    await page
      .getByRole('dialog', { name: 'Export' })
      .getByText(/Expected/)
      .waitFor();
  });
});

describe('the state in the URL', () => {
  it('is the whole view: another browser that opens it sees the same', async () => {
    const { page } = test;
    await test.open('/?q=service:=many&speed=5&wrap=1&zone=UTC&time=ago&cols=time,message&facets=1&last=6h');
    await page.getByRole('slider', { name: 'Speed' }).waitFor();
    const look = async () => ({
      url: page.url(),
      headings: await headings(),
      speed: await page.getByRole('slider', { name: 'Speed' }).getAttribute('aria-valuetext'),
      wrap: await page.getByRole('button', { name: 'Wrap long messages' }).getAttribute('aria-pressed'),
      fields: await page.getByRole('complementary', { name: 'Fields' }).count(),
      range: await page.getByRole('button', { name: 'Time range: Last 6 hours' }).count(),
    });
    const before = await look();
    expect(before).toMatchObject({
      headings: ['Time', 'Message'],
      speed: '5 rows/s',
      wrap: 'true',
      fields: 1,
      range: 1,
    });
    await page.reload();
    await page.getByRole('slider', { name: 'Speed' }).waitFor();
    expect(await look()).toEqual(before);
  });

  it('goes back and forward with the browser', async () => {
    const { page } = test;
    await test.open('/?live=0');
    await rowOf(page, 'line "0"').first().waitFor();
    await page.getByRole('button', { name: 'error', exact: true }).click();
    await expect.poll(() => messages(page)).toEqual(['red alarm and bold words']);
    await page.getByRole('button', { name: /Time range/ }).click();
    await page.getByRole('button', { name: 'Last 5 minutes' }).click();
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    await page.goBack();
    await expect.poll(() => messages(page)).toEqual(['red alarm and bold words']);
    await page.goBack();
    await rowOf(page, 'line "0"').first().waitFor();
    await page.goForward();
    await expect.poll(() => messages(page)).toEqual(['red alarm and bold words']);
    expect(parameter('q')).toBe('level:=error');
  });

  it('asks for the first rows once, before the script has loaded', async () => {
    const { page } = test;
    for (const path of [
      '/',
      '/?q=service:=many&last=6h',
      `/?from=${iso(MOMENT - 9e5)}&to=${iso(MOMENT + 9e5)}`,
      '/?last=all',
    ]) {
      const asked: string[] = [];
      const listen = (request: { url(): string; postData(): string | null }) => {
        if (request.url().endsWith('/api/v1/query')) asked.push(request.postData() ?? '');
      };
      page.on('request', listen);
      await test.open(path);
      await page.getByRole('row').nth(3).waitFor();
      page.off('request', listen);
      expect(asked.filter((body) => body.includes('limit=200'))).toHaveLength(1);
    }
  });
});

it('needs less than 200 KB of script, compressed, for its first view', async () => {
  const { page } = test;
  const scripts: Promise<[string, number]>[] = [];
  page.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.endsWith('.js')) return;
    scripts.push(request.sizes().then(({ responseBodySize }) => [pathname, responseBodySize]));
  });
  await test.open('/');
  await page.locator('.cm-content').waitFor();
  const sizes = await Promise.all(scripts);
  const first = sizes.filter(([name]) => !name.includes('QueryEditor'));
  expect(first.length).toBeLessThan(sizes.length);
  expect(first.reduce((sum, [, size]) => sum + size, 0)).toBeLessThan(200_000);
  expect(first.reduce((sum, [, size]) => sum + size, 0)).toBeGreaterThan(50_000);
});

describe('what it teaches and tells', () => {
  it('offers queries that work where one cannot be read', async () => {
    const { page } = test;
    await test.open(`/?q=${encodeURIComponent('(level:error')}`);
    await page.getByRole('heading', { name: 'This query cannot be answered' }).waitFor();
    await page.getByRole('button', { name: 'level:in(error, fatal) -service:=billing' }).click();
    await expect.poll(() => messages(page)).toEqual(['red alarm and bold words']);
  });

  it('moves nothing for those who want less motion', async () => {
    const { page } = test;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await test.open('/?facets=1');
    await page.getByRole('complementary', { name: 'Fields' }).getByText('level').waitFor();
    const longest = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('*')].flatMap((element) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return [...transitionDuration.split(','), ...animationDuration.split(',')].map(Number.parseFloat);
        }),
      ),
    );
    expect(longest).toBeLessThan(0.001);
  });

  it('has landmarks that a screen reader can go to', async () => {
    const { page } = test;
    await test.open('/?facets=1');
    await page.getByRole('row').nth(3).waitFor();
    for (const [role, name] of [
      ['banner', undefined],
      ['navigation', 'Views'],
      ['main', undefined],
      ['search', 'Logs'],
      ['complementary', 'Fields'],
      ['region', 'Live controls'],
      ['grid', 'Records'],
    ] as const) {
      expect(await page.getByRole(role, name ? { name } : {}).count(), role).toBe(1);
    }
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Logs');
  });
});
