import { expect, it } from 'vitest';
import { messages, rowOf } from './browser.ts';
import { testPage } from './page.ts';

const BATCH = 20_000;
/** How far the walk goes: each screen is drawn, which takes its time. */
const STEPS = 6_000;
/** More than the page holds in memory, with a slack for what is around the reader. */
const MOST_HELD = 26_000;

/** A result of so many rows, read in both directions, by the scroll bar, by wheel and by keyboard. */
export function manyRows(total: number): void {
  const begin = Date.now() - 55 * 60_000;
  const every = (50 * 60_000) / total;
  const test = testPage(async (server) => {
    for (let sent = 0; sent < total; sent += BATCH) {
      const lines = Array.from({ length: Math.min(BATCH, total - sent) }, (_, index) => line(sent + index));
      const body = lines.join('\n');
      const response = await fetch(`${server.url}/api/v1/logs`, { method: 'POST', body });
      expect(response.status).toBe(200);
    }
    await server.counted('service:=many', total);
  });
  /** Several records share a moment, as they do in life, and a burst of a page and a half is one moment. */
  const momentOf = (number: number): number => (number < 1500 ? 0 : number - (number % 3));
  const line = (number: number): string => {
    const timestamp = new Date(begin + momentOf(number) * every).toISOString();
    return `{"timestamp":"${timestamp}","service":"many","message":"row ${number}"}`;
  };
  const grid = () => test.page.getByRole('grid', { name: 'Records' });
  const held = async (): Promise<number> => Number(await grid().getAttribute('data-held'));
  const numbers = async (): Promise<number[]> =>
    (await messages(test.page)).map((text) => Number(text.split(' ')[1]));
  const scrollTo = (share: number): Promise<void> =>
    grid().evaluate((element, part) => {
      element.scrollTop = element.scrollHeight * part;
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
    }, share);
  /** Waits until all rows on the screen are read. */
  const settled = () => expect.poll(() => grid().locator('[aria-busy=true]').count()).toBe(0);

  it(`${total} rows: the scroll bar is honest, every row can be reached, and memory stays bounded`, async () => {
    const { page } = test;
    await test.open('/?live=0&q=service:=many&cols=time,message');
    await rowOf(page, `row ${total - 1}`).waitFor();
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe(String(total + 1));
    const height = await grid().evaluate((element) => element.scrollHeight);
    expect(height / total).toBeGreaterThan(23);

    // Half the way down is the record that is half as old.
    for (const share of [
      0.5,
      0.9,
      0.1,
      0.75,
      0.3,
      ...Array.from({ length: 25 }, (_, at) => ((at * 7) % 25) / 25),
    ]) {
      await scrollTo(share);
      await settled();
      const found = await numbers();
      expect(Math.abs(found[0]! - total * (1 - share))).toBeLessThan(total / 500 + 60);
      const moments = found.map(momentOf);
      expect(moments).toEqual(moments.toSorted((a, b) => b - a));
      expect(await held()).toBeLessThan(MOST_HELD);
    }
    expect(await grid().evaluate((element) => element.scrollHeight)).toBe(height);

    // The oldest, all of one moment, and back to the newest.
    await grid().focus();
    await page.keyboard.press('End');
    await page.getByText(`All ${total.toLocaleString('en')} records of this range`).waitFor();
    await settled();
    expect(Math.max(...(await numbers()))).toBeLessThan(1500);
    await page.keyboard.press('Home');
    await rowOf(page, `row ${total - 1}`).waitFor();
  });

  it(`${total} rows: walking down and up meets every record once`, async () => {
    const { page } = test;
    await page.setViewportSize({ width: 800, height: 4000 });
    await test.open('/?live=0&q=service:=many&cols=message');
    await rowOf(page, `row ${total - 1}`).waitFor();
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe(String(total + 1));
    const steps = Math.min(total, STEPS);
    /** Row numbers by place, read screen by screen within the page. */
    const walk = async (direction: 1 | -1): Promise<Map<number, number>> =>
      new Map(
        await grid().evaluate(
          async (element, [sign, most]) => {
            const seen = new Map<number, number>();
            const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
            for (;;) {
              await frame();
              if (element.querySelector('[aria-busy=true]') !== null) continue;
              for (const row of element.querySelectorAll('[role=row][data-index]')) {
                seen.set(Number(row.getAttribute('data-index')), Number(row.textContent?.split(' ')[1]));
              }
              const before = element.scrollTop;
              element.scrollTop += sign * (element.clientHeight - 100);
              if (element.scrollTop === before || (sign === 1 && seen.size >= most)) return [...seen];
            }
          },
          [direction, steps] as const,
        ),
      );
    const there = await walk(1);
    const back = await walk(-1);
    expect(there.size).toBeGreaterThanOrEqual(steps);
    expect(new Set(there.values()).size).toBe(there.size);
    const moved = [...there].filter(([place, number]) => momentOf(number) !== momentOf(total - 1 - place));
    expect(moved).toEqual([]);
    expect(new Set(back.values()).size).toBe(back.size);
    expect(await held()).toBeLessThan(MOST_HELD);
  });
}
