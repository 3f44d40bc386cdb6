import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { exampleDashboard } from '../../src/dashboards/model.ts';
import { rowOf } from '../support/browser.ts';
import { testPage } from '../support/page.ts';
import { viewsFit } from '../support/views.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const COUNT = 900;

const test = testPage(async (server) => {
  const levels = ['info', 'info', 'info', 'info', 'debug', 'warn', 'error', 'info', 'info', 'fatal'];
  const services = ['shop', 'shop', 'billing', 'search', 'shop', 'gateway', 'billing'];
  const recent = Array.from({ length: COUNT }, (_, index) => {
    const level = levels[(index * 7 + (index >> 4)) % levels.length]!;
    return {
      timestamp: new Date(Date.now() - index * 3_900).toISOString(),
      level,
      service: services[(index * index + index) % services.length],
      trace_id: index < 40 ? index.toString(16).padStart(32, '7') : undefined,
      message:
        level === 'error'
          ? `payment of order ${index} was refused by "bank-${index % 7}"`
          : level === 'fatal'
            ? `worker ${index % 5} ran out of memory`
            : `order ${index} of customer ${index * 7} took ${index % 90} ms`,
    };
  });
  const before = (days: number) => ({
    timestamp: new Date(Date.now() - days * DAY_MS).toISOString(),
    service: 'shop',
    level: 'error',
    message: `payment of order 1 was refused by "bank-1"`,
  });
  await server.send(...recent, before(0.4), before(0.7), before(1), before(2), before(3));
  await server.stored('service:in(shop, billing, search, gateway)', COUNT + 5);
  await fetch(`${server.url}/api/v1/dashboards/example`, {
    method: 'PUT',
    body: JSON.stringify(exampleDashboard()),
  });
  const queries = { slow: 'took _time:1h | stats max(took)', errors: 'level:in(error, fatal) service:shop' };
  for (const [id, query] of Object.entries(queries)) {
    const body = JSON.stringify({ name: `The ${id} ones`, query });
    await fetch(`${server.url}/api/v1/queries/${id}`, { method: 'PUT', body });
  }
});

const region = (name: string): Locator => test.page.getByRole('region', { name, exact: true });
const parameter = (name: string): string | null => new URL(test.page.url()).searchParams.get(name);

describe('the overview', () => {
  it('shows services by time and level', async () => {
    const { page } = test;
    await test.open('/overview');
    const services = region('Services over time');
    await services.getByRole('rowheader', { name: 'billing' }).waitFor();
    await services.getByRole('button', { name: 'Levels of shop' }).click();
    await services.getByRole('rowheader', { name: 'warn' }).waitFor();
    expect(parameter('service')).toBe('shop');
    await page.reload();
    await services.getByRole('rowheader', { name: 'error' }).getByRole('link').click();
    await expect.poll(() => parameter('q')).toBe('service:=shop level:=error');
  });

  it('shows errors over time and by pattern, the commonest or the newest first', async () => {
    const { page } = test;
    await test.open('/overview');
    await region('Warnings and errors over time').locator('canvas').waitFor();
    const errors = region('Errors by pattern');
    await errors.getByRole('link', { name: 'payment of order <*> was refused by "<*>"' }).waitFor();
    await errors.getByRole('combobox', { name: 'Order of the errors' }).selectOption('newest');
    await expect.poll(() => parameter('sort')).toBe('newest');
    await errors.getByRole('link', { name: 'worker <*> ran out of memory' }).click();
    await expect.poll(() => parameter('q')).toBe('level:in(error, fatal) "ran out of memory"');
    await page.getByRole('row', { name: 'ran out of memory' }).first().waitFor();
  });

  it('shows patterns that are new since a moment, and not those of the day before', async () => {
    await test.open('/overview');
    const fresh = region('New patterns');
    await fresh.getByRole('link', { name: 'worker <*> ran out of memory' }).waitFor();
    await fresh.getByText('not in the 24 hours before').waitFor();
    expect(await fresh.getByRole('link', { name: 'payment of order' }).count()).toBe(0);
    await fresh.getByRole('combobox', { name: 'New since' }).selectOption('15m');
    await expect.poll(() => parameter('since')).toBe('15m');
    await fresh.getByRole('link', { name: 'worker <*> ran out of memory' }).waitFor({ state: 'detached' });
    // Something is logged that never was.
    await test.server.send({ service: 'shop', level: 'warn', message: 'disk 7 is nearly full' });
    await test.server.stored('"is nearly full"', 1);
    await test.page.reload();
    await fresh.getByRole('link', { name: 'disk <*> is nearly full' }).click();
    await rowOf(test.page, 'disk 7 is nearly full').waitFor();
  });

  it('shows traces, what comes in by input, the disk and where it leads, and how the server is', async () => {
    const { page } = test;
    await test.open('/overview');
    const traces = page
      .getByRole('term')
      .filter({ hasText: 'Active traces' })
      .locator('..')
      .getByRole('definition');
    await expect.poll(() => traces.textContent()).toBe('40');
    await region('Server').getByText('All is well').waitFor();
    await region('Coming in').getByRole('rowheader', { name: 'http' }).waitFor();
    const disk = region('Disk');
    await disk.getByText(/^[\d.]+ [KM]B a day$/).waitFor();
    await disk.getByText(/^[\d.]+ [GT]B free of [\d.]+ [GT]B$/).waitFor();
    await disk.getByText('for ever').waitFor();
    await disk.getByText(/^At this rate the disk /).waitFor();
  });
});

describe('settings', () => {
  it('tell of retention, tokens and users, and where they are set', async () => {
    await test.open('/settings');
    await region('Retention').getByText('for ever').waitFor();
    await region('Retention').getByText('retention: 30d', { exact: true }).waitFor();
    await region('Tokens').getByText('auth.tokens').waitFor();
    await region('Users').getByText('There are no users yet').waitFor();
  });

  it('rename, remove, bring back and take along saved queries, which the logs view offers', async () => {
    const { page } = test;
    await test.open('/settings');
    const saved = region('Saved queries');
    await saved.getByRole('button', { name: 'Rename The slow ones' }).click();
    await saved.getByRole('textbox', { name: 'New name of The slow ones' }).fill('Sluggish');
    await page.keyboard.press('Enter');
    await saved.getByRole('link', { name: 'Sluggish' }).waitFor();
    await saved.getByRole('button', { name: 'Remove Sluggish' }).click();
    await saved.getByRole('link', { name: 'Sluggish' }).waitFor({ state: 'detached' });
    await saved.getByRole('button', { name: 'Bring it back' }).click();
    await saved.getByRole('link', { name: 'Sluggish' }).waitFor();
    await saved.getByLabel('Import').setInputFiles({
      name: 'queries.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"queries": [{"name": "From a file", "query": "service:=search"}]}'),
    });
    await saved.getByRole('link', { name: 'From a file' }).waitFor();

    await test.open('/');
    await page.getByRole('button', { name: 'Saved and earlier queries' }).click();
    const lists = page.getByRole('dialog', { name: 'Saved and earlier queries' });
    await lists.getByRole('button', { name: 'Sluggish', exact: true }).waitFor();
    await lists.getByRole('button', { name: 'From a file', exact: true }).click();
    await expect.poll(() => parameter('q')).toBe('service:=search');
    await page.getByRole('button', { name: 'Saved and earlier queries' }).click();
    await lists.getByRole('button', { name: 'Save this query' }).click();
    await test.open('/?q=service:=billing');
    await page.getByRole('button', { name: 'Saved and earlier queries' }).click();
    await lists.getByRole('button', { name: 'Save this query' }).click();
    await lists.getByRole('button', { name: 'Forget service:=billing' }).click();
    await lists.getByRole('button', { name: 'Forget service:=billing' }).waitFor({ state: 'detached' });
  });
});

describe('connect', () => {
  it.each(['lines, tcp', 'python, udp', 'syslog, tcp', 'forward, tcp', 'otlp, grpc', 'loki, http'])(
    'sends a test record to %s and sees it arrive',
    async (listener) => {
      const { page } = test;
      await test.open('/connect');
      const [input] = listener.split(',');
      const card = page
        .getByRole('group')
        .filter({ has: page.getByRole('heading', { name: input!, exact: true }) });
      await card.locator('summary').click();
      const row = card.getByRole('button', { name: `Send a test record to ${listener}` });
      await row.click();
      await card.getByText(/back on the live stream in \d+ ms/).waitFor();
      await card.getByRole('link', { name: 'See it' }).click();
      await rowOf(page, 'A test record from the page').waitFor();
    },
  );
});

viewsFit(
  test,
  [
    ['overview', '/overview?service=shop', 'worker <*> ran'],
    ['dashboards', '/dashboards', 'What happens now'],
    ['dashboard', '/dashboards/example', 'Newest errors'],
    ['dashboard-edit', '/dashboards/example?edit=1', 'Newest errors'],
    ['connect', '/connect', 'One record'],
    ['settings', '/settings', 'Density'],
  ],
  {
    overview: async ({ page }) => page.locator('canvas').first().waitFor(),
    dashboard: async ({ page }) => page.locator('canvas').first().waitFor(),
    'dashboard-edit': async ({ page }) => page.locator('canvas').first().waitFor(),
  },
);

it('the form of a panel fits a phone', async () => {
  const { page } = test;
  await page.setViewportSize({ width: 360, height: 740 });
  await test.open('/dashboards/example?edit=1');
  await page.getByRole('button', { name: 'Change Records by level' }).click();
  const form = page.getByRole('dialog', { name: 'Panel' });
  await form.getByRole('region', { name: 'Preview' }).locator('canvas').waitFor();
  expect((await form.boundingBox())!.width).toBeLessThanOrEqual(352);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
