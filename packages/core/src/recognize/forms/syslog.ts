import { byPattern } from '../by-pattern.ts';
import { isoTime, monthDayTime } from '../times.ts';
import { ISO } from './parts.ts';

/** `app[123]: message`, as all kinds of syslog lines end. */
const REST = String.raw`(\S+) ([^\s:[]+)(?:\[(\d+)\])?: ?(.*)$`;

export const syslog3164 = byPattern({
  name: 'syslog-3164',
  title: 'BSD syslog (RFC 3164): /var/log/syslog, messages, auth.log',
  starts: '<A',
  pattern: new RegExp(String.raw`^(?:<(\d{1,3})>)?([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?) ${REST}`),
  fields: ['priority', 'time', 'host', 'service', 'pid', 'message'],
  time: monthDayTime,
  examples: [
    {
      text: '<34>Nov 17 10:15:30 web-1 su[230]: failed for lonvick',
      time: '2024-11-17T10:15:30Z',
      level: 'fatal',
      host: 'web-1',
      service: 'su',
      message: 'failed for lonvick',
      attributes: { facility: 'auth', pid: '230' },
    },
    {
      text: 'Nov  7 10:15:30 web-1 kernel: eth0: link up',
      time: '2024-11-07T10:15:30Z',
      host: 'web-1',
      service: 'kernel',
      message: 'eth0: link up',
    },
  ],
});

export const syslogIso = byPattern({
  name: 'syslog-iso',
  title: 'syslog with RFC 3339 times: rsyslog and journald on current systems',
  starts: '<0',
  pattern: new RegExp(String.raw`^(?:<(\d{1,3})>)?(\d{4}-\d\d-\d\dT\S+) ${REST}`),
  fields: ['priority', 'time', 'host', 'service', 'pid', 'message'],
  time: isoTime,
  examples: [
    {
      text: '2024-11-17T10:15:30.123456+00:00 web-1 sshd[17]: Accepted publickey for root',
      time: '2024-11-17T10:15:30.123456Z',
      host: 'web-1',
      service: 'sshd',
      message: 'Accepted publickey for root',
      attributes: { pid: '17' },
    },
  ],
});

export const syslog5424 = byPattern({
  name: 'syslog-5424',
  title: 'syslog (RFC 5424)',
  starts: '<',
  pattern: new RegExp(
    String.raw`^<(\d{1,3})>1 (?:-|(${ISO})) (?:-|(\S+)) (?:-|(\S+)) (?:-|(\S+)) (?:-|(\S+)) (?:-|((?:\[(?:[^\]"\\]|\\.|"(?:[^"\\]|\\.)*")*\])+))(?: \uFEFF?(.*))?$`,
  ),
  fields: ['priority', 'time', 'host', 'service', 'pid', 'msgid', 'structured_data', 'message'],
  time: isoTime,
  finish(draft) {
    const at = draft.attributes.indexOf('structured_data');
    if (at === -1) return;
    const [, text] = draft.attributes.splice(at, 2);
    for (const [element, id] of text!.matchAll(/\[([^ \]]+)((?: [^= ]+="(?:[^"\\]|\\.)*")*)\]/g)) {
      for (const [, name, value] of element.matchAll(/ ([^= ]+)="((?:[^"\\]|\\.)*)"/g)) {
        draft.attribute(`${id}.${name}`, value!.replace(/\\(["\\\]])/g, '$1'));
      }
    }
  },
  examples: [
    {
      text: '<165>1 2024-11-17T10:15:30.003Z web-1 evntslog 7 ID47 [exampleSDID@32473 iut="3" eventSource="App\\"x"] An event',
      time: '2024-11-17T10:15:30.003Z',
      level: 'info',
      host: 'web-1',
      service: 'evntslog',
      message: 'An event',
      attributes: {
        facility: 'local4',
        pid: '7',
        msgid: 'ID47',
        'exampleSDID@32473.iut': '3',
        'exampleSDID@32473.eventSource': 'App"x',
      },
    },
    {
      text: "<11>1 - - su - - - 'su root' failed",
      level: 'error',
      service: 'su',
      message: "'su root' failed",
      attributes: { facility: 'user' },
    },
  ],
});
