import { byPattern } from '../by-pattern.ts';
import { isoTime } from '../times.ts';

export const rubyLogger = byPattern({
  name: 'ruby',
  title: "Ruby's Logger, and Rails in production",
  starts: 'A',
  pattern:
    /^[DIWEFA], \[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+) #(\d+)\] +(DEBUG|INFO|WARN|ERROR|FATAL) -- ([^:]*): (?:\[([0-9a-f-]{36})\] ?)?(.*)$/,
  fields: ['time', 'pid', 'level', 'logger', 'request_id', 'message'],
  time: isoTime,
  examples: [
    {
      text: 'W, [2024-11-17T10:15:30.123456 #77]  WARN -- shop: slow',
      time: '2024-11-17T10:15:30.123456Z',
      level: 'warn',
      logger: 'shop',
      message: 'slow',
      attributes: { pid: '77' },
    },
    {
      text: 'I, [2024-11-17T10:15:30.123456 #77]  INFO -- : [550e8400-e29b-41d4-a716-446655440000] Completed 200 OK in 5ms',
      time: '2024-11-17T10:15:30.123456Z',
      level: 'info',
      message: 'Completed 200 OK in 5ms',
      attributes: { pid: '77', request_id: '550e8400-e29b-41d4-a716-446655440000' },
    },
  ],
});

export const railsRequest = byPattern({
  name: 'rails',
  title: "Rails' development log: a paragraph a request",
  framing: 'paragraph',
  starts: 'A',
  pattern:
    /^(Started ([A-Z]+) "([^"]*)" for (\S+) at (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4})(?:\n[\s\S]*)?)$/,
  fields: ['message', 'method', 'path', 'client', 'time'],
  time: isoTime,
  finish(draft) {
    const status = /^Completed (\d{3})/m.exec(draft.message)?.[1];
    if (status === undefined) return;
    draft.attribute('status', status);
    draft.severity = Number(status) >= 500 ? 17 : Number(status) >= 400 ? 13 : 9;
  },
  examples: [
    {
      text: 'Started GET "/cart" for 127.0.0.1 at 2024-11-17 10:15:30 +0100\nProcessing by CartController#show as HTML\nCompleted 500 Internal Server Error in 5ms',
      time: '2024-11-17T09:15:30Z',
      level: 'error',
      message:
        'Started GET "/cart" for 127.0.0.1 at 2024-11-17 10:15:30 +0100\nProcessing by CartController#show as HTML\nCompleted 500 Internal Server Error in 5ms',
      attributes: { method: 'GET', path: '/cart', client: '127.0.0.1', status: '500' },
    },
  ],
});
