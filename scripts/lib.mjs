// What the scripts share. Plain JavaScript for Node 20: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(ROOT, 'node_modules', '.bin');
const INSTALLED = join(ROOT, 'node_modules', '.logboom-installed');
const ASSETS = join(ROOT, 'packages', 'server', 'assets');
const BUILT = join(ASSETS, '.built-from');
/** What is published, each after those it imports. */
export const PUBLIC_PACKAGES = ['core', 'logsql', 'logger', 'client', 'server', 'cli'];
const BUILD_SOURCES = ['tsconfig.base.json', 'tsconfig.build.json', 'package-lock.json'];
/** What the page is made of. */
const PAGE_SOURCES = [
  'packages/web',
  'packages/core/src',
  'packages/logsql/src',
  'packages/client/src',
  'package-lock.json',
];

/** The environment in which the repository's own Node and tools come first. */
export function toolEnvironment() {
  const options = `${process.env.NODE_OPTIONS ?? ''} --conditions=logboom-source`.trim();
  return { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, NODE_OPTIONS: options };
}

/** Runs a command to its end; a failure ends this process with the same status. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (error) fail(`${command} could not be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a command in place of this process: signals go to it, its end is ours. */
export function become(command, args, options = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${command} could not be run: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

export function fail(message) {
  process.stderr.write(`logboom: ${message}\n`);
  process.exit(1);
}

/** Installs the npm packages unless those of this very lock file are there. */
export function installPackages() {
  const wanted = hash([join(ROOT, 'package-lock.json')]);
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  process.stderr.write('logboom: installing packages ...\n');
  // Not `npm ci`: it refuses a lock file that lacks the optional binaries of some other platform, which a
  // registry mirror need not have. This installs the locked versions and leaves the lock file as it is.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(INSTALLED, wanted);
}

/** Builds the page unless it was built from these very sources. */
export function buildPage() {
  if (!existsSync(join(ROOT, 'packages', 'web', 'package.json'))) return;
  const wanted = hash(PAGE_SOURCES.flatMap((path) => filesOf(join(ROOT, path))));
  if (existsSync(BUILT) && readFileSync(BUILT, 'utf8') === wanted) return;
  process.stderr.write('logboom: building the page ...\n');
  run('npm', ['run', 'build', '--workspace', 'packages/web', '--silent', '--', '--logLevel', 'warn'], {
    env: toolEnvironment(),
  });
  writeFileSync(BUILT, wanted);
}

/** Compiles the public packages for publishing, unless that was done from these very sources. */
export function buildPackages() {
  buildPage();
  for (const name of PUBLIC_PACKAGES) {
    const path = join(ROOT, 'packages', name);
    const dist = join(path, 'dist');
    const built = join(dist, '.built-from');
    const sources = PUBLIC_PACKAGES.slice(0, PUBLIC_PACKAGES.indexOf(name) + 1).map((each) =>
      join(ROOT, 'packages', each, 'src'),
    );
    const wanted = hash(
      [...sources, join(path, 'package.json'), ...BUILD_SOURCES.map((each) => join(ROOT, each))].flatMap(
        filesOf,
      ),
    );
    if (existsSync(built) && readFileSync(built, 'utf8') === wanted) continue;
    process.stderr.write(`logboom: compiling packages/${name} ...\n`);
    rmSync(dist, { recursive: true, force: true });
    run('tsc', ['-p', join(path, 'tsconfig.build.json')], {
      env: { ...toolEnvironment(), NODE_OPTIONS: '' },
    });
    copyFileSync(join(ROOT, 'LICENSE'), join(path, 'LICENSE'));
    writeFileSync(built, wanted);
  }
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

function hash(paths) {
  const sum = createHash('sha256');
  for (const path of paths) sum.update(path.slice(ROOT.length)).update(readFileSync(path));
  return sum.digest('hex');
}
