import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { configOptions, readServerFile } from '@logboom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TemporaryDirectory } from './kit/directory.ts';
import { findNode22 } from './kit/node-22.ts';
import { until } from './kit/poll.ts';
import { queryRows } from './kit/query.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGES = ['core', 'logsql', 'logger', 'client', 'server', 'cli'];

interface Manifest {
  name: string;
  version: string;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
}

let directory: TemporaryDirectory;
/** The empty project that our packages are installed into. */
let project: string;
const manifests: Manifest[] = [];

beforeAll(async () => {
  directory = await TemporaryDirectory.create();
  project = join(directory.path, 'project');
  await run(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, timeout: 600_000 });
  for (const name of PACKAGES) manifests.push(await install(join(ROOT, 'packages', name)));
  await writeFile(join(project, 'package.json'), '{ "type": "module", "private": true }');
}, 900_000);

afterAll(() => directory?.[Symbol.asyncDispose]());

/** Packs a package and unpacks it as npm would install it; packages of others are those of this repository. */
async function install(source: string): Promise<Manifest> {
  const packed = await run('npm', ['pack', '--json', '--pack-destination', directory.path], { cwd: source });
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as Manifest;
  const target = join(project, 'node_modules', manifest.name);
  await mkdir(target, { recursive: true });
  await run('tar', ['-xzf', join(directory.path, filename), '-C', target, '--strip-components=1']);
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (!name.startsWith('@logboom/')) await link(name, source);
  }
  const bin = join(project, 'node_modules', '.bin');
  await mkdir(bin, { recursive: true });
  for (const [name, path] of Object.entries(manifest.bin ?? {})) {
    await symlink(join(target, path), join(bin, name));
    await run('chmod', ['+x', join(target, path)]);
  }
  return manifest;
}

/** Links a package from where `source` finds it. */
async function link(name: string, source: string): Promise<void> {
  const nested = join(source, 'node_modules', name);
  const found = await readdir(nested).then(
    () => nested,
    () => join(ROOT, 'node_modules', name),
  );
  const target = join(project, 'node_modules', name);
  await mkdir(dirname(target), { recursive: true });
  await symlink(found, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Every other listener of the configuration on a free port. */
const inputPorts = configOptions()
  .filter(({ key, default: value }) => key.startsWith('inputs.') && /:\d+$/.test(value))
  .flatMap(({ key }) => [`--${key}`, '127.0.0.1:0']);

describe('the published packages', () => {
  it('name each other by exact version', () => {
    const versions = new Map(manifests.map(({ name, version }) => [name, version]));
    const named = manifests.flatMap(({ dependencies = {} }) => Object.entries(dependencies));
    const ours = named.filter(([name]) => versions.has(name));
    expect(ours.length).toBeGreaterThan(5);
    expect(ours.filter(([name, version]) => versions.get(name) !== version)).toEqual([]);
  });

  it('hold what they need and nothing else', async () => {
    for (const { name } of manifests) {
      const files = await readdir(join(project, 'node_modules', name));
      const wanted = ['LICENSE', 'README.md', 'dist', 'package.json'];
      expect(files.sort()).toEqual(name === '@logboom/server' ? [...wanted, 'assets'].sort() : wanted);
    }
  });

  it('log on Node 22, without TypeScript', async () => {
    await writeFile(
      join(project, 'log.mjs'),
      `import { appendToFile, FileHandler, getLogger, WorkerHandler } from '@logboom/logger';
       import { logs, word } from '@logboom/client';
       const logger = getLogger('shop').setLevel('INFO');
       logger.addHandler(new FileHandler({ filename: 'shop.log' }));
       const worker = new WorkerHandler({ task: appendToFile, parameters: { path: 'worker.log' } });
       logger.addHandler(worker);
       logger.info('paid');
       await worker.flush();
       console.log(process.version.split('.')[0], String(logs().where(word('c'))));`,
    );
    const { stdout } = await run(findNode22(), ['log.mjs'], { cwd: project, env: {} });
    expect(stdout).toBe('v22 c\n');
    expect(await readFile(join(project, 'shop.log'), 'utf8')).toContain('paid');
    expect(await readFile(join(project, 'worker.log'), 'utf8')).toContain('paid');
  });

  it('have types for a strict consumer with nodenext', async () => {
    await writeFile(
      join(project, 'consumer.ts'),
      `import { count, field, LogboomClient, logs } from '@logboom/client';
       import { LogboomError, type LogRecord } from '@logboom/core';
       import { getLogger } from '@logboom/logger';
       import { parseQuery, type Query } from '@logboom/logsql';
       import { loadConfig, Server } from '@logboom/server';

       const client = new LogboomClient();
       const query = logs().where(field('level').is('error')).stats(count()).by('service');
       for await (const { service, count } of client.query(query)) console.log(service.length + count);
       // @ts-expect-error there is no such level
       field('level').is('eror');
       export const ast: Query = parseQuery('*');
       export const record = (one: LogRecord): string => one.message;
       export const isOurs: boolean = LogboomError.is(1);
       export const start = async (): Promise<Server> => Server.start(await loadConfig({ flags: {} }));
       getLogger('a').info('b');`,
    );
    const options = {
      strict: true,
      module: 'nodenext',
      moduleResolution: 'nodenext',
      target: 'es2024',
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules', '@types')],
    };
    const config = { compilerOptions: options, files: ['consumer.ts'] };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
    const result = await run(tsc, ['-p', '.'], { cwd: project }).catch((error: { stdout: string }) => error);
    expect(result.stdout).toBe('');
  });

  it.each([
    ['the Node of this repository', () => process.execPath],
    ['Node 22', findNode22],
  ])('run as npx logboom on %s', async (_, node) => {
    const data = join(directory.path, `data-${Math.random()}`);
    const env = { PATH: `${dirname(node())}:${process.env.PATH}`, HOME: directory.path };
    const args = ['logboom', '--http.listen', '127.0.0.1:0', '--data', data, ...inputPorts];
    const child = spawn('npx', args, { cwd: project, env, detached: true, stdio: 'pipe' });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        log += part;
      });
    }
    try {
      const probe = async () => (child.exitCode === null ? readServerFile(data) : 'ended');
      const file = await until('the server', probe, { deadline: 60_000 });
      if (file === 'ended') throw new Error(`it ended at start:\n${log}`);
      const url = `http://${file.addresses.http}`;
      const body = JSON.stringify({ service: 'shop', message: 'from a package' });
      await fetch(`${url}/api/v1/logs`, { method: 'POST', body });
      expect((await queryRows(url, 'service:shop', 1))[0]?._msg).toBe('from a package');
      const html = await (await fetch(url)).text();
      const script = /src="([^"]+\.js)"/.exec(html)?.[1];
      expect((await fetch(url + script)).headers.get('content-type')).toContain('javascript');

      const lines = join(directory.path, 'app.log');
      await writeFile(lines, '{"level":"error","message":"in a file"}\n'.repeat(10));
      const bin = join(project, 'node_modules', '.bin', 'logboom');
      const analyzed = await run(bin, ['analyze', lines, '--threads', '2'], { env });
      expect(analyzed.stdout).toContain('in a file');
      await run(bin, ['import', lines, '--server', url], { env });
      expect(await queryRows(url, '"in a file"', 10)).toHaveLength(10);
    } finally {
      if (child.exitCode === null) {
        const ended = once(child, 'exit');
        process.kill(-child.pid!, 'SIGTERM');
        await ended;
      }
    }
  });
});
