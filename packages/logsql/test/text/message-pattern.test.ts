import { expect, test } from 'vitest';
import { PATTERN_LENGTH, patternOf } from '../../src/index.ts';

const UUIDS = '7f9c2ba4-e88f-427d-a1fe-0123456789ab deadbeef-427d-a1fe-e88f-0123456789ab';

test.each([
  ['request 17 took 12ms for user u-7', 'request <*> took <*> for user u-<*>'],
  ['GET /api/v1/items/17?x=2 from 10.0.0.1:80', 'GET /api/<*>/items/<*>?x=<*> from <*>'],
  ['status:200 shard_3 level:info', 'status:<*> shard_<*> level:info'],
  ['2026-07-01T10:00:00.5Z at 10:00', '<*> at <*>'],
  [`ids ${UUIDS} 0xdeadbeef`, 'ids <*> <*> <*>'],
  ['cannot open "a b.txt" or \'c\'', 'cannot open "<*>" or \'<*>\''],
  ["it can't, don't", "it can't, don't"],
  ['an inch is 5"', 'an inch is <*>"'],
  ['füße in Größe 42', 'füße in Größe <*>'],
  ['nothing to replace\nsecond line 2', 'nothing to replace'],
  ['', ''],
  ['x'.repeat(1000), 'x'.repeat(PATTERN_LENGTH)],
  ['😀'.repeat(1000), '😀'.repeat(PATTERN_LENGTH)],
])('%j has the pattern %j', (message, pattern) => {
  expect(patternOf(message)).toBe(pattern);
});
