import { execFile } from 'node:child_process';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Unpacks Debian packages that cannot be installed beside what is there (rsyslog and syslog-ng exclude each other)
 * into a directory of their own, which is kept for the next run.
 *
 * @returns the directory, with `usr/sbin`, `usr/lib` ... in it
 * @throws Error where there is no Debian
 */
export async function unpackDebian(packages: string[]): Promise<string> {
  const path = join(tmpdir(), `logboom-debian-${packages.join('+')}`);
  if (await readdir(path).catch(() => undefined)) return path;
  const work = `${path}.${process.pid}`;
  const root = join(work, 'root');
  await mkdir(root, { recursive: true });
  await run('apt-get', ['download', ...packages], { cwd: work });
  for (const name of await readdir(work)) {
    if (name.endsWith('.deb')) await run('dpkg', ['-x', join(work, name), root]);
  }
  await rename(root, path);
  return path;
}
