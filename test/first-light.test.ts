import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './kit/browser.ts';
import { TemporaryDirectory } from './kit/directory.ts';
import { parseHostPort } from './kit/ports.ts';
import { findPython } from './kit/python.ts';
import { queryRows } from './kit/query.ts';
import { ServerProcess } from './kit/server-process.ts';

const run = promisify(execFile);
const script = (name: string): string => fileURLToPath(new URL(`./python/${name}`, import.meta.url));

/** Logger, level and message of what the documentation's example sends. */
const EXPECTED = [
  ['root', 'info', 'Jackdaws love my big sphinx of quartz.'],
  ['myapp.area1', 'debug', 'Quick zephyrs blow, vexing daft Jim.'],
  ['myapp.area1', 'info', 'How quickly daft jumping zebras vex.'],
  ['myapp.area2', 'warn', 'Jail zesty vixen who grabbed pay from quack.'],
  ['myapp.area2', 'error', 'The five boxing wizards jump quickly.'],
];

describe('first light', () => {
  let directory: TemporaryDirectory;
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    [server, browser] = await Promise.all([ServerProcess.start({ data: directory.path }), launchBrowser()]);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await directory[Symbol.asyncDispose]();
  });

  it("keeps and shows what the example of Python's documentation sends", async () => {
    const page = await browser.newPage();
    await page.goto(server.url);
    const { host, port } = parseHostPort(server.addresses['inputs.python.tcp']!);
    await run(findPython(), [script('documentation.py'), host, String(port)]);

    const rows = await queryRows(server.url, 'source:python | sort by (_time)', EXPECTED.length);
    expect(rows.map(({ logger, level, _msg }) => [logger, level, _msg])).toEqual(EXPECTED);
    expect(rows[1]).toMatchObject({
      funcName: '<module>',
      filename: 'documentation.py',
      threadName: 'MainThread',
    });

    for (const [logger, , message] of EXPECTED) {
      const row = page.getByRole('row').filter({ hasText: message! });
      await row.first().waitFor({ timeout: 10_000 });
      expect(await row.first().textContent()).toContain(logger);
    }
    await page.close();
  });

  it.each(['close', 'stay'])(
    'takes the text without a line end of the Twisted tutorial, which may %s',
    async (then) => {
      const { host, port } = parseHostPort(server.addresses['inputs.lines.tcp']!);
      const text = `Important event occurred, and I ${then}!`;
      const client = spawn(findPython('twisted'), [
        script('twisted_logger.py'),
        host,
        String(port),
        text,
        then,
      ]);
      const ended = once(client, 'exit');
      const [row] = await queryRows(server.url, `source:lines "${text}"`, 1);
      expect(row).toMatchObject({ _msg: text, host: '127.0.0.1', level: 'info' });
      client.kill();
      await ended;
    },
  );

  it("keeps the server's own log as records, without feeding itself", async () => {
    await queryRows(server.url, 'service:logboom "the server is ready"', 1);
    expect(await server.metric('logboom_input_records_total', 'input="logboom"')).toBeLessThan(20);
  });
});
