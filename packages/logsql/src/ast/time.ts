/** The forms of `_time:...`; texts stay as written: see `text/instant.ts` for what a time may look like. */
export type TimeRange =
  /** `_time:offset 1h`: until now, less the offset. */
  | { form: 'until' }
  /** `_time:5m`: (now - duration, now]. */
  | { form: 'last'; duration: string }
  /** `_time:2026-07`: the whole month, day, hour, minute or second; a full time is that second or instant. */
  | { form: 'at'; time: string }
  /** `_time:>=2026-07-01Z`; with a duration it compares the age: `_time:>5m` is older than five minutes. */
  | { form: 'compare'; operator: '<' | '<=' | '>' | '>='; time: string }
  /** `_time:[from, to)`. */
  | { form: 'between'; from: string; to: string; open: { from: boolean; to: boolean } };
