const formats: Intl.DateTimeFormat[] = [];

/** The short name of the process's zone at a time: CET, EDT; an offset where the zone has no name. */
export function zoneName(date: Date): string {
  if (formats.length === 0) {
    for (const locale of ['en-US', 'en-GB', 'en-AU']) {
      formats.push(new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }));
    }
  }
  let name = '';
  for (const format of formats) {
    name = format.formatToParts(date).find((part) => part.type === 'timeZoneName')?.value ?? '';
    if (!/^GMT[+-]/.test(name)) return name;
  }
  return name;
}
