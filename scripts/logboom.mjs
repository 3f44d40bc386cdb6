// `npm run -s logboom -- COMMAND`: the command `logboom` of this clone, in the folder where npm was called.
import { join } from 'node:path';
import { become, installPackages, ROOT, toolEnvironment } from './lib.mjs';

installPackages();
become('node', [join(ROOT, 'packages', 'cli', 'src', 'bin.ts'), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  env: toolEnvironment(),
});
