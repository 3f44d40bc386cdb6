import type { Draft } from '../../draft.ts';
import { SEVERITY } from '../../severity.ts';
import { byPattern } from '../by-pattern.ts';
import { accessTime, monthDayTime, slashTime } from '../times.ts';
import { QUOTED } from './parts.ts';

/** An answer's status is the only thing in an access log that tells good from bad. */
function levelOfStatus(draft: Draft): void {
  const { attributes } = draft;
  const status = Number(attributes[attributes.indexOf('status') + 1]);
  draft.severity = status >= 500 ? SEVERITY.error : status >= 400 ? SEVERITY.warn : SEVERITY.info;
}

export const access = byPattern({
  name: 'access',
  title: 'Common and Combined Log Format: access logs of Apache, nginx, Caddy ...',
  starts: '0A:-_',
  pattern: new RegExp(
    String.raw`^(?:([\w.-]+:\d+) )?([\w.:-]+) \S+ (?:-|([^[]+?)) \[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] ${QUOTED} (\d{3}) (?:-|(\d+))(?: "(?:-|([^"\\]*(?:\\.[^"\\]*)*))" "(?:-|([^"\\]*(?:\\.[^"\\]*)*))")?(?: (.+))?$`,
  ),
  fields: ['vhost', 'client', 'user', 'time', 'message', 'status', 'bytes', 'referer', 'user_agent', 'rest'],
  time: accessTime,
  finish: levelOfStatus,
  examples: [
    {
      text: '127.0.0.1 - frank [17/Nov/2024:10:15:30 +0100] "GET /apache_pb.gif HTTP/1.0" 200 2326',
      time: '2024-11-17T09:15:30Z',
      level: 'info',
      message: 'GET /apache_pb.gif HTTP/1.0',
      attributes: { client: '127.0.0.1', user: 'frank', status: '200', bytes: '2326' },
    },
    {
      text: '::1 - - [17/Nov/2024:10:15:30 +0000] "POST /cart?q=\\"x\\" HTTP/1.1" 502 - "-" "curl/8.0" 0.003',
      time: '2024-11-17T10:15:30Z',
      level: 'error',
      message: 'POST /cart?q=\\"x\\" HTTP/1.1',
      attributes: { client: '::1', status: '502', user_agent: 'curl/8.0', rest: '0.003' },
    },
    {
      text: 'shop.example:443 10.0.0.7 - - [17/Nov/2024:10:15:30 +0000] "GET / HTTP/2.0" 404 12 "https://a.example/" "Mozilla/5.0 (X11)"',
      time: '2024-11-17T10:15:30Z',
      level: 'warn',
      message: 'GET / HTTP/2.0',
      attributes: {
        vhost: 'shop.example:443',
        client: '10.0.0.7',
        status: '404',
        bytes: '12',
        referer: 'https://a.example/',
        user_agent: 'Mozilla/5.0 (X11)',
      },
    },
  ],
});

const NGINX_CONTEXT = /, (client|server|request|subrequest|upstream|host|referrer): (?:"([^"]*)"|([^,]*))/g;

export const nginxError = byPattern({
  name: 'nginx-error',
  title: "nginx's error log",
  starts: '0',
  pattern: /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) \[([a-z]+)\] (\d+)#(\d+): (?:\*(\d+) )?(.*)$/,
  fields: ['time', 'level', 'pid', 'tid', 'connection', 'message'],
  time: slashTime,
  finish(draft) {
    draft.service = 'nginx';
    const text = draft.message;
    const context = text.search(/, client: /);
    if (context === -1) return;
    draft.message = text.slice(0, context);
    for (const [, name, quoted, bare] of text.slice(context).matchAll(NGINX_CONTEXT)) {
      draft.attribute(name!, quoted ?? bare!);
    }
  },
  examples: [
    {
      text: '2024/11/17 10:15:30 [error] 31#31: *1 open() "/srv/x" failed (2: No such file or directory), client: 10.0.0.1, server: localhost, request: "GET /x HTTP/1.1", host: "localhost"',
      time: '2024-11-17T10:15:30Z',
      level: 'error',
      service: 'nginx',
      message: 'open() "/srv/x" failed (2: No such file or directory)',
      attributes: {
        pid: '31',
        tid: '31',
        connection: '1',
        client: '10.0.0.1',
        server: 'localhost',
        request: 'GET /x HTTP/1.1',
        host: 'localhost',
      },
    },
    {
      text: '2024/11/17 10:15:30 [notice] 1#1: start worker processes',
      time: '2024-11-17T10:15:30Z',
      level: 'info',
      service: 'nginx',
      message: 'start worker processes',
      attributes: { severity_text: 'notice', pid: '1', tid: '1' },
    },
  ],
});

export const apacheError = byPattern({
  name: 'apache-error',
  title: "Apache's error log",
  starts: '[',
  pattern:
    /^\[([A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d(?:\.\d+)? \d{4})\] \[(?:(\w+):)?([a-z]+)\d?\] (?:\[pid (\d+)(?::tid (\d+))?\] )?(?:\[client ([^\]]+)\] )?(.*)$/,
  fields: ['time', 'logger', 'level', 'pid', 'tid', 'client', 'message'],
  time: monthDayTime,
  examples: [
    {
      text: '[Sun Nov 17 10:15:30.123456 2024] [core:error] [pid 35:tid 140] [client 10.0.0.1:5] AH00124: too many redirects',
      time: '2024-11-17T10:15:30.123456Z',
      level: 'error',
      logger: 'core',
      message: 'AH00124: too many redirects',
      attributes: { pid: '35', tid: '140', client: '10.0.0.1:5' },
    },
  ],
});
