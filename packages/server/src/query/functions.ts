import { DURATION, IPV4_PATTERN, NUMBER_PATTERNS, SUFFIXES, TIME_PATTERN, UNITS } from '@logboom/logsql';

/** Names of units, their nanoseconds, and those of the next larger unit. */
const DURATION_TABLES = (() => {
  const units = ['w', 'd', 'h', 'm', 's', 'ms', 'µs', 'ns'];
  const sizes = units.map((unit) => UNITS.get(unit)!);
  return `[${units.map(literal).join(', ')}], [${sizes.join(', ')}], [0, ${sizes.slice(0, -1).join(', ')}]`;
})();

/**
 * Functions that statements define in their WITH clause when they use them. They hold what `@logboom/logsql`
 * holds for single records, and take their patterns and tables from there.
 */
const FUNCTIONS: readonly { name: string; body: string }[] = [
  {
    // The last of a repeated name counts.
    name: 'lb_map',
    body: `(l) -> CAST(arrayFilter((p, i) -> indexOf(arrayReverse(arrayMap(q -> q.1, l)), p.1) = length(l) - i + 1, l, arrayEnumerate(l)), 'Map(String, String)')`,
  },
  {
    name: 'lb_format_duration',
    body: `(n) -> if(n = 0, '0s', concat(if(n < 0, '-', ''), arrayStringConcat(arrayMap((u, s, m) -> arrayMap(c -> if(c = 0, '', concat(toString(c), u)),
      [if(m = 0, intDiv(toInt64(abs(n)), s), intDiv(toInt64(abs(n)) % m, s))])[1], ${DURATION_TABLES}))))`,
  },
  { name: 'lb_time', body: "(t) -> concat(replaceOne(toString(t), ' ', 'T'), 'Z')" },
  {
    name: 'lb_text',
    body: `(n) -> multiIf(isNull(n), '', isNaN(assumeNotNull(n)), 'NaN', isInfinite(assumeNotNull(n)),
      if(assumeNotNull(n) > 0, '+Inf', '-Inf'), toString(assumeNotNull(n)))`,
  },
  {
    name: 'lb_nanos',
    body: `(s) -> if(match(s, ${literal(TIME_PATTERN)}),
      toUnixTimestamp64Nano(parseDateTime64BestEffortOrNull(s, 9, 'UTC')), NULL)`,
  },
  {
    name: 'lb_sized',
    body: `(s) -> toFloat64OrNull(extract(s, '^[-+]?[0-9.]+')) * transform(extract(s, '[A-Za-z]+$'), ${tables(SUFFIXES)})`,
  },
  {
    name: 'lb_duration',
    body: `(s) -> floor(arraySum(arrayMap(p -> assumeNotNull(toFloat64OrNull(p[1])) * transform(p[2], ${tables(UNITS)}),
      extractAllGroupsVertical(s, ${literal(DURATION.part)}))) + 0.5)`,
  },
  {
    name: 'lb_finite',
    body: '(n) -> if(isFinite(ifNull(n, nan)), n, NULL)',
  },
  {
    name: 'lb_number',
    body: `(s) -> multiIf(
      isFinite(ifNull(toFloat64OrNull(s), nan)), toFloat64OrNull(s),
      NOT match(s, '^[-+]?[0-9]'), NULL,
      match(s, ${literal(NUMBER_PATTERNS.sized)}), lb_finite(lb_sized(s)),
      match(s, ${literal(DURATION.whole)}), if(lb_duration(s) > 9.2e18, NULL, if(startsWith(s, '-'), -1., 1.) * lb_duration(s)),
      match(s, ${literal(TIME_PATTERN)}), toFloat64(lb_nanos(s)),
      match(s, ${literal(IPV4_PATTERN)}), toFloat64(IPv4StringToNumOrNull(s)),
      NULL)`,
  },
];

/** A text of this program as a literal of ClickHouse. */
export function literal(value: string): string {
  return `'${value.replace(/[\\']/g, (character) => `\\${character}`)}'`;
}

/** The two arrays and the default of `transform`. */
function tables(table: ReadonlyMap<string, number>): string {
  const names = [...table.keys()].map(literal).join(', ');
  return `[${names}], [${[...table.values()].map((value) => `${value}.`).join(', ')}], 0.`;
}

/** The WITH clause with the functions that a statement uses, or empty. */
export function withFunctions(statement: string): string {
  const used: string[] = [];
  let rest = statement;
  for (const { name, body } of FUNCTIONS.toReversed()) {
    if (!rest.includes(`${name}(`)) continue;
    used.unshift(`${body} AS ${name}`);
    rest += body;
  }
  return used.length === 0 ? '' : `WITH ${used.join(', ')} `;
}
