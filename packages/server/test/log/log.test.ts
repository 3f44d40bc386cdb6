import { expect, test } from 'vitest';
import { ServerLog } from '../../src/log/log.ts';

test('a message that comes again and again is thinned out; others are not', () => {
  const lines: string[] = [];
  const log = new ServerLog({ level: 'info', write: (line) => lines.push(line) });
  for (let i = 0; i < 1_000; i++) log.warn('again', { number: i });
  log.error('another');
  expect(lines.filter((line) => line.includes('again')).length).toBeLessThanOrEqual(40);
  expect(lines.at(-1)).toMatch(/ERROR another/);
});

test('what is below the level is not written, and fields are shown', () => {
  const lines: string[] = [];
  const log = new ServerLog({ level: 'warn', write: (line) => lines.push(line) });
  log.info('no');
  log.warn('yes', { path: 'a b', missing: undefined });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\S+Z WARN {2}yes path="a b"\n$/);
});
