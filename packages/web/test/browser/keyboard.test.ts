import { describe, expect, it } from 'vitest';
import { messages, rowOf } from '../support/browser.ts';
import { testPage } from '../support/page.ts';

const test = testPage(async (server) => {
  const records = Array.from({ length: 60 }, (_, index) => ({
    timestamp: new Date(Date.now() - 60_000 - index * 1000).toISOString(),
    level: index % 10 === 0 ? 'error' : 'info',
    service: 'keys',
    message: `key ${index}.`,
  }));
  await server.send(...records);
  await server.stored('service:=keys', records.length);
});

const parameter = (name: string): string | null => new URL(test.page.url()).searchParams.get(name);

/** Presses Tab until the focus is on something of this name. */
async function tabTo(name: RegExp): Promise<void> {
  const { page } = test;
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab does not come to ${name}`);
}

describe('without a mouse', () => {
  it('a query is written, asked and cleared', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=keys');
    await rowOf(page, 'key 0.').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('"key 17."');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await expect.poll(() => messages(page)).toEqual(['key 17.']);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await expect.poll(() => parameter('q')).toBeNull();
  });

  it('records are walked, opened, read and closed', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=keys');
    await rowOf(page, 'key 0.').waitFor();
    await page.keyboard.press('t');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Record' });
    await panel.getByText('key 1.').waitFor();
    await page.keyboard.press('ArrowDown');
    await panel.getByText('key 2.').waitFor();
    await tabTo(/^Fields$/);
    await page.keyboard.press('ArrowRight');
    await panel.getByRole('button', { name: 'key 3.' }).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.keyboard.press('t');
    await page.keyboard.press('End');
    await rowOf(page, 'key 59.').waitFor();
    await page.keyboard.press('Home');
    await rowOf(page, 'key 0.').waitFor();
  });

  it('levels, facets and the time range are chosen', async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=keys&facets=1');
    await rowOf(page, 'key 0.').waitFor();
    await tabTo(/^error$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => parameter('q')).toBe('service:=keys level:=error');
    await page.keyboard.press('Enter');
    await expect.poll(() => parameter('q')).toBe('service:=keys');
    await tabTo(/^Leave out level = error/);
    await page.keyboard.press('Enter');
    await expect.poll(() => parameter('q')).toBe('service:=keys -level:=error');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).waitFor();
    await page.keyboard.type('choose a time');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Last 24 hours' }).waitFor();
    await tabTo(/^Last 24 hours$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => parameter('last')).toBe('24h');
  });

  it('following is stopped, slowed and paused', async () => {
    const { page } = test;
    await test.open('/?q=service:=keys');
    await test.following();
    await page.keyboard.press('[');
    await expect.poll(() => parameter('speed')).toBe('500');
    await page.keyboard.press(']');
    await expect.poll(() => parameter('speed')).toBeNull();
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await page.keyboard.press('l');
    await expect.poll(() => parameter('live')).toBe('0');
    await page.keyboard.press('w');
    await expect.poll(() => parameter('wrap')).toBe('1');
    await page.keyboard.press('f');
    await expect.poll(() => parameter('facets')).not.toBeNull();
  });

  it('every key that does something is listed', async () => {
    const { page } = test;
    await test.open('/?q=service:=keys');
    await test.following();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard' });
    for (const key of ['/', 'T', 'R', 'L', 'P', 'W', 'F', '[', ']', '?', 'Enter', 'Esc']) {
      await dialog.locator('kbd').getByText(key, { exact: true }).first().waitFor();
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});
