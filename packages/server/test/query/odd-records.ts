import type { LogRecord } from '@logboom/core';
import { record } from './engine.ts';

const at = (second: number) => `2026-07-01T09:59:0${second}.000000000Z`;

/**
 * Values that queries stumble over: empty and missing ones, other scripts, numbers as text, quotes, backslashes,
 * line ends, wildcards, and what would be SQL if it were ever taken for a part of the statement.
 */
export const ODD_RECORDS: LogRecord[] = [
  record({
    timestamp: at(1),
    level: 'error',
    severity: 17,
    service: 'api',
    host: 'web-1',
    message: 'it\'s \\ a "quoted"\nline; DROP TABLE logs --',
    attributes: { user: "bob'); DROP TABLE logboom.logs; --", size: '10', ip: '10.0.0.1', dur: '5m' },
  }),
  record({
    timestamp: at(2),
    service: 'api',
    host: 'web-2',
    message: 'Привет, мир: error_code=7 100% *',
    attributes: { user: 'ñandú', size: '9', ip: '10.0.0.9', 'sp ace': '1' },
  }),
  record({
    timestamp: at(3),
    level: 'warn',
    severity: 13,
    service: 'db"\\',
    host: 'web-1',
    message: '“error” {p1:String}',
    attributes: { user: 'ñandú', size: 'big*', ip: 'none', "q'uote": '2' },
  }),
  record({
    timestamp: at(4),
    service: 'db"\\',
    host: 'web-10',
    message: '',
    attributes: { user: '', size: '10KiB' },
  }),
  record({ timestamp: at(5), host: 'web-10', message: 'error', attributes: { size: '-3', ip: '10.0.1.1' } }),
];
