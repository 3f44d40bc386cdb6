import { type Filter, nanosOfDuration, spanOfBound, type TimeRange } from '@logboom/logsql';

/** A length of time: `5m`, `1.5h`, `2d`. */
export type Duration = `${number}${'ns' | 'us' | 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y'}`;

/** A moment: so long ago, a `Date`, or RFC 3339 text down to a day (`2026-07-01`, `2026-07-01T10:15:00Z`). */
export type Moment = Duration | Date | `${number}-${number}-${string}`;

/**
 * Records of a span of time, both ends included.
 *
 * @throws RangeError for what is no moment
 */
export function between(
  since: Moment | string | undefined,
  until: Moment | string | undefined,
): Filter | undefined {
  const range = rangeOf(textOf(since), textOf(until));
  return range === undefined ? undefined : { kind: 'time', range, offset: '' };
}

function rangeOf(since: string | undefined, until: string | undefined): TimeRange | undefined {
  if (since !== undefined && until !== undefined) {
    return { form: 'between', from: since, to: until, open: { from: false, to: false } };
  }
  if (since !== undefined) {
    const isAge = nanosOfDuration(since) !== undefined;
    return isAge ? { form: 'last', duration: since } : { form: 'compare', operator: '>=', time: since };
  }
  if (until === undefined) return undefined;
  // With a duration it is the age that is compared.
  const isAge = nanosOfDuration(until) !== undefined;
  return { form: 'compare', operator: isAge ? '>=' : '<=', time: until };
}

/** Times stand bare in a query: only what the parser reads as one may get there. */
function textOf(moment: Moment | string | undefined): string | undefined {
  if (moment === undefined) return undefined;
  const text = moment instanceof Date ? moment.toISOString() : moment;
  if (spanOfBound(text, 0n) === undefined) {
    throw new RangeError(`'${text}' is no moment: give 5m (ago), 2026-07-01T10:00:00Z, or a Date.`);
  }
  return text;
}
