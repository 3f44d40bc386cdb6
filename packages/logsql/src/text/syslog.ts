/** `<PRI>1 TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG` (RFC 5424, section 6). */
export const SYSLOG_5424 =
  '(?s)^(?:<([0-9]{1,3})>)?1 (\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (-|(?:\\[(?:[^\\]"\\\\]|\\\\.|"(?:[^"\\\\]|\\\\.)*")*\\])+)(?: (.*))?$';

/** `<PRI>Mmm dd hh:mm:ss HOSTNAME TAG[PID]: MSG` (RFC 3164, section 4.1). */
export const SYSLOG_3164 =
  '(?s)^(?:<([0-9]{1,3})>)?([A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}) (\\S+) ([^\\s:\\[]+)(?:\\[([^\\]]*)\\])?:? ?(.*)$';

/** One element of structured data, and one parameter of it. */
export const SYSLOG_ELEMENT = '\\[([^\\s\\]="]+)((?: [^\\s\\]="]+="(?:[^"\\\\]|\\\\.)*")*)\\]';
export const SYSLOG_PARAMETER = ' ([^\\s\\]="]+)="((?:[^"\\\\]|\\\\.)*)"';

/** Keywords of facilities, by number (RFC 5424, table 1). */
export const SYSLOG_FACILITIES: readonly string[] = [
  'kern',
  'user',
  'mail',
  'daemon',
  'auth',
  'syslog',
  'lpr',
  'news',
  'uucp',
  'cron',
  'authpriv',
  'ftp',
  'ntp',
  'security',
  'console',
  'solaris-cron',
  'local0',
  'local1',
  'local2',
  'local3',
  'local4',
  'local5',
  'local6',
  'local7',
];

/** Levels by severity, 0 to 7, in Logboom's words. */
export const SYSLOG_LEVELS: readonly string[] = [
  'fatal',
  'fatal',
  'fatal',
  'error',
  'warn',
  'info',
  'info',
  'debug',
];
