const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const SECONDS = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });

const DAY_SECONDS = 86_400;

/** The time of a value: with seconds, and with the day where it is not today's. @param at seconds since 1970 */
export function clock(at: number): string {
  const text = SECONDS.format(at * 1000);
  return Date.now() / 1000 - at < DAY_SECONDS / 2 ? text : `${DAY.format(at * 1000)} ${text}`;
}

/** The text of one mark of an axis among its marks: days where they are days apart, else times. */
export function tickText(at: number, marks: readonly number[]): string {
  const apart = (marks[1] ?? at) - (marks[0] ?? at);
  if (apart >= DAY_SECONDS) return DAY.format(at * 1000);
  return apart > 0 && apart < 60 ? SECONDS.format(at * 1000) : CLOCK.format(at * 1000);
}
