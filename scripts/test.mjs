// `npm test [-- FILTER]`: installs what is missing, also system packages, and runs every test.
import { become, buildPage, installPackages, toolEnvironment } from './lib.mjs';
import { installNode22 } from './node-22.mjs';
import { installSystemPackages } from './system-packages.mjs';

const args = process.argv.slice(2);
const long = args.includes('--long');

installPackages();
installSystemPackages();
installNode22();
buildPage();
become('vitest', ['run', ...args.filter((arg) => arg !== '--long')], {
  env: { ...toolEnvironment(), ...(long ? { LOGBOOM_TEST_LONG: '1' } : {}) },
});
