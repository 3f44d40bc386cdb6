/** RFC 5424, table 1, in the words of syslog(3) and rsyslog. */
const FACILITIES = [
  ...['kern', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp', 'cron', 'authpriv', 'ftp'],
  ...['ntp', 'audit', 'alert', 'clock'],
  ...['local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7'],
];

/** The name of a facility; a number that has none stays a number. */
export function facilityName(number: number): string {
  return FACILITIES[number] ?? String(number);
}
