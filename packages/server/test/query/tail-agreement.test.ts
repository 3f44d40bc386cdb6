import type { LogRecord } from '@logboom/core';
import { compileTail, parseQuery } from '@logboom/logsql';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { record, startEngine, type TestEngine } from './engine.ts';

/** Pipes that look at one record: the engine and the evaluator must make the same rows of it. */
const QUERIES = [
  '*',
  '* | fields _msg, user, missing, message, timestamp',
  '* | fields u*, _m*',
  '* | delete user, s*, id',
  '* | copy user as u, _msg as m2, u* as v*',
  '* | rename user as _msg, size as level',
  '* | rename u* as *',
  '* | filter user:=bob | fields user',
  '* | extract "a=<x> b=<y>" | fields x, y',
  '* | extract "<x>: <_> <y>" | fields x, y',
  '* | extract "k=<k>,<plain:l>" keep_original_fields | fields k, l',
  '* | extract if (user:*) "<first> <rest>" from user skip_empty_results | fields first, rest',
  '* | extract \'"n":<n>,<rest>\' | fields n, rest',
  '* | extract_regexp "(?P<w>[a-z]+)[^a-z]+(?P<n>[0-9]+)" | fields w, n',
  '* | extract_regexp "(?P<all>.*)" from user | fields all',
  '* | format "<service>-<user>: <_msg>!" as f | fields f',
  '* | format "<uc:user>|<lc:user>|<q:_msg>" as f | fields f',
  '* | format "<urlencode:user>|<hexencode:user>|<base64encode:_msg>" as f | fields f',
  '* | format "<urldecode:enc>|<hexdecode:enc>|<base64decode:enc>|<hexnumencode:size>|<hexnumdecode:size>" as f | fields f',
  '* | format "<time:size>|<duration:size>|<duration_seconds:size>|<ipv4:size>" as f | fields f',
  '* | format if (level:error) "x" as user keep_original_fields | fields user',
  '* | math size + 1 as a, size - 2 * 3 as b, (size + 1) / 4 as c, size % 7 as d, -size as e | fields a, b, c, d, e',
  '* | math size ^ 2 as a, size & 6 as b, size or 1 as c, size xor 5 as d, size default 3 as e | fields a, b, c, d, e',
  '* | math abs(size) as a, ceil(size / 3) b, floor(size / 3) c, round(size / 3) d, round(size, 0.1) e, max(size, 4) f, min(size, 4, user) g | fields a, b, c, d, e, f, g',
  '* | replace ("a", "<A>") | fields _msg',
  '* | replace ("o", "0") at user limit 1 | fields user',
  '* | replace ("e", "") limit 2 | fields _msg',
  '* | replace if (user:*) ("\\\\", "/") | fields _msg',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the language's own placeholder
  '* | replace_regexp ("([a-z])([0-9])", "$2${1}\\\\") | fields _msg',
  '* | replace_regexp ("[aeiou]", "$0$0") at user limit 1 | fields user',
  '* | decolorize | fields _msg',
  '* | collapse_nums | fields _msg',
  '* | collapse_nums prettify | fields _msg',
  '* | len(_msg) as l | hash(_msg) as h | json_array_len(list) as j | fields l, h, j',
  '* | pack_json as p | fields p',
  '* | pack_json fields (user, size, x*) as p | fields p',
  '* | pack_logfmt fields (user, _msg, size) as p | fields p',
  '* | fields missing | drop_empty_fields',
  '* | unpack_json from json | fields id, a, a.b, a.c, n, user, s, z',
  '* | unpack_json from json fields (n, user) | fields id, n, user',
  '* | unpack_json from json fields (n, a*) result_prefix "j." keep_original_fields | fields id, j.*',
  '* | unpack_json if (user:bob) from json skip_empty_results | fields id, n, user, level',
  '* | unpack_logfmt from logfmt | fields id, a, b, user, level',
  '* | unpack_logfmt from logfmt fields (b) | fields id, b',
  '* | unpack_syslog from syslog | delete _time, observed, json',
  '* | unpack_syslog from syslog result_prefix "s_" | fields id, s_*',
  '* | unpack_words as w | fields w',
  '* | unpack_words from user as w drop_duplicates | fields w',
  '* | unroll by (list) | fields id, list',
  '* | unroll if (user:bob) (list, json) | fields id, list, json',
];

const NOW = 1_782_900_000_000_000_000n;

const odd: Partial<LogRecord>[] = [
  {
    message: 'a=1 b=2',
    attributes: {
      user: 'bob',
      size: '10',
      list: '["x","y \\" z",3,{"k":[1]},null]',
      json: '{"a":{"b":"x","c":{"d":{"e":{"f":1}}}},"n":-1.50,"user":"","s":"q\\"\\u00e9","z":null}',
    },
  },
  {
    message: 'a="quoted b=7 \\" end" b=`tick`',
    attributes: {
      user: 'Ünï cödé',
      size: '1.5',
      list: '[]',
      json: '[1]',
      logfmt: 'a=1 b="x y" user= level=warn',
    },
  },
  {
    message: 'x: y z\nsecond: line',
    level: 'error',
    severity: 17,
    attributes: { size: '-7', enc: 'a%20b+c', json: '{"a":1,"a":2}', logfmt: 'a=1 a=2 "junk" b="\\"q\\""' },
  },
  {
    message:
      '2026-07-01T10:00:00Z 10.0.0.1 took 1.5s id 2edfed59-3e98-4073-bbb2-28d321ca71a7 0xff face1 table2',
    attributes: {
      user: 'bob',
      size: '10KiB',
      enc: '6869',
      syslog: '<165>1 2026-07-01T09:00:00Z h1 app 12 ID [ex@1 k="v" l="w\\"x"][b c="d"] hi there',
    },
  },
  {
    message: '\u001b[31mred\u001b[0m k=v,w',
    attributes: {
      user: 'eve',
      size: '5m',
      enc: 'aGk=',
      syslog: '<34>Oct 11 22:14:15 mymachine su[55]: failed',
      list: 'not json',
    },
  },
  {
    message: 'back\\slash "n":12,rest',
    attributes: {
      size: 'none',
      user: "'; DROP TABLE logs --",
      syslog: 'Jun 30 23:00:00 host tag: no priority',
      json: 'broken {',
      enc: '00000000000004D2',
    },
  },
  {
    message: '',
    attributes: {
      size: '1782900000',
      list: '[[1,2],"a"]',
      json: '{}',
      syslog: '1 - - - - - - nothing known',
    },
  },
  {
    message: 'emoji 😀 and “quotes”',
    attributes: {
      size: '1.2.3.4',
      user: 'bob\tb',
      json: '{"user":"x","level":"debug","n":12345678901234567890}',
    },
  },
];

let engine: TestEngine;
const records = odd.map((values) => record(values));
beforeAll(async () => {
  engine = await startEngine();
  await engine.insert(records);
});
afterAll(() => engine.stop());

function sorted(rows: Record<string, string>[]): string[] {
  return rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
}

describe('the engine and the evaluator make the same rows', () => {
  test.each(QUERIES)('%s', async (query) => {
    const tail = compileTail(parseQuery(query), { now: NOW });
    const expected = records.flatMap((made) => tail(made));
    expect(sorted(await engine.query(query, { now: NOW }))).toEqual(sorted(expected));
  });
});
