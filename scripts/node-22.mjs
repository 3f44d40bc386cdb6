// The oldest Node that the packages run on, for the test of what is published. It is no dev dependency: two packages
// that bring a program of the same name would fight for node_modules/.bin/node.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './lib.mjs';

const VERSION = '22.23.3';
const PACKAGE = `node-${process.platform}-${process.arch}`;
const PATH = join(ROOT, 'node_modules', '.cache', 'logboom-node-22');

/** Brings the program from the registry, without any script of its package. */
export function installNode22() {
  if (existsSync(join(PATH, 'node_modules', PACKAGE, 'bin', 'node'))) return;
  process.stderr.write(`logboom: bringing Node ${VERSION} ...\n`);
  mkdirSync(PATH, { recursive: true });
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  run('npm', ['install', '--prefix', PATH, ...options, `${PACKAGE}@${VERSION}`]);
}
