// The programs that tests run for real, and the Debian packages that bring them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ROOT, run } from './lib.mjs';

/** Debian's interpreter is the one that Debian's Python packages belong to. */
const PYTHON = '/usr/bin/python3';

const NEEDED = [
  { package: 'python3', present: () => works(PYTHON, ['--version']) },
  { package: 'bsdutils', present: () => works('logger', ['--version']) },
  { package: 'openssl', present: () => works('openssl', ['version']) },
  { package: 'redis-server', present: () => works('redis-server', ['--version']) },
  { package: 'nats-server', present: () => works('nats-server', ['--version']) },
  { package: 'chromium', present: () => works('/usr/bin/chromium', ['--version', '--no-sandbox']) },
  { package: 'python3-twisted', present: () => works(PYTHON, ['-c', 'import twisted']) },
  { package: 'python3-redis', present: () => works(PYTHON, ['-c', 'import redis']) },
  { package: 'python3-cryptography', present: () => works(PYTHON, ['-c', 'import cryptography']) },
];

/**
 * Programs that cannot be installed beside each other (two are the system's syslog daemon), or need not be: their
 * packages are unpacked into a folder of their own, and run from there. test/kit/debian.ts knows where.
 */
const UNPACKED = [
  { name: 'rsyslog', program: 'usr/sbin/rsyslogd', packages: ['rsyslog', 'rsyslog-openssl'] },
  {
    name: 'fluent-logger',
    program: 'usr/lib/python3/dist-packages/fluent/sender.py',
    packages: ['python3-fluent-logger'],
  },
  {
    name: 'rsyslog-elasticsearch',
    program: 'usr/sbin/rsyslogd',
    packages: ['rsyslog', 'rsyslog-elasticsearch'],
  },
  {
    name: 'systemd-journal-remote',
    program: 'lib/systemd/systemd-journal-upload',
    packages: ['systemd-journal-remote'],
  },
  { name: 'netcat', program: 'bin/nc.openbsd', packages: ['netcat-openbsd'] },
  { name: 'syslog-ng', program: 'usr/sbin/syslog-ng', packages: ['syslog-ng-core'] },
  { name: 'zsh', program: 'bin/zsh', packages: ['zsh'] },
  { name: 'fish', program: 'usr/bin/fish', packages: ['fish'] },
  { name: 'mariadb', program: 'usr/sbin/mariadbd', packages: ['mariadb-server-core', 'mariadb-client-core'] },
];
const UNPACKED_PATH = join(ROOT, 'node_modules', '.cache', 'logboom-debian');

function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Installs what is missing where that is allowed, and says plainly what is missing where it is not. */
export function installSystemPackages() {
  installMissing();
  for (const each of UNPACKED) unpack(each);
}

function installMissing() {
  const missing = NEEDED.filter((need) => !need.present()).map((need) => need.package);
  if (missing.length === 0) return;
  const list = missing.join(' ');
  if (process.getuid?.() !== 0 || !works('apt-get', ['--version'])) {
    fail(
      `the tests need programs that are missing. On Debian: sudo apt-get install --no-install-recommends ${list}`,
    );
  }
  process.stderr.write(`logboom: installing ${list} ...\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env });
}

function unpack({ name, program, packages }) {
  const path = join(UNPACKED_PATH, name);
  if (existsSync(join(path, program))) return;
  process.stderr.write(`logboom: unpacking ${packages.join(' ')} ...\n`);
  let listed = simulate(packages);
  if (listed === undefined) {
    run('apt-get', ['update', '-qq']);
    listed = simulate(packages);
  }
  if (listed === undefined)
    fail(`the tests need the Debian packages ${packages.join(' ')}, and apt-get has none`);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(join(path, 'packages'), { recursive: true });
  // Which is no installation, so it needs no root.
  run('apt-get', ['download', '-qq', ...listed], { cwd: join(path, 'packages') });
  for (const file of readdirSync(join(path, 'packages')))
    run('dpkg', ['-x', join('packages', file), '.'], { cwd: path });
}

/** These packages and those they need that are not installed; undefined when apt-get does not know them. */
function simulate(packages) {
  const { status, stdout } = spawnSync('apt-get', ['-s', 'install', '--no-install-recommends', ...packages]);
  if (status !== 0) return undefined;
  const names = [...String(stdout).matchAll(/^Inst (\S+)/gm)].map((match) => match[1]);
  return [...new Set([...packages, ...names])];
}
