import { describe, expect, it } from 'vitest';
import { messages, rowOf } from '../support/browser.ts';
import { testPage } from '../support/page.ts';

const test = testPage();

/** Opens the page and waits until it follows. */
async function open(path: string) {
  await test.open(path);
  await test.following();
  return { page: test.page, server: test.server };
}

describe('the live table', () => {
  it('shows records as they arrive, newest on top', async () => {
    const { page, server } = await open('/?q=service:=live1');
    await server.send(
      { service: 'live1', message: 'first light' },
      { service: 'live1', message: 'second light' },
    );
    await rowOf(page, 'second light').waitFor();
    expect(await messages(page)).toEqual(['second light', 'first light']);
  });

  it('pauses and resumes without missing a record', async () => {
    const { page, server } = await open('/?q=service:=live2');
    await server.send({ service: 'live2', message: 'before' });
    await rowOf(page, 'before').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await server.send(
      { service: 'live2', message: 'while paused 1' },
      { service: 'live2', message: 'while paused 2' },
    );
    await page.getByText('2 new').waitFor();
    expect(await messages(page)).toEqual(['before']);
    await page.getByRole('button', { name: 'Resume' }).click();
    await rowOf(page, 'while paused 2').waitFor();
    expect(await messages(page)).toEqual(['while paused 2', 'while paused 1', 'before']);
  });

  it('lets rows appear no faster than the speed control says, and counts what waits', async () => {
    const { page, server } = await open('/?q=service:=live3&speed=2');
    expect(await page.getByRole('slider', { name: 'Speed' }).getAttribute('aria-valuetext')).toBe('2 rows/s');
    const batch = Array.from({ length: 30 }, (_, index) => ({ service: 'live3', message: `slow ${index}` }));
    await server.send(...batch);
    await rowOf(page, 'slow 0').waitFor();
    const shown = (await messages(page)).length;
    expect(shown).toBeLessThan(30);
    expect(await page.getByText(/Backlog [1-9]/).count()).toBe(1);
    await page.getByRole('slider', { name: 'Speed' }).fill('9');
    await rowOf(page, 'slow 29').waitFor();
    expect(await messages(page)).toEqual(batch.map(({ message }) => message).reverse());
    expect(new URL(page.url()).searchParams.has('speed')).toBe(false);
  });

  it('filters by level and by logger, and writes both into the query and the URL', async () => {
    const { page, server } = await open('/?q=service:=live4');
    await page.getByRole('button', { name: 'error', exact: true }).click();
    await page
      .getByRole('textbox', { name: 'Logger' })
      .or(page.getByRole('combobox', { name: 'Logger' }))
      .fill('myapp.area1');
    await page.keyboard.press('Enter');
    const wanted = 'service:=live4 level:=error logger:=myapp.area1';
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(wanted);
    await page.getByRole('status', { name: 'Connection' }).getByText('Live').waitFor();
    await server.send(
      { service: 'live4', level: 'error', logger: 'myapp.area2', message: 'other logger' },
      { service: 'live4', level: 'info', logger: 'myapp.area1', message: 'other level' },
      { service: 'live4', level: 'error', logger: 'myapp.area1', message: 'wanted' },
    );
    await rowOf(page, 'wanted').waitFor();
    expect(await messages(page)).toEqual(['wanted']);
  });

  it('holds rows back while a reader is away from the top', async () => {
    const { page, server } = await open('/?q=service:=live5');
    await server.send(
      ...Array.from({ length: 100 }, (_, index) => ({ service: 'live5', message: `row ${index}` })),
    );
    await rowOf(page, 'row 99').waitFor();
    await page.getByRole('grid', { name: 'Records' }).hover();
    await page.mouse.wheel(0, 400);
    await expect.poll(async () => (await messages(page)).includes('row 60')).toBe(true);
    await server.send({ service: 'live5', message: 'newcomer' });
    await page.getByRole('button', { name: '1 new' }).click();
    await rowOf(page, 'newcomer').waitFor();
    expect((await messages(page))[0]).toBe('newcomer');
  });

  it('counts every record that it could not take', async () => {
    const { page, server } = await open('/?q=service:=live7');
    // The page stands still, as on a busy machine, while more comes than buffers hold.
    const asleep = page.evaluate(() => {
      for (const end = Date.now() + 6000; Date.now() < end; );
    });
    const [batches, size] = [12, 10_000];
    const line = JSON.stringify({ service: 'live7', message: 'one of many', filler: 'x'.repeat(400) });
    const body = Array(size).fill(line).join('\n');
    for (let batch = 0; batch < batches; batch++) {
      const response = await fetch(`${server.url}/api/v1/logs`, { method: 'POST', body });
      expect(response.status).toBe(200);
    }
    await asleep;
    const counted = async (): Promise<[number, number]> => {
      const bar = page.getByRole('region', { name: 'Live controls' });
      const received = /([\d,]+) received/.exec((await bar.textContent()) ?? '')?.[1] ?? '';
      const title = await bar.getByTitle(/not sent by the server/).getAttribute('title');
      const skipped = /([\d,]+) not sent/.exec(title ?? '')?.[1] ?? '';
      return [received, skipped].map((text) => Number(text.replaceAll(',', ''))) as [number, number];
    };
    await expect.poll(async () => (await counted()).reduce((sum, count) => sum + count)).toBe(batches * size);
    const [, skipped] = await counted();
    expect(skipped).toBeGreaterThan(0);
    // What was skipped is stored: a search counts it.
    await server.counted('service:=live7', batches * size);
  });

  it('keeps as many rows as it is told to', async () => {
    const { page, server } = await open('/?q=service:=live8');
    const grid = page.getByRole('grid', { name: 'Records' });
    await page.getByRole('combobox', { name: 'Keep' }).selectOption('1000');
    await server.send(
      ...Array.from({ length: 3000 }, (_, index) => ({ service: 'live8', message: `kept ${index}.` })),
    );
    await rowOf(page, 'kept 2999.').waitFor();
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('1001');
    // Older ones are read again where someone scrolls to.
    await grid.focus();
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return (await messages(page)).at(-1);
      })
      .toBe('kept 0.');
  });

  it('opens a record with all its fields, by mouse and by keyboard', async () => {
    const { page, server } = await open('/?q=service:=live6');
    await server.send({ service: 'live6', message: 'look inside', order: { id: 4711, note: '<b>bold</b>' } });
    await rowOf(page, 'look inside').click();
    const panel = page.getByRole('complementary', { name: 'Record' });
    await panel.getByText('4711').waitFor();
    expect(await panel.getByText('<b>bold</b>').count()).toBe(1);
    await page.getByRole('button', { name: 'Close the record' }).click();
    await panel.waitFor({ state: 'detached' });
    await page.getByRole('grid', { name: 'Records' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await panel.getByText('order.id').waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it('tells of a query that cannot be read', async () => {
    const { page } = test;
    await test.open(`/?q=${encodeURIComponent('(level:error')}`);
    await page.getByRole('alert').first().waitFor();
    await page.getByRole('status', { name: 'Connection' }).getByText('Refused').waitFor();
  });

  it('teaches how to send a first record', async () => {
    const { page, server } = test;
    await test.open('/?q=service:=nobody');
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    await test.open('/connect');
    await page.getByText(`curl ${server.url}/api/v1/logs`).first().waitFor();
  });
});
