import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { picture, rowOf } from '../support/browser.ts';
import { testPage } from '../support/page.ts';

const test = testPage(async (server) => {
  const levels = ['info', 'info', 'debug', 'warn', 'error', 'fatal', 'trace'];
  const records = Array.from({ length: 300 }, (_, index) => ({
    timestamp: new Date(Date.now() - index * 9_000).toISOString(),
    level: levels[index % levels.length],
    service: ['shop', 'billing', 'search'][index % 3],
    logger: `myapp.area${index % 3}`,
    message: `order ${index} of customer ${index * 7} took ${index % 90} ms`,
    user: `u${index % 20}`,
  }));
  await server.send(...records);
  await server.stored('service:in(shop, billing, search)', records.length);
});

describe('ways of working', () => {
  it('lists its keys, and finds commands by name', async () => {
    const { page } = test;
    await test.open('/');
    await rowOf(page, 'order 0 of').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).getByText('Pause or resume').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).fill('overview');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('shows the services, their errors and the server at a glance', async () => {
    const { page } = test;
    await test.open('/overview');
    await page.getByRole('rowheader', { name: 'billing' }).waitFor();
    await page.getByText('order … of customer … took … ms').waitFor();
    await page.getByText('All is well').waitFor();
    await page.getByRole('link', { name: /order … of customer/ }).click();
    await expect
      .poll(() => new URL(page.url()).searchParams.get('q'))
      .toBe('level:in(error, fatal) "of customer"');
    await rowOf(page, 'order 4 of').waitFor();
  });

  it('sends a test record and sees it arrive', async () => {
    const { page } = test;
    await test.open('/connect');
    await page.getByRole('button', { name: 'Send a test record' }).click();
    await page.getByText(/back on the live stream in \d+ ms/).waitFor();
    await page.getByText('inputs.lines.tcp').waitFor({ state: 'attached' });
  });

  it('keeps its place when the server goes away, and says so', async () => {
    const { page } = test;
    await test.open('/?q=service:=shop');
    await rowOf(page, 'order 0 of').waitFor();
    await test.following();
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.context().setOffline(true);
    await page.getByText('No network.').waitFor();
    expect(await rowOf(page, 'order 0 of').count()).toBe(1);
    await page.context().setOffline(false);
    await page.unroute('**/api/v1/**');
    await test.following();
  });
});

const VIEWS = [
  ['logs', '/'],
  ['record', '/?live=0&q=service:=shop'],
  ['result', `/?q=${encodeURIComponent('* | stats by (service) count() as records')}`],
  ['overview', '/overview'],
  ['connect', '/connect'],
] as const;

describe.each(['light', 'dark'] as const)('the views in %s', (colorScheme) => {
  it.each(VIEWS)('%s has no serious finding of axe, and fits three widths', async (name, path) => {
    const { page } = test;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await test.open(path);
    await page
      .getByText('billing')
      .or(page.getByText('order '))
      .or(page.getByText('Python'))
      .first()
      .waitFor();
    if (name === 'record') {
      await rowOf(page, 'order 0 of').click();
      await page.getByRole('complementary', { name: 'Record' }).getByText('service').waitFor();
    }
    await page.evaluate(axe.source);
    for (const width of [360, 1280, 2560]) {
      await page.setViewportSize({ width, height: width === 360 ? 740 : Math.round(width * 0.6) });
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
      await picture(page, `${name}-${width}-${colorScheme}`);
      expect(await findings(page)).toEqual([]);
    }
  });
});

/** Serious and critical findings, short. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate((): Promise<AxeResults> => Reflect.get(globalThis, 'axe').run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ''}`);
}
