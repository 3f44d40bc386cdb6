import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TemporaryDirectory } from '../../../../test/kit/directory.ts';
import { until } from '../../../../test/kit/poll.ts';
import { parseHostPort } from '../../../../test/kit/ports.ts';
import { ServerProcess } from '../../../../test/kit/server-process.ts';

/** Every `ts` block is a program; a `text` block behind it is what it prints. */
interface Example {
  section: string;
  code: string;
  output: string;
}

const DOCS = join(import.meta.dirname, '../../../../docs');
// Inside the package, so that the examples import it by its own name.
const place = join(import.meta.dirname, '.run');
mkdirSync(place, { recursive: true });
const folder = mkdtempSync(join(place, 'network-'));

let directory: TemporaryDirectory;
let server: ServerProcess;
let redis: ReturnType<typeof spawn>;
beforeAll(async () => {
  directory = await TemporaryDirectory.create();
  server = await ServerProcess.start({ data: join(directory.path, 'data') });
  const socket = join(directory.path, 'redis.sock');
  redis = spawn('redis-server', [
    '--port',
    '0',
    '--unixsocket',
    socket,
    '--dir',
    directory.path,
    '--save',
    '',
  ]);
  await once(redis.stdout!, 'data');
});
afterAll(async () => {
  redis.kill('SIGKILL');
  await server.kill();
  await directory[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function examplesOf(page: string): Example[] {
  const text = readFileSync(join(DOCS, page), 'utf8');
  const found: Example[] = [];
  let section = '';
  for (const match of text.matchAll(/^## (.*)$|^```ts\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```$)?/gm)) {
    if (match[1] !== undefined) section = match[1];
    else found.push({ section, code: match[2]!, output: match[3] ?? '' });
  }
  expect(found).toHaveLength(text.split('```ts\n').length - 1);
  return found;
}

/** The default ports of the page are those of the test's own servers. */
function withPorts(code: string): string {
  const port = (input: string): number => parseHostPort(server.addresses[input]!).port;
  return code
    .replaceAll('port: 5000', `port: ${port('inputs.lines.tcp')}`)
    .replaceAll('port: 5514', `port: ${port('inputs.syslog.tcp')}`)
    .replaceAll('http://127.0.0.1:8888', server.url)
    .replaceAll('new Redis()', `new Redis(${JSON.stringify(join(directory.path, 'redis.sock'))})`);
}

function withoutTimes(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME').trimEnd();
}

async function run(
  name: string,
  code: string,
): Promise<{ printed: string; errors: string; status: unknown }> {
  const own = join(folder, name);
  mkdirSync(own);
  const file = join(own, 'example.ts');
  writeFileSync(file, withPorts(code));
  const child = spawn(process.execPath, ['--conditions=logboom-source', file], { cwd: own });
  let printed = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [status] = await once(child, 'close');
  return { printed, errors, status };
}

describe.each(['logger-network.md', 'logger-security.md'])('%s', (page) => {
  test.each(examplesOf(page).map((example, i) => ({ ...example, i })))(
    '$section, example $i',
    async ({ code, output, i }) => {
      const { printed, errors, status } = await run(`${page}-${i}`, code);
      expect(status, errors).toBe(0);
      expect(withoutTimes(printed)).toBe(withoutTimes(output));
    },
  );
});

test('what the examples sent to Logboom is there', async () => {
  for (const words of ['"paid" order:17', '"paid over HTTP"', '"over TCP"', '"no money"']) {
    await until(words, async () => {
      const url = `${server.url}/api/v1/query?query=${encodeURIComponent(words)}&limit=10`;
      return (await (await fetch(url)).text()) !== '';
    });
  }
});
