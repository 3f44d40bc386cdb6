import { byPattern } from '../by-pattern.ts';
import { isoTime } from '../times.ts';
import { ISO } from './parts.ts';

export const pythonBasic = byPattern({
  name: 'python-basic',
  title: "Python's logging.basicConfig: LEVEL:logger:message",
  starts: 'A',
  pattern: /^(DEBUG|INFO|WARNING|ERROR|CRITICAL):([^\s:]+):(.*)$/,
  fields: ['level', 'logger', 'message'],
  examples: [
    {
      text: 'WARNING:myapp.area1:Jail zesty vixen',
      level: 'warn',
      logger: 'myapp.area1',
      message: 'Jail zesty vixen',
      attributes: { severity_text: 'WARNING' },
    },
    { text: 'ERROR:root:', level: 'error', logger: 'root', message: '' },
  ],
});

export const pythonDashes = byPattern({
  name: 'python-dashes',
  title: "Python's %(asctime)s - %(name)s - %(levelname)s - %(message)s",
  starts: '0',
  pattern: new RegExp(
    String.raw`^(${ISO}) - (\S+) - (?:\[([0-9A-Fa-f-]{16,36})\] - )?(?:([A-Z]{4,8}) - )?(.*)$`,
  ),
  fields: ['time', 'logger', 'trace_id', 'level', 'message'],
  time: isoTime,
  examples: [
    {
      text: '2024-11-17 10:15:30,123 - myapp.db - ERROR - connection lost',
      time: '2024-11-17T10:15:30.123Z',
      level: 'error',
      logger: 'myapp.db',
      message: 'connection lost',
    },
    {
      text: '2024-11-17 10:30:45,123 - payment-service - [550e8400-e29b-41d4-a716-446655440000] - Starting payment processing',
      time: '2024-11-17T10:30:45.123Z',
      logger: 'payment-service',
      trace_id: '550e8400-e29b-41d4-a716-446655440000',
      message: 'Starting payment processing',
    },
  ],
});
