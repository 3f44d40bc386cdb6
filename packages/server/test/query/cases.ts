/**
 * Queries over the odd records, with the rows they give. Where a query asks for no order, the rows stand in any.
 * At least one case for every pipe that needs many records, and for every function of stats.
 */
export const CASES: readonly [query: string, rows: Record<string, string>[]][] = [
  [
    '* | sort by (size) | fields size',
    [{ size: '-3' }, { size: '9' }, { size: '10' }, { size: '10KiB' }, { size: 'big*' }],
  ],
  [
    '* | sort by (size desc) | fields size',
    [{ size: 'big*' }, { size: '10KiB' }, { size: '10' }, { size: '9' }, { size: '-3' }],
  ],
  [
    '* | sort by (host, _time desc) | fields host, size',
    [
      { host: 'web-1', size: 'big*' },
      { host: 'web-1', size: '10' },
      { host: 'web-2', size: '9' },
      { host: 'web-10', size: '-3' },
      { host: 'web-10', size: '10KiB' },
    ],
  ],
  [
    '* | sort by (user) | fields user, size',
    [
      { size: '10KiB' },
      { size: '-3' },
      { user: "bob'); DROP TABLE logboom.logs; --", size: '10' },
      { user: 'ñandú', size: '9' },
      { user: 'ñandú', size: 'big*' },
    ],
  ],
  ['* | sort | limit 1 | fields size', [{ size: '10' }]],
  [
    '* | sort by (_time) offset 1 limit 2 rank as "r k" | fields size, "r k"',
    [
      { size: '9', 'r k': '2' },
      { size: 'big*', 'r k': '3' },
    ],
  ],
  [
    '* | sort by (size desc) partition by (service) limit 1 | fields service, size',
    [{ size: '-3' }, { service: 'api', size: '10' }, { service: 'db"\\', size: 'big*' }],
  ],
  [
    '* | sort by (size) partition by (host) rank | fields host, size, rank',
    [
      { host: 'web-1', size: '10', rank: '1' },
      { host: 'web-1', size: 'big*', rank: '2' },
      { host: 'web-10', size: '-3', rank: '1' },
      { host: 'web-10', size: '10KiB', rank: '2' },
      { host: 'web-2', size: '9', rank: '1' },
    ],
  ],
  ['* | sort by (size) | offset 1 | limit 2 | offset 1 | fields size', [{ size: '10' }]],
  ['* | first 2 by (size) | fields size', [{ size: '-3' }, { size: '9' }]],
  [
    '* | last 1 by (size) partition by (host) | fields host, size',
    [
      { host: 'web-1', size: 'big*' },
      { host: 'web-10', size: '10KiB' },
      { host: 'web-2', size: '9' },
    ],
  ],
  ['* | limit 0', []],
  ['* | top 2 by (user)', [{ hits: '2' }, { user: 'ñandú', hits: '2' }]],
  [
    '* | top by (host, level) hits as n rank as r',
    [
      { host: 'web-10', level: 'info', n: '2', r: '1' },
      { host: 'web-1', level: 'error', n: '1', r: '2' },
      { host: 'web-1', level: 'warn', n: '1', r: '3' },
      { host: 'web-2', level: 'info', n: '1', r: '4' },
    ],
  ],
  ['* | top 1 by ("sp ace") ', [{ hits: '4' }]],
  [
    '* | uniq by (user) | sort by (user)',
    [{}, { user: "bob'); DROP TABLE logboom.logs; --" }, { user: 'ñandú' }],
  ],
  [
    '* | uniq by (host, level) with hits | sort by (host, level)',
    [
      { host: 'web-1', level: 'error', hits: '1' },
      { host: 'web-1', level: 'warn', hits: '1' },
      { host: 'web-2', level: 'info', hits: '1' },
      { host: 'web-10', level: 'info', hits: '2' },
    ],
  ],
  [
    '* | uniq by (host) limit 10 | sort by (host)',
    [{ host: 'web-1' }, { host: 'web-2' }, { host: 'web-10' }],
  ],
  [
    '* | fields user, host | facets 1',
    [
      { field_name: 'host', field_value: 'web-1', hits: '2' },
      { field_name: 'user', field_value: 'ñandú', hits: '2' },
    ],
  ],
  [
    '* | fields level | facets',
    [
      { field_name: 'level', field_value: 'info', hits: '3' },
      { field_name: 'level', field_value: 'error', hits: '1' },
      { field_name: 'level', field_value: 'warn', hits: '1' },
    ],
  ],
  [
    '* | fields level | facets keep_const_fields',
    [
      { field_name: 'level', field_value: 'info', hits: '3' },
      { field_name: 'level', field_value: 'error', hits: '1' },
      { field_name: 'level', field_value: 'warn', hits: '1' },
    ],
  ],
  ['* | fields _msg | facets max_value_len 3', []],
  ['* | fields host | facets max_values_per_field 1', []],
  [
    '* | fields user, size, "sp ace" | field_names | sort by (name)',
    [
      { name: 'size', hits: '5' },
      { name: 'sp ace', hits: '1' },
      { name: 'user', hits: '3' },
    ],
  ],
  [
    '* | field_values user | sort by (user)',
    [
      { user: "bob'); DROP TABLE logboom.logs; --", hits: '1' },
      { user: 'ñandú', hits: '2' },
    ],
  ],
  ['* | field_values "q\'uote"', [{ "q'uote": '2', hits: '1' }]],
  ['* | field_values missing', []],
  [
    '* | stats count() as a, count(user) as b, count(user, "sp ace") as c, count(missing) as d, count(q*) as e',
    [{ a: '5', b: '3', c: '3', d: '0', e: '1' }],
  ],
  [
    '* | stats count_empty(user) as a, count_empty(missing) as b, count_empty(user, ip) as c',
    [{ a: '2', b: '5', c: '1' }],
  ],
  [
    '* | stats count_uniq(user) as a, count_uniq(user, host) as b, count_uniq(host) limit 2 as c, count_uniq(missing) as d',
    [{ a: '2', b: '4', c: '2', d: '0' }],
  ],
  ['* | stats count_uniq_hash(user) as a, count_uniq_hash(host, level) as b', [{ a: '2', b: '4' }]],
  [
    '* | stats sum(size) as a, sum(user) as b, sum(size, severity) as c, sum(missing) as d, sum(s*) as e',
    [{ a: '10256', b: 'NaN', c: '10313', d: 'NaN', e: '10314' }],
  ],
  ['* | stats avg(size) as a, avg(missing) as b, avg(severity) as c', [{ a: '2564', b: 'NaN', c: '11.4' }]],
  [
    '* | stats min(size) as a, max(size) as b, min(user) as c, max(user) as d, min(missing) as e',
    [{ a: '-3', b: 'big*', c: "bob'); DROP TABLE logboom.logs; --", d: 'ñandú' }],
  ],
  [
    '* | stats min(_time) as a, max(_time) as b, min(severity) as c, max(size, host) as d',
    [{ a: '2026-07-01T09:59:01.000000000Z', b: '2026-07-01T09:59:05.000000000Z', c: '9', d: 'web-2' }],
  ],
  [
    '* | stats median(size) as a, quantile(0, size) as b, quantile(1, size) as c, median(missing) as d',
    [{ a: '9.5', b: '-3', c: '10240', d: 'NaN' }],
  ],
  [
    '* | stats sum_len(user) as a, sum_len(_msg) as b, sum_len(missing) as c',
    [{ a: '48', b: '111', c: '0' }],
  ],
  [
    '* | stats uniq_values(user) as a, uniq_values(size) limit 10 as b, uniq_values(missing) as c',
    [{ a: '["bob\'); DROP TABLE logboom.logs; --","ñandú"]', b: '["-3","9","10","10KiB","big*"]', c: '[]' }],
  ],
  [
    '* | sort by (_time) | limit 1 | stats values(user) as a, values(missing) as b, values(user, size) as c',
    [
      {
        a: '["bob\'); DROP TABLE logboom.logs; --"]',
        b: '[""]',
        c: '["bob\'); DROP TABLE logboom.logs; --","10"]',
      },
    ],
  ],
  [
    'size:=9 | stats row_any(user, "sp ace") as a, json_values(size, missing) as b',
    [{ a: '{"user":"ñandú","sp ace":"1"}', b: '[{"size":"9"}]' }],
  ],
  [
    '* | stats row_min(size, size, host) as a, row_max(size, size) as b, row_max(_time, size) as c, row_min(missing) as d',
    [{ a: '{"size":"-3","host":"web-10"}', b: '{"size":"big*"}', c: '{"size":"-3"}' }],
  ],
  [
    '* | stats histogram(size) as a, histogram(missing) as b',
    [
      {
        a: '[{"vmrange":"8.799e+00...1.000e+01","hits":2},{"vmrange":"1.000e+04...1.136e+04","hits":1}]',
        b: '[]',
      },
    ],
  ],
  ['_time:10s | stats rate() as a, rate_sum(severity) as b', [{ a: '0', b: 'NaN' }]],
  ['* | stats rate() as a', [{ a: '5' }]],
  [
    '* | stats by (_time:2s) rate() as a | sort by (_time)',
    [
      { _time: '2026-07-01T09:59:00.000000000Z', a: '0.5' },
      { _time: '2026-07-01T09:59:02.000000000Z', a: '1' },
      { _time: '2026-07-01T09:59:04.000000000Z', a: '1' },
    ],
  ],
  [
    '* | stats by (level) count() as n | sort by (level)',
    [
      { level: 'error', n: '1' },
      { level: 'info', n: '3' },
      { level: 'warn', n: '1' },
    ],
  ],
  [
    '* | stats by (user) count() as n | sort by (n desc, user)',
    [{ n: '2' }, { user: 'ñandú', n: '2' }, { user: "bob'); DROP TABLE logboom.logs; --", n: '1' }],
  ],
  [
    '* | stats by (_time:2s offset 1s) count() as n | sort by (_time)',
    [
      { _time: '2026-07-01T09:59:01.000000000Z', n: '2' },
      { _time: '2026-07-01T09:59:03.000000000Z', n: '2' },
      { _time: '2026-07-01T09:59:05.000000000Z', n: '1' },
    ],
  ],
  ['* | stats by (_time:year) count() as n', [{ _time: '2026-01-01T00:00:00.000000000Z', n: '5' }]],
  [
    '* | stats by (_time:week, level) count() as n | sort by (level)',
    [
      { _time: '2026-06-25T00:00:00.000000000Z', level: 'error', n: '1' },
      { _time: '2026-06-25T00:00:00.000000000Z', level: 'info', n: '3' },
      { _time: '2026-06-25T00:00:00.000000000Z', level: 'warn', n: '1' },
    ],
  ],
  [
    '* | stats by (size:10 offset 1) count() as n | sort by (size)',
    [
      { size: '-9', n: '1' },
      { size: '1', n: '2' },
      { size: '10231', n: '1' },
      { size: 'big*', n: '1' },
    ],
  ],
  [
    '* | stats by (ip:/24) count() as n | sort by (ip)',
    [{ ip: '10.0.0.0', n: '2' }, { ip: '10.0.1.0', n: '1' }, { n: '1' }, { ip: 'none', n: '1' }],
  ],
  [
    '* | stats count() if (error) as a, count() if (user:ñandú) as b, sum(size) if (missing:*) as c, uniq_values(host) if (level:info) as d',
    [{ a: '2', b: '2', c: 'NaN', d: '["web-10","web-2"]' }],
  ],
  [
    'nothing_has_this | stats count() as a, sum(size) as b, min(_time) as c, values(size) as d, row_any() as e',
    [{ a: '0', b: 'NaN', d: '[]' }],
  ],
  ['nothing_has_this | stats by (level) count() as a', []],
  ['* | stats count()', [{ 'count(*)': '5' }]],
  ['* | count() as "a\'b\\"c\\\\d", sum(severity)', [{ 'a\'b"c\\d': '5', 'sum(severity)': '57' }]],
  [
    '* | stats by (service) count() as n | join by (service) (level:error | stats by (service) count() as e) | sort by (n desc, service)',
    [{ service: 'api', n: '2', e: '1' }, { service: 'db"\\', n: '2' }, { n: '1' }],
  ],
  [
    '* | stats by (service) count() as n | join by (service) (level:error | stats by (service) count() as e) inner',
    [{ service: 'api', n: '2', e: '1' }],
  ],
  [
    'level:error | fields service, user | join by (service) (level:info | fields service, user, host) prefix "o." | fields service, user, "o.user", "o.host"',
    [{ service: 'api', user: "bob'); DROP TABLE logboom.logs; --", 'o.user': 'ñandú', 'o.host': 'web-2' }],
  ],
  [
    '* | fields user | limit 1 | stats count() as n | union (* | stats count() as n, count(user) as u)',
    [{ n: '1' }, { n: '5', u: '3' }],
  ],
  [
    'level:error | fields size | union (level:warn | fields size, ip) | sort by (size)',
    [{ size: '10' }, { size: 'big*', ip: 'none' }],
  ],
  ['host:in(level:error | fields host) | sort by (_time) | fields size', [{ size: '10' }, { size: 'big*' }]],
  ['user:in(level:warn | uniq by (user)) | sort by (_time) | fields size', [{ size: '9' }, { size: 'big*' }]],
  [
    'user:contains_any(level:warn | fields user) | sort by (_time) | fields size',
    [{ size: '9' }, { size: 'big*' }],
  ],
  ['_msg:contains_all(size:=9 | fields missing) | stats count() as n', [{ n: '5' }]],
  ['user:in(nothing_has_this | fields user) | stats count() as n', [{ n: '0' }]],
  ['level:warn | stream_context after 1 | fields size', [{ size: 'big*' }]],
  ['host:=web-10 level:info size:="-3" | stream_context before 2 | fields size', [{ size: '-3' }]],
  ['* | sample 1 | stats count() as n', [{ n: '5' }]],
  ['* | filter size:>9 | where user:* | sort by (_time) | fields size', [{ size: '10' }]],
  [
    '* | stats by (host) count() as n | n:>1 | sort by (host)',
    [
      { host: 'web-1', n: '2' },
      { host: 'web-10', n: '2' },
    ],
  ],
  ['* | len(user) as l | stats sum(l) as s', [{ s: '48' }]],
  ['* | math size * 2 as d | sort by (d desc) | limit 1 | fields d', [{ d: '20480' }]],
  ['* | unpack_words user as w | unroll by (w) | top 1 by (w)', [{ hits: '2' }]],
  [
    '* | extract "error<c>" | stats by (c) count() as n | sort by (c)',
    [{ n: '3' }, { c: '_code=7 100% *', n: '1' }, { c: '” {p1:String}', n: '1' }],
  ],
];
