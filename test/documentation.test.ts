import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TemporaryDirectory } from './kit/directory.ts';
import { until } from './kit/poll.ts';
import { parseHostPort } from './kit/ports.ts';
import { findPython } from './kit/python.ts';
import { queryRows } from './kit/query.ts';
import { ServerProcess } from './kit/server-process.ts';
import { type Snippet, snippetsOf } from './kit/snippets.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

let directory: TemporaryDirectory;
let server: ServerProcess;

beforeAll(async () => {
  directory = await TemporaryDirectory.create();
  server = await ServerProcess.start({ data: directory.path });
});

afterAll(async () => {
  await server.stop();
  await directory[Symbol.asyncDispose]();
});

/** A snippet with the addresses of the test's server in place of the default ones. */
function here(text: string): string {
  const python = parseHostPort(server.addresses['inputs.python.tcp']!).port;
  const lines = parseHostPort(server.addresses['inputs.lines.tcp']!).port;
  return text
    .replaceAll('127.0.0.1:8888', server.addresses.http!)
    .replaceAll("'127.0.0.1', 9020", `'127.0.0.1', ${python}`)
    .replaceAll('127.0.0.1 5000', `127.0.0.1 ${lines}`)
    .replaceAll('npm run -s logboom --', `npm run -s --prefix '${ROOT}' logboom --`);
}

/** What the shell needs to find the server that the commands mean. */
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, LOGBOOM_URL: server.url });

async function runSnippet({ language, text }: Snippet): Promise<string> {
  const code = here(text);
  const options = { cwd: ROOT, env: environment() };
  if (language === 'python') return (await run(findPython(), ['-c', code], options)).stdout;
  if (language === 'ts') {
    return (await run(process.execPath, ['--input-type=module-typescript', '-e', code], options)).stdout;
  }
  return (await run('bash', ['-ec', code], options)).stdout;
}

test('every way to send a first record in the README works when it is pasted', async () => {
  const snippets = await snippetsOf('README.md');
  const [curl, python, typescript] = snippets.filter(({ text }) => /hello from/.test(text));
  for (const snippet of [curl!, python!, typescript!]) await runSnippet(snippet);
  const rows = await queryRows(server.url, '"hello from"', 3);
  expect(rows.map(({ _msg }) => _msg).sort()).toEqual([
    'hello from Python',
    'hello from TypeScript',
    'hello from curl',
  ]);
});

test('the README lists the inputs', async () => {
  const block = (await snippetsOf('README.md')).find(({ text }) => text.includes('-- inputs'));
  expect(await runSnippet(block!)).toMatch(/python +listening +tcp 127/);
});

test('the commands of the README watch and search', async () => {
  const [block] = (await snippetsOf('README.md')).filter(({ text }) => text.includes('tail'));
  const [tail, query] = block!.text.trim().split('\n');
  expect(await runSnippet({ language: 'sh', text: query! })).toContain('hello from curl');

  const watching = spawn('bash', ['-c', `exec ${here(tail!)}`], {
    cwd: ROOT,
    env: environment(),
    detached: true,
  });
  let output = '';
  watching.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  try {
    await until(
      'a tail',
      async () => {
        const body = JSON.stringify({ level: 'error', message: 'watched' });
        await fetch(`${server.url}/api/v1/logs`, { method: 'POST', body });
        return output.includes('watched');
      },
      { deadline: 30_000, every: 200 },
    );
  } finally {
    const ended = once(watching, 'exit');
    process.kill(-watching.pid!, 'SIGTERM');
    await ended;
  }
});

test.each([
  'docs/get-started.md',
  'docs/query-api.md',
  'docs/page.md',
  'docs/inputs/http.md',
  'docs/inputs/python.md',
])('the commands of %s work', async (page) => {
  for (const snippet of await snippetsOf(page)) {
    if (!['sh', 'python'].includes(snippet.language)) continue;
    // A stream has no end of its own: its first bytes are enough.
    const text = snippet.text.replace(/^curl -N (.*)$/m, "timeout 2 curl -sN '$1' | head -c 10");
    const output = await runSnippet({ ...snippet, text });
    expect(output).not.toMatch(/"code":"LB_/);
  }
});
