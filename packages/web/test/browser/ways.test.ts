import { readFile } from 'node:fs/promises';
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
    trace_id: index < 30 ? '4bf92f3577b34da6a3ce929d0e0e4736' : undefined,
    span_id: index < 30 ? `00f067aa0ba902b${index % 5}` : undefined,
    parent_span_id: index < 30 && index % 5 > 0 ? '00f067aa0ba902b0' : undefined,
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

  it('shows a trace as a waterfall of spans with their records', async () => {
    const { page } = test;
    await test.open('/traces');
    await page.getByRole('link', { name: '4bf92f3577b34da6a3ce929d0e0e4736' }).click();
    await page.getByText('30 records in 5 spans').waitFor();
    await page.getByRole('group').filter({ hasText: 'order 29 of' }).locator('summary').click();
    await page.getByRole('link', { name: 'order 29 of' }).click();
    await page.getByRole('complementary', { name: 'Record' }).getByText('00f067aa0ba902b4').first().waitFor();
  });

  it('shows panels of a dashboard, changes one, and exports it', async () => {
    const { page } = test;
    await test.open('/dashboards');
    await page.getByRole('button', { name: 'New dashboard' }).click();
    await page.getByRole('region', { name: 'Services' }).getByText('billing').waitFor();
    await page.getByRole('region', { name: 'Errors', exact: true }).getByText(/^\d+$/).waitFor();
    await page.locator('.uplot canvas').waitFor();
    await picture(page, 'dashboard-1280-light');
    await page.getByRole('button', { name: 'Add a variable' }).click();
    await page.getByRole('textbox', { name: 'Value of value1' }).fill('shop');
    await page.getByRole('button', { name: 'Change Services' }).click();
    await page
      .getByRole('textbox', { name: 'Query' })
      .fill('service:$value1 | stats by (service) count() as records');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Services' }).getByText('billing').waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Services' }).getByText('shop').waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    const text = await readFile((await (await saving).path())!, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ variables: [{ name: 'value1', value: 'shop' }] });
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

/** Name of the picture, path, and a text that tells that the view stands. */
const VIEWS = [
  ['logs', '/', 'order 0 of'],
  ['record', '/?live=0&q=service:=shop', 'order 0 of'],
  ['result', `/?q=${encodeURIComponent('* | stats by (service) count() as records')}`, 'billing'],
  ['overview', '/overview', 'order … of'],
  ['traces', '/traces', '4bf92f'],
  ['trace', '/traces/4bf92f3577b34da6a3ce929d0e0e4736', '30 records'],
  ['dashboards', '/dashboards', 'None yet'],
  ['connect', '/connect', 'One record'],
  ['settings', '/settings', 'Density'],
] as const;

describe.each(['light', 'dark'] as const)('the views in %s', (colorScheme) => {
  it.each(VIEWS)('%s has no serious finding of axe, and fits three widths', async (name, path, ready) => {
    const { page } = test;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await test.open(path);
    await page.getByText(ready).first().waitFor();
    if (name === 'record') {
      await rowOf(page, 'order 0 of').click();
      await page.getByRole('complementary', { name: 'Record' }).getByText('service').waitFor();
    }
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

/** Serious and critical findings, short. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate((): Promise<AxeResults> => Reflect.get(globalThis, 'axe').run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ''}`);
}
