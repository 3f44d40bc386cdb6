import { describe, expect, it } from 'vitest';
import { rowOf } from '../support/browser.ts';
import { testPage } from '../support/page.ts';
import { viewsFit } from '../support/views.ts';

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

  it('shows a trace as a waterfall of spans with their records', async () => {
    const { page } = test;
    await test.open('/traces');
    await page.getByRole('link', { name: '4bf92f3577b34da6a3ce929d0e0e4736' }).click();
    await page.getByText('30 records in 5 spans').waitFor();
    await page.getByRole('group').filter({ hasText: 'order 29 of' }).locator('summary').click();
    await page.getByRole('link', { name: 'order 29 of' }).click();
    await page.getByRole('complementary', { name: 'Record' }).getByText('00f067aa0ba902b4').first().waitFor();
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
  ['traces', '/traces', '4bf92f'],
  ['trace', '/traces/4bf92f3577b34da6a3ce929d0e0e4736', '30 records'],
] as const;

viewsFit(test, VIEWS, {
  record: async ({ page }) => {
    await rowOf(page, 'order 0 of').click();
    await page.getByRole('complementary', { name: 'Record' }).getByText('service').waitFor();
  },
});
