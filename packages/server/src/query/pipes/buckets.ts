import { type GroupKey, nanosOfDuration, numberOfLiteral } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { lookUp, type Scope } from '../scope.ts';
import { asNumber, asText, number, text, time, type Value } from '../value.ts';

const CALENDAR: Record<string, string> = {
  nanosecond: '1ns',
  microsecond: '1us',
  millisecond: '1ms',
  second: '1s',
  minute: '1m',
  hour: '1h',
  day: '1d',
  week: '1w',
};

/** The nanoseconds of a step, or undefined where they differ (`month`, `year`) or it is no time. */
export function stepNanos(bucket: string): bigint | undefined {
  return nanosOfDuration(CALENDAR[bucket] ?? bucket);
}

/** What rows are grouped by. */
export function groupValue({ field, bucket, offset }: GroupKey, scope: Scope, context: Context): Value {
  const value = lookUp(scope, field, context.parameters);
  if (bucket === '') return { kind: value.kind, sql: value.sql };
  if (value.kind === 'time') return timeBucket(value, bucket, offset, context);
  if (bucket.startsWith('/')) return networkBucket(value, Number(bucket.slice(1)));
  return numberBucket(value, bucket, offset, context);
}

/** The offset is the zone's distance to UTC: days begin at its midnight. */
function timeBucket(value: Value, bucket: string, offset: string, { parameters }: Context): Value {
  const shift = offset === '' ? 0n : (nanosOfDuration(offset) ?? BigInt(Math.trunc(numberOfLiteral(offset))));
  const by = parameters.nanos(shift);
  const step = stepNanos(bucket);
  const nanos = `toUnixTimestamp64Nano(${value.sql})`;
  if (step === undefined && (bucket === 'month' || bucket === 'year')) {
    const start = bucket === 'month' ? 'toStartOfMonth' : 'toStartOfYear';
    const local = `fromUnixTimestamp64Nano(${nanos} + ${by}, 'UTC')`;
    return time(
      `fromUnixTimestamp64Nano(toInt64(toUnixTimestamp(toDateTime(${start}(${local}), 'UTC'))) * 1000000000 - ${by}, 'UTC')`,
    );
  }
  const size = parameters.nanos(step ?? BigInt(Math.max(1, Math.trunc(numberOfLiteral(bucket)))));
  const local = shift === 0n ? nanos : `(${nanos} + ${by})`;
  const start = `${local} - positiveModulo(${local}, ${size})`;
  return time(`fromUnixTimestamp64Nano(${shift === 0n ? start : `${start} - ${by}`}, 'UTC')`);
}

/** Values that are no numbers stay as they are. */
function numberBucket(value: Value, bucket: string, offset: string, { parameters }: Context): Value {
  const step = parameters.number(numberOfLiteral(bucket));
  const by = parameters.number(offset === '' ? 0 : numberOfLiteral(offset));
  const start = number(`floor((${asNumber(value)} - ${by}) / ${step}) * ${step} + ${by}`);
  if (value.kind === 'number') return start;
  return text(`if(isNull(${asNumber(value)}), toString(${asText(value)}), ${asText(start)})`);
}

function networkBucket(value: Value, bits: number): Value {
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  const content = asText(value);
  const address = `IPv4StringToNumOrNull(${content})`;
  const network = `IPv4NumToString(toUInt32(bitAnd(assumeNotNull(${address}), ${mask})))`;
  return text(`if(isNull(${address}), toString(${content}), ${network})`);
}
