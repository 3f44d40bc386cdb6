import { spawnSync } from 'node:child_process';

/** Debian's interpreter first: Debian's Python packages belong to it. */
const CANDIDATES = ['/usr/bin/python3', 'python3', 'python'];

/**
 * The Python to run, which has the given modules.
 *
 * @throws Error that says what to install
 */
export function findPython(...modules: string[]): string {
  const code = ['sys', ...modules].map((module) => `import ${module}`).join('\n');
  const found = CANDIDATES.find((path) => spawnSync(path, ['-c', code], { stdio: 'ignore' }).status === 0);
  if (found !== undefined) return found;
  throw new Error(`no Python 3 with ${modules.join(', ') || 'its own modules'}: npm test installs it`);
}
