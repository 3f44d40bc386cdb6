import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const UNPACKED = fileURLToPath(new URL('../../node_modules/.cache/logboom-debian/', import.meta.url));

/** A program of a Debian package that was unpacked, not installed (scripts/system-packages.mjs). */
export interface UnpackedProgram {
  program: string;
  /** Where the package's files are. */
  root: string;
  env: NodeJS.ProcessEnv;
}

/** @throws Error that says what to do when it is not there */
export function findUnpacked(name: string, program: string): UnpackedProgram {
  const root = join(UNPACKED, name);
  const path = join(root, program);
  if (!existsSync(path)) throw new Error(`${name} is not there: npm test unpacks it`);
  const libraries = ['usr/lib', 'lib'].flatMap((each) => libraryPaths(join(root, each)));
  return { program: path, root, env: { PATH: process.env.PATH, LD_LIBRARY_PATH: libraries.join(':') } };
}

/** The architecture's folder, whatever its name is. */
function libraryPaths(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('-linux-gnu') || name.startsWith('syslog-ng'))
    .map((name) => join(path, name));
}
