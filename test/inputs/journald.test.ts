import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findUnpacked } from '../kit/debian.ts';
import { numbers, RECORDS, Stand } from './stand.ts';

const run = promisify(execFile);
let stand: Stand;

beforeAll(async () => {
  stand = await Stand.start();
});
afterAll(() => stand[Symbol.asyncDispose]());

/** An entry in the export format; a message of several lines must be binary there. */
function exportEntry(number: string, index: number): Buffer {
  const micros = (Date.UTC(2026, 6, 1) + index) * 1000;
  const message = Buffer.from(`journal ${number}\nsecond line`);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(message.length));
  return Buffer.concat([
    Buffer.from(`__REALTIME_TIMESTAMP=${micros}
__MONOTONIC_TIMESTAMP=${1_000_000 + index}
_BOOT_ID=0123456789abcdef0123456789abcdef
PRIORITY=${index % 2 === 0 ? 4 : 3}
SYSLOG_IDENTIFIER=journal-shop
_HOSTNAME=node-16
_SYSTEMD_UNIT=shop.service
CODE_LINE=${index}
MESSAGE
`),
    length,
    message,
    Buffer.from('\n\n'),
  ]);
}

test('systemd-journal-upload sends a journal of 1,000 entries, each found once', async () => {
  const { program, root, env } = findUnpacked('systemd-journal-remote', 'lib/systemd/systemd-journal-upload');
  const work = await mkdtemp(join(tmpdir(), 'logboom-test-'));
  const entries = numbers().map(exportEntry);
  await writeFile(join(work, 'entries.export'), Buffer.concat(entries));
  // systemd's own receiver makes a journal of them, its own uploader sends that journal.
  await run(
    join(root, 'lib/systemd/systemd-journal-remote'),
    ['-o', join(work, 'test.journal'), join(work, 'entries.export')],
    { env, timeout: 30_000 },
  );
  await run(
    program,
    [
      '--follow=no',
      `--url=${stand.url}/insert/journald`,
      `--file=${join(work, 'test.journal')}`,
      `--save-state=${join(work, 'state')}`,
    ],
    { env, timeout: 30_000 },
  );
  const records = await stand.found(RECORDS, "source = 'journald' AND service = 'journal-shop'");
  for (const [index, record] of records.entries()) {
    const time = new Date(Date.UTC(2026, 6, 1) + index).toISOString().slice(0, 23).replace('T', ' ');
    expect(record).toMatchObject({
      message: `journal ${numbers()[index]}\nsecond line`,
      timestamp: `${time}000000`,
      level: index % 2 === 0 ? 'warn' : 'error',
      host: 'node-16',
      attributes: { CODE_LINE: String(index), _SYSTEMD_UNIT: 'shop.service' },
    });
    expect(Object.keys(record.attributes).filter((name) => name.startsWith('__'))).toEqual([]);
  }
  await rm(work, { recursive: true, force: true });
});

test('binary fields, repeated fields, and a field over the limit', async () => {
  const binary = (name: string, value: Buffer): Buffer => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(value.length));
    return Buffer.concat([Buffer.from(`${name}\n`), length, value, Buffer.from('\n')]);
  };
  const body = Buffer.concat([
    Buffer.from('MESSAGE=odd 1\nTAG=a\nTAG=b\n'),
    binary('RAW', Buffer.from([0xff, 0x00, 0xfe])),
    Buffer.from('\nMESSAGE=odd 2\n'),
    binary('CORE', Buffer.alloc(2_000_000)),
    Buffer.from('\nMESSAGE=odd 3\n\n'),
  ]);
  const response = await fetch(`${stand.url}/upload`, { method: 'POST', body });
  expect([response.status, await response.text()]).toEqual([
    202,
    'OK. 1 entries were refused. Entry 2: the field CORE is over limits.record\n',
  ]);
  const [record] = await stand.found(2, "startsWith(message, 'odd ')");
  expect(record?.attributes).toEqual({ TAG: 'a\nb', RAW: 'base64:/wD+' });
});
