import { text, type Value } from '../value.ts';
import type { Inputs } from './inputs.ts';

/** VictoriaMetrics' buckets: 18 for each power of ten from 1e-9 to 1e18. */
const LOWEST = -9;
const HIGHEST = 18;
const PER_DECADE = 18;
const LAST = (HIGHEST - LOWEST) * PER_DECADE;

/** `[{"vmrange":"8.799e+02...1.000e+03","hits":3},...]`; values below 0 are left out. */
export function histogram(inputs: Inputs): Value {
  const counts = inputs.overTexts(
    'sumMap',
    (sql) =>
      `map(${bucketOf(`ifNull(lb_number(${sql}), -1)`)}, toUInt64(ifNull(lb_number(${sql}), -1) >= 0))`,
    false,
  );
  const entry = `concat('{"vmrange":"', ${rangeOf('b')}, '","hits":', toString(h), '}')`;
  const entries = `arrayMap((b, h) -> ${entry}, mapKeys(m), mapValues(m))`;
  return text(
    `arrayMap(m -> concat('[', arrayStringConcat(${entries}, ','), ']'), [mapFilter((b, h) -> h > 0, ${counts})])[1]`,
  );
}

/** -2 is zero, -1 what is below all buckets; a value on an edge belongs to the bucket below it. */
function bucketOf(sql: string): string {
  const place = `(log10(${sql}) - (${LOWEST})) * ${PER_DECADE}`;
  return `toInt32(multiIf(${sql} < 0, -3, ${sql} = 0, -2, ${sql} <= 1e${LOWEST}, -1,
    ${sql} > 1e${HIGHEST}, ${LAST}, ceil(${place}) - 1))`;
}

function rangeOf(bucket: string): string {
  const edge = (shift: number) => `printf('%.3e', exp10(${LOWEST} + (${bucket} + ${shift}) / ${PER_DECADE}))`;
  return `multiIf(${bucket} = -2, '0...0', ${bucket} = -1, '0...1.000e-09', ${bucket} = ${LAST}, '1.000e+18...+Inf',
    concat(${edge(0)}, '...', ${edge(1)}))`;
}
