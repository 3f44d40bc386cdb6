import { readdir, utimes } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { formatInstant, levelOf } from '@logboom/core';
import { beforeAll, expect, test } from 'vitest';
import { planFiles } from '../../../src/aggregate/analyze/analyze.ts';
import { wholePart } from '../../../src/aggregate/read/parts.ts';
import { readRecords } from '../../../src/aggregate/read/read.ts';

/**
 * What real programs wrote: nginx 1.22, PostgreSQL 15, redis 7, dpkg, apt and update-alternatives of Debian 12,
 * Python 3.11's logging. The snapshot beside them shows every record as it is read.
 */
const LOGS = fileURLToPath(new URL('../../fixtures/logs', import.meta.url));

beforeAll(async () => {
  // Times without a year are near the last change of their file, which a checkout does not keep.
  const near = new Date('2026-11-21T16:00:00Z');
  for (const name of await readdir(LOGS)) await utimes(`${LOGS}/${name}`, near, near);
});

test('a directory of files of many forms, each record as it is read', async () => {
  const { plans, problems } = await planFiles([LOGS], { zone: 'UTC' });
  expect(problems).toEqual([]);
  const shown: string[] = [];
  for (const plan of plans) {
    shown.push(`== ${plan.path.slice(LOGS.length + 1)}: ${plan.form.name}`);
    const { counts } = await readRecords(
      plan,
      wholePart(),
      ({ ms, ns, severity, attributes, ...draft }, line) => {
        const { message, service, logger, host, trace_id, span_id } = draft;
        const columns = { service, logger, host, trace_id, span_id };
        const pairs: Record<string, string> = {};
        for (let i = 0; i < attributes.length; i += 2) pairs[attributes[i]!] = attributes[i + 1]!;
        const record = {
          line,
          time: Number.isNaN(ms) ? undefined : formatInstant(ms, ns),
          level: severity === 0 ? undefined : levelOf(severity),
          ...Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== '')),
          message,
          ...pairs,
        };
        shown.push(JSON.stringify(record));
      },
    );
    expect(counts.odd, plan.path).toBe(0);
    expect(counts.other, plan.path).toBe(0);
  }
  await expect(`${shown.join('\n')}\n`).toMatchFileSnapshot('../../fixtures/records.txt');
});
