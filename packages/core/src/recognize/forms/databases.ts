import { SEVERITY } from '../../severity.ts';
import { byPattern } from '../by-pattern.ts';
import { dayMonthTime, isoTime } from '../times.ts';

/** The default `log_line_prefix`, `%m [%p] %q%u@%d `, and those near it. */
const POSTGRES = String.raw`^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? (?:[A-Z]{2,5}|[+-]\d\d)) \[(\d+)\](?:: ?\[\d+-\d+\])? (?:(\S*?)@(\S*) )?`;
/** What explains the record before it, in lines of their own. */
const EXPLAINS = new RegExp(`${POSTGRES}((?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION):  .*)$`);

export const postgresql = byPattern({
  name: 'postgresql',
  title: "PostgreSQL's log",
  starts: '0',
  pattern: new RegExp(`${POSTGRES}(DEBUG|INFO|NOTICE|WARNING|ERROR|LOG|FATAL|PANIC)\\d?:  (.*)$`),
  fields: ['time', 'pid', 'user', 'database', 'level', 'message'],
  time: isoTime,
  continuation: (line) => EXPLAINS.exec(line)?.[5],
  finish(draft) {
    draft.service = 'postgresql';
  },
  examples: [
    {
      text: '2024-11-17 10:15:30.123 UTC [17] bob@shop ERROR:  relation "cart" does not exist at character 15',
      time: '2024-11-17T10:15:30.123Z',
      level: 'error',
      service: 'postgresql',
      message: 'relation "cart" does not exist at character 15',
      attributes: { pid: '17', user: 'bob', database: 'shop' },
    },
    {
      text: '2024-11-17 10:15:30.123 UTC [1] LOG:  database system is ready to accept connections',
      time: '2024-11-17T10:15:30.123Z',
      level: 'info',
      service: 'postgresql',
      message: 'database system is ready to accept connections',
      attributes: { severity_text: 'LOG', pid: '1' },
    },
  ],
});

const REDIS_LEVEL: Record<string, number> = {
  '.': SEVERITY.debug,
  '-': SEVERITY.debug + 1,
  '*': SEVERITY.info + 1,
  '#': SEVERITY.warn,
};

export const redis = byPattern({
  name: 'redis',
  title: "Redis' log",
  starts: '0',
  pattern: /^(\d+):([XCSM]) (\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\.\d+) ([.*#-]) (.*)$/,
  fields: ['pid', 'role', 'time', 'mark', 'message'],
  time: dayMonthTime,
  finish(draft) {
    const [, mark] = draft.attributes.splice(draft.attributes.indexOf('mark'), 2);
    draft.severity = REDIS_LEVEL[mark!]!;
    draft.service = 'redis';
  },
  examples: [
    {
      text: '7:M 17 Nov 2024 10:15:30.123 # WARNING Memory overcommit must be enabled!',
      time: '2024-11-17T10:15:30.123Z',
      level: 'warn',
      service: 'redis',
      message: 'WARNING Memory overcommit must be enabled!',
      attributes: { pid: '7', role: 'M' },
    },
  ],
});
