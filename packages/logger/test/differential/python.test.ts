import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Case } from './cases.ts';
import { generate, KINDS } from './generate.ts';
import { run } from './run.ts';

/** LOGBOOM_SEED runs other cases: for a search, or to repeat one. */
const SEED = Number(process.env.LOGBOOM_SEED ?? 1);
const ZONE = 'America/New_York';

interface Answer {
  value?: unknown;
  error?: string;
}

describe(`the same as CPython's logging (seed ${SEED})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'logboom-differential-'));
  let cases: Case[] = [];
  let answers: Answer[] = [];

  beforeAll(() => {
    process.env.TZ = ZONE;
    cases = generate(SEED, folder);
    const input = join(folder, 'cases.json');
    writeFileSync(input, JSON.stringify(cases));
    const driver = join(import.meta.dirname, 'driver.py');
    const output = execFileSync('python3', [driver, input], {
      encoding: 'utf8',
      env: { ...process.env, TZ: ZONE, PYTHONIOENCODING: 'utf-8' },
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1_048_576,
    });
    answers = JSON.parse(output) as Answer[];
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    delete process.env.TZ;
  });

  for (const kind of KINDS) {
    test(`${kind} cases`, async () => {
      const differences: unknown[] = [];
      let compared = 0;
      for (const [i, one] of cases.entries()) {
        if (one.kind !== kind) continue;
        const python = answers[i]!;
        // Where CPython refuses to show the record at all there is nothing to compare.
        if (python.error !== undefined) continue;
        const value = await run(one);
        compared++;
        if (JSON.stringify(sorted(value)) !== JSON.stringify(sorted(python.value))) {
          differences.push({ case: one, here: value, python: python.value });
        }
      }
      expect(differences.slice(0, 3)).toEqual([]);
      expect(compared).toBeGreaterThanOrEqual(cases.filter((one) => one.kind === kind).length * 0.7);
    });
  }
});

/** Files by name, whichever order the two list them in. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, sorted(item)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
