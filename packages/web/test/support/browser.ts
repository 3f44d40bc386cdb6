import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const ARTIFACTS = fileURLToPath(new URL('../../../../artifacts/', import.meta.url));

/** The system's Chromium, without a window and without what it does of its own accord on the network. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A picture for people to look at: artifacts/NAME.png, git-ignored. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: `${ARTIFACTS}${name}.png` });
}

/** The messages of the rows on the screen, newest first. */
export const messages = (page: Page): Promise<string[]> =>
  page.locator('[role=row][aria-rowindex] [data-column=message]').allTextContents();

/** The row whose message has this text. */
export const rowOf = (page: Page, text: string) => page.getByRole('row', { name: text });
