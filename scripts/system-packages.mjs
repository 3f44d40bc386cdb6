// The programs that tests run for real, and the Debian packages that bring them.
import { spawnSync } from 'node:child_process';
import { fail, run } from './lib.mjs';

/** Debian's interpreter is the one that Debian's Python packages belong to. */
const PYTHON = '/usr/bin/python3';

const NEEDED = [
  { package: 'python3', present: () => works(PYTHON, ['--version']) },
  { package: 'redis-server', present: () => works('redis-server', ['--version']) },
  { package: 'nats-server', present: () => works('nats-server', ['--version']) },
  { package: 'chromium', present: () => works('/usr/bin/chromium', ['--version', '--no-sandbox']) },
  { package: 'python3-twisted', present: () => works(PYTHON, ['-c', 'import twisted']) },
  { package: 'python3-redis', present: () => works(PYTHON, ['-c', 'import redis']) },
  { package: 'python3-cryptography', present: () => works(PYTHON, ['-c', 'import cryptography']) },
];

function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Installs what is missing where that is allowed, and says plainly what is missing where it is not. */
export function installSystemPackages() {
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
