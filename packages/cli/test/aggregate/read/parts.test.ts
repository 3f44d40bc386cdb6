import { mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planFiles } from '../../../src/aggregate/analyze/analyze.ts';
import type { Plan } from '../../../src/aggregate/read/inspect.ts';
import { partsOf, wholePart } from '../../../src/aggregate/read/parts.ts';
import { type Part, readRecords } from '../../../src/aggregate/read/read.ts';

const TRACE = 'Traceback (most recent call last):\n  File "x.py", line 1\nValueError: no\n';
const FORMS: Record<string, (i: number) => string> = {
  dashes: (i) => `2026-01-02 03:04:05,123 - shop - ERROR - message ${i}\n${i % 3 === 0 ? TRACE : ''}`,
  json: (i) => `{"level":"error","msg":"message ${i}"}\r\n${i % 5 === 0 ? TRACE : ''}`,
  text: (i) => `grün ${i}\n${i % 4 === 0 ? '  more of it\n' : ''}`,
  csv: (i) =>
    `${i === 0 ? 'time,level,message\n' : ''}2026-01-02 03:04:05,error,${i % 3 === 0 ? `"message ${i}\nof, ""two"", lines\n, 7"` : i}\n`,
  cri: (i) =>
    `${i % 3 === 0 ? `2024-11-17T10:15:30Z stdout P ${'part '.repeat(20)}\n2024-11-17T10:15:30Z stdout P and\n` : ''}2024-11-17T10:15:30Z stdout F message ${i}\n`,
  'java.util.logging': (i) =>
    `Nov 17, 2024 10:15:30 AM com.example.Shop pay\nSEVERE: message ${i}\n${i % 5 === 0 ? '\tat com.example.Shop\n' : ''}`,
  paragraphs: (i) =>
    `Start-Date: 2024-11-17  10:15:30\nCommandline: apt-get install ${i}\nEnd-Date: 2024-11-17  10:15:31\n\n`,
};

async function messages(plan: Plan, part: Part): Promise<string[]> {
  const found: string[] = [];
  await readRecords(plan, part, ({ message }) => found.push(message));
  return found;
}

test.each(Object.entries(FORMS))(
  '%s: the parts of a file together have the records of the whole',
  async (_, line) => {
    const directory = await mkdtemp(join(tmpdir(), 'logboom-test-'));
    try {
      await writeFile(join(directory, 'a.log'), Array.from({ length: 2_000 }, (_, i) => line(i)).join(''));
      const [plan] = (await planFiles([directory], { zone: 'UTC' })).plans;
      const whole = await messages(plan!, wholePart());
      for (const bytes of [1_000, 1_777, 5_000]) {
        const parts = [...partsOf(plan!, bytes)];
        expect(parts.length).toBeGreaterThan(2);
        const found: string[] = [];
        for (const part of parts) found.push(...(await messages(plan!, part)));
        expect(found).toEqual(whole);
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  },
);

test('a file that shrinks, vanishes or is replaced while it is read: what there is, and a word', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'logboom-test-'));
  try {
    const path = join(directory, 'a.log');
    const text = Array.from({ length: 2_000 }, (_, i) => FORMS.json!(i)).join('');
    await writeFile(path, text);
    const [plan] = (await planFiles([path], { zone: 'UTC' })).plans;
    const problem = async (part: Part): Promise<string | undefined> =>
      (await readRecords(plan!, part, () => undefined)).problem;
    const [, second] = [...partsOf(plan!, 10_000)];
    await truncate(path, 5_000);
    expect(await problem(wholePart())).toMatch(/became shorter/);
    expect(await problem(second!)).toMatch(/became shorter/);
    const { counts } = await readRecords(plan!, wholePart(), () => undefined);
    expect(counts.bytes).toBe(5_000);
    await rename(path, `${path}.1`);
    expect(await problem(wholePart())).toMatch(/no such file/);
    expect([...partsOf(plan!, 10_000)]).toHaveLength(1);
    await writeFile(path, text);
    expect(await problem(wholePart())).toMatch(/another file has its name/);
  } finally {
    await rm(directory, { recursive: true });
  }
});
