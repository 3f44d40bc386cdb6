import { LogboomError } from '@logboom/core';
import { CRITICAL, ERROR, INFO, WARNING } from '../logger/levels.ts';

/** RFC 5424, table 1, by the names of syslog.h. */
const FACILITIES = [
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
  'audit',
  'alert',
  'clock',
  'local0',
  'local1',
  'local2',
  'local3',
  'local4',
  'local5',
  'local6',
  'local7',
] as const;

export type Facility = (typeof FACILITIES)[number];

/** @throws LogboomError LB_CONFIG_INVALID for a name that is none */
export function facilityNumber(name: Facility): number {
  const number = FACILITIES.indexOf(name);
  if (number >= 0) return number;
  const reason = `there is no facility ${JSON.stringify(name)}; use one of ${FACILITIES.join(', ')}`;
  throw new LogboomError('LB_CONFIG_INVALID', { path: 'facility', reason });
}

/** Python's levels as severities: `SysLogHandler.priority_map`. */
export function severityOf(level: number): number {
  if (level >= CRITICAL) return 2;
  if (level >= ERROR) return 3;
  if (level >= WARNING) return 4;
  return level >= INFO ? 6 : 7;
}
