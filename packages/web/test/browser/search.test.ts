import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { messages, rowOf } from '../support/browser.ts';
import { testPage } from '../support/page.ts';

const TOTAL = 3000;
const LEVELS = ['info', 'info', 'info', 'debug', 'warn', 'error'];
const START = Date.now() - 50 * 60_000;

const STACK = `boom
Traceback (most recent call last):
  File "/srv/app/pay.py", line 42, in charge
    gateway.charge(card)
  File "/usr/lib/python3/site-packages/requests/api.py", line 7, in post
    return request("post")
  File "/usr/lib/python3/site-packages/requests/http.py", line 9, in request
    raise ConnectionError()
ConnectionError: refused`;

const records = Array.from({ length: TOTAL }, (_, index) => ({
  timestamp: new Date(START + index * 900).toISOString(),
  level: LEVELS[index % LEVELS.length],
  service: ['shop', 'billing'][index % 2],
  logger: `myapp.area${index % 3}`,
  message: `order ${index}`,
  trace_id: index % 100 === 0 ? '4bf92f3577b34da6a3ce929d0e0e4736' : undefined,
}));

const test = testPage(async (server) => {
  await server.send(...records, {
    level: 'error',
    service: 'stacks',
    message: STACK,
    basket: '{"items":[1,2]}',
  });
  await server.stored('service:in(shop, billing, stacks)', TOTAL + 1);
});

describe('search', () => {
  it('reads the past page by page, to its end', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:in(shop,billing)');
    await rowOf(page, 'order 2999').waitFor();
    await page.getByRole('grid', { name: 'Records' }).focus();
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return (await messages(page)).at(-1);
      })
      .toBe('order 0');
    await page.getByText(`All ${TOTAL.toLocaleString('en')} records of this range`).waitFor();
    expect(await page.getByRole('grid', { name: 'Records' }).getAttribute('aria-rowcount')).toBe(
      String(TOTAL + 1),
    );
  });

  it('asks what is typed, keeps it in the URL, and finds it again in the history', async () => {
    const { page } = test;
    await test.open('/?live=0');
    await page.getByRole('textbox', { name: 'Query' }).fill('"order 1234"');
    await page.keyboard.press('Enter');
    await expect.poll(() => messages(page)).toEqual(['order 1234']);
    expect(new URL(page.url()).searchParams.get('q')).toBe('"order 1234"');
    await page.getByRole('button', { name: 'Clear the query' }).click();
    await rowOf(page, 'order 2999').waitFor();
    await page.getByRole('button', { name: 'Saved and earlier queries' }).click();
    await page.getByRole('button', { name: '"order 1234"' }).click();
    await expect.poll(() => messages(page)).toEqual(['order 1234']);
    await page.goBack();
    await rowOf(page, 'order 2999').waitFor();
  });

  it('completes fields and values', async () => {
    const { page } = test;
    await test.open('/?live=0');
    await page.locator('.cm-content').click();
    await page.keyboard.type('serv');
    await page.getByRole('option', { name: 'service:' }).click();
    await page.keyboard.type('bil');
    await page.getByRole('option', { name: 'billing' }).click();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('service:billing');
  });

  it('narrows by facets, and takes it back', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:in(shop,billing)&facets=1');
    const fields = page.getByRole('complementary', { name: 'Fields' });
    await fields.getByRole('button', { name: /^error/ }).click();
    await expect
      .poll(() => new URL(page.url()).searchParams.get('q'))
      .toBe('service:in(shop,billing) level:=error');
    await expect.poll(() => messages(page)).toContain('order 2999');
    expect(await messages(page)).not.toContain('order 2998');
    await fields.getByRole('button', { name: /^error/ }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('service:in(shop,billing)');
    await fields.getByRole('button', { name: 'Leave out service = shop' }).click();
    await expect
      .poll(async () => (await messages(page)).every((text) => Number(text.split(' ')[1]) % 2 === 1))
      .toBe(true);
  });

  it('chooses a span by dragging over the histogram', async () => {
    const { page } = test;
    await test.open('/?q=service:in(shop,billing)');
    const bars = page.getByRole('img', { name: /Records over time: 3,000 in all, .* 500 error/ });
    await bars.waitFor();
    const box = (await bars.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.4, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => new URL(page.url()).searchParams.has('from')).toBe(true);
    const url = new URL(page.url()).searchParams;
    const from = Date.parse(url.get('from')!);
    const to = Date.parse(url.get('to')!);
    await expect
      .poll(async () => {
        const shown = (await messages(page)).map((text) => START + Number(text.split(' ')[1]) * 900);
        return shown.length > 0 && shown.every((time) => time >= from && time <= to);
      })
      .toBe(true);
    expect(await page.getByRole('switch', { name: 'Live' }).getAttribute('aria-checked')).toBe('false');
  });

  it('shows what pipes make as a table', async () => {
    const { page } = test;
    await test.open(
      `/?q=${encodeURIComponent('service:in(shop, billing) | stats by (service) count() as records')}`,
    );
    await page.getByRole('cell', { name: 'billing' }).waitFor();
    expect(await page.getByRole('row').allTextContents()).toEqual(
      expect.arrayContaining(['shop1500', 'billing1500']),
    );
  });

  it('shows chosen columns', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=shop&cols=level,host,message');
    await rowOf(page, 'order 2998').waitFor();
    expect(await page.getByRole('columnheader').allTextContents()).toEqual(['Level', 'Host', 'Message']);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'logger' }).check();
    await expect.poll(() => new URL(page.url()).searchParams.get('cols')).toBe('level,host,message,logger');
  });

  it('saves the result as a file', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=stacks');
    await page.getByRole('button', { name: 'Export' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    const text = await readFile((await (await saving).path())!, 'utf8');
    expect(text.split('\r\n')[0]).toContain('_msg');
    expect(text).toContain(`"${STACK.replaceAll('"', '""')}"`);
  });
});

describe('a record', () => {
  it('folds the frames of libraries and shows JSON as a tree', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=stacks');
    await rowOf(page, 'boom').click();
    const panel = page.getByRole('complementary', { name: 'Record' });
    await panel.getByText('4 lines of libraries').waitFor();
    expect(await panel.getByText('requests/api.py').isVisible()).toBe(false);
    expect(await panel.getByText('pay.py').isVisible()).toBe(true);
    expect(await panel.getByText('[2]').isVisible()).toBe(true);
  });

  it('shows what happened around it and its trace', async () => {
    const { page } = test;
    await test.open(`/?live=0&q=${encodeURIComponent('"order 2000"')}`);
    await rowOf(page, 'order 2000').click();
    const panel = page.getByRole('complementary', { name: 'Record' });
    await panel.getByRole('tab', { name: 'Around it' }).click();
    await panel.getByRole('button', { name: 'order 1998' }).waitFor();
    await panel.getByRole('button', { name: 'order 2002' }).waitFor();
    await panel.getByRole('tab', { name: 'Its trace' }).click();
    await panel.getByRole('button', { name: 'order 100' }).first().waitFor();
    expect(await panel.getByRole('tabpanel').getByRole('listitem').count()).toBe(30);
  });

  it('opens by its link alone, and filters by a value', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=stacks');
    await rowOf(page, 'boom').click();
    const id = new URL(page.url()).searchParams.get('record')!;
    await test.open(`/?live=0&last=5m&q=service:=nobody&record=${id}`);
    const panel = page.getByRole('complementary', { name: 'Record' });
    await panel.getByText('Traceback').waitFor();
    await panel.getByText('stacks', { exact: true }).hover();
    await panel.getByRole('button', { name: 'Leave out service = stacks' }).click();
    await expect
      .poll(() => new URL(page.url()).searchParams.get('q'))
      .toBe('service:=nobody -service:=stacks');
  });
});
