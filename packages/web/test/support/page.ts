import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { startBrowser } from './browser.ts';
import { startServer, type TestServer } from './server.ts';

/** A server and a browser for a file of tests, and a new page for each test; script errors fail the test. */
export interface TestPage {
  readonly server: TestServer;
  readonly page: Page;
  readonly browser: Browser;
  /** Opens a path of the page. */
  open(path: string): Promise<void>;
  /** Waits until the page follows what arrives. */
  following(): Promise<void>;
}

export function testPage(prepare?: (server: TestServer) => Promise<void>): TestPage {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  const failures: string[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), startBrowser()]);
    await prepare?.(server);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    failures.length = 0;
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => failures.push(error.message));
  });
  afterEach(async () => {
    await page.close();
    expect(failures).toEqual([]);
  });

  return {
    get server() {
      return server;
    },
    get page() {
      return page;
    },
    get browser() {
      return browser;
    },
    open: async (path) => {
      await page.goto(server.url + path);
    },
    following: () => page.getByRole('status', { name: 'Connection' }).getByText('Live').waitFor(),
  };
}
