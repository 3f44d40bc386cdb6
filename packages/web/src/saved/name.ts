const LONGEST = 80;

/** The name of a saved query before anybody gives it one: its own text, short. */
export function nameOf(query: string): string {
  const line = query.trim().replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line || '*';
}
