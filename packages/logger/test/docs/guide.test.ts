import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

/** Every `ts` block of the guide is a program; a `text` block behind it is what it prints. */
interface Example {
  section: string;
  code: string;
  output: string | undefined;
}

const guide = readFileSync(join(import.meta.dirname, '../../../../docs/logger.md'), 'utf8');
// Inside the package, so that the examples import it by its own name.
const place = join(import.meta.dirname, '.run');
mkdirSync(place, { recursive: true });
const folder = mkdtempSync(join(place, 'guide-'));
afterAll(() => rmSync(folder, { recursive: true }));

function examples(): Example[] {
  const found: Example[] = [];
  let section = '';
  for (const match of guide.matchAll(/^## (.*)$|^```ts\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```$)?/gm)) {
    if (match[1] !== undefined) section = match[1];
    else found.push({ section, code: match[2]!, output: match[3] });
  }
  return found;
}

/** Times are not compared. */
function withoutTimes(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,]\d{3}Z?/g, 'TIME')
    .replace(/"time":\d{13}/g, '"time":TIME')
    .trimEnd();
}

test.each(examples().map((example, i) => ({ ...example, i })))(
  '$section, example $i',
  ({ code, output, i }) => {
    const own = join(folder, String(i));
    mkdirSync(own);
    const file = join(own, 'example.ts');
    writeFileSync(file, code);
    const script = '"$NODE" --conditions=logboom-source ../example.ts 2>&1';
    const work = join(own, 'work');
    mkdirSync(work);
    const printed = execFileSync('sh', ['-c', script], {
      cwd: work,
      encoding: 'utf8',
      env: {
        ...process.env,
        NODE: process.execPath,
        NO_COLOR: undefined,
        FORCE_COLOR: undefined,
        NODE_OPTIONS: undefined,
      },
    });
    expect(withoutTimes(printed)).toBe(withoutTimes(output ?? ''));
  },
);

test('there are examples, and none is skipped', () => {
  expect(examples().length).toBe(guide.split('```ts\n').length - 1);
  expect(examples().length).toBeGreaterThan(15);
});
