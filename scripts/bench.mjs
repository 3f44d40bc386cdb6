// `npm run bench -- NAME [ARGS]`: runs bench/NAME.ts.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { become, buildPage, fail, installPackages, ROOT, toolEnvironment } from './lib.mjs';

const [name = '', ...args] = process.argv.slice(2);
const file = join(ROOT, 'bench', `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(join(ROOT, 'bench')).flatMap((entry) =>
    entry.endsWith('.ts') ? [entry.slice(0, -3)] : [],
  );
  fail(`say which benchmark: npm run bench -- ${names.join(' | ')}`);
}
installPackages();
buildPage();
become('node', [file, ...args], { env: toolEnvironment() });
