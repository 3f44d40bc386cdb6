import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Draft, FORMS, type Form, formatInstant, HEADER_FORMS, levelOf } from '@logboom/core';
import { beforeAll, expect, test } from 'vitest';
import { planFiles } from '../../../src/aggregate/analyze/analyze.ts';
import { wholePart } from '../../../src/aggregate/read/parts.ts';
import { readRecords } from '../../../src/aggregate/read/read.ts';

/**
 * What real programs wrote: nginx 1.22, PostgreSQL 15, redis 7, dpkg, apt and update-alternatives of Debian 12,
 * Python 3.11's logging. The snapshot beside them shows every record as it is read.
 */
const LOGS = fileURLToPath(new URL('../../fixtures/logs', import.meta.url));

/** Forms with a header have one in each example: a file holds the first. */
const ALL_FORMS: Pick<Form, 'name' | 'examples' | 'framing'>[] = [
  ...FORMS,
  ...HEADER_FORMS.map(({ name, examples }) => ({ name, examples: examples.slice(0, 1) })),
];

beforeAll(async () => {
  // Times without a year are near the last change of their file, which a checkout does not keep.
  const near = new Date('2026-11-21T16:00:00Z');
  for (const name of await readdir(LOGS)) await utimes(`${LOGS}/${name}`, near, near);
});

/** Every record of the files of a directory, as text; each file is of one known form. */
async function shownRecords(directory: string): Promise<string> {
  const { plans, problems } = await planFiles([directory], { zone: 'UTC' });
  expect(problems).toEqual([]);
  const shown: string[] = [];
  for (const plan of plans) {
    shown.push(`== ${plan.path.slice(directory.length + 1)}: ${plan.form.name}`);
    const { counts } = await readRecords(plan, wholePart(), (draft, line) =>
      shown.push(shownRecord(draft, line)),
    );
    expect([counts.odd, counts.other], plan.path).toEqual([0, 0]);
  }
  return `${shown.join('\n')}\n`;
}

function shownRecord({ ms, ns, severity, attributes, ...draft }: Draft, line: number): string {
  const { message, service, logger, host, trace_id, span_id } = draft;
  const columns = { service, logger, host, trace_id, span_id };
  const pairs: Record<string, string> = {};
  for (let i = 0; i < attributes.length; i += 2) pairs[attributes[i]!] = attributes[i + 1]!;
  return JSON.stringify({
    line,
    time: Number.isNaN(ms) ? undefined : formatInstant(ms, ns),
    level: severity === 0 ? undefined : levelOf(severity),
    ...Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== '')),
    message,
    ...pairs,
  });
}

test('a directory of files of many forms, each record as it is read', async () => {
  await expect(await shownRecords(LOGS)).toMatchFileSnapshot('../../fixtures/records.txt');
});

test('a file of every form, in one directory', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'logboom-test-'));
  try {
    const near = new Date('2024-11-17T12:00:00Z');
    for (const { name, examples, framing } of ALL_FORMS) {
      const path = join(directory, `${name}.log`);
      await writeFile(
        path,
        examples.map(({ text }) => `${text}\n${framing === 'paragraph' ? '\n' : ''}`).join(''),
      );
      await utimes(path, near, near);
    }
    const shown = await shownRecords(directory);
    expect([...shown.matchAll(/^== (.*)\.log: \1$/gm)]).toHaveLength(ALL_FORMS.length);
    await expect(shown).toMatchFileSnapshot('../../fixtures/forms.txt');
  } finally {
    await rm(directory, { recursive: true });
  }
});
