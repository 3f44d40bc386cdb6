import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { picture } from './browser.ts';
import type { TestPage } from './page.ts';

/** Name of the pictures, path, and a text that tells that the view stands. */
export type View = readonly [name: string, path: string | (() => string), ready: string];

/** What to do once a view stands, by its name. */
export type Prepare = Record<string, (test: TestPage) => Promise<void>>;

/** Looks at views in both themes: axe has no serious finding, nothing is wider than the window, and takes pictures. */
export function viewsFit(test: TestPage, views: readonly View[], prepare: Prepare = {}): void {
  describe.each(['light', 'dark'] as const)('the views in %s', (colorScheme) => {
    it.each(views)('%s has no serious finding of axe, and fits three widths', async (name, path, ready) => {
      const { page } = test;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await test.open(typeof path === 'string' ? path : path());
      await page.getByText(ready).first().waitFor();
      await prepare[name]?.(test);
      for (const width of [360, 1280, 2560]) {
        await page.setViewportSize({ width, height: width === 360 ? 740 : Math.round(width * 0.6) });
        await page.evaluate(
          () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
        );
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await picture(page, `${name}-${width}-${colorScheme}`);
      }
      // Every row is like the next: a low window is enough for what axe looks at, and it is slow.
      await page.setViewportSize({ width: 1280, height: 480 });
      await page.evaluate(axe.source);
      expect(await findings(page)).toEqual([]);
    });
  });
}

/** Serious and critical findings, short. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate((): Promise<AxeResults> => Reflect.get(globalThis, 'axe').run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ''}`);
}
