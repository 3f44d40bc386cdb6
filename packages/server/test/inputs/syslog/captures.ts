/**
 * Messages as real senders write them: the examples of RFC 5424 and RFC 3164, and what devices, daemons and
 * libraries make of them (each said by its name).
 */
export const CAPTURES = {
  rfc5424: `<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \uFEFF'su root' failed for lonvick on /dev/pts/8`,
  rfc5424Data: `<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - [exampleSDID@32473 iut="3" eventSource="App \\"x\\" \\\\ [y\\]" eventID="1011"][origin ip="192.0.2.1" ip="192.0.2.129"] An event`,
  rfc5424Empty: '<30>1 - - - - - -',
  rsyslog23: '<22>1 2026-11-21T14:20:26.123456+01:00 web1 app 99 - -  hello',
  trace:
    '<14>1 2026-11-21T14:20:26Z h a - - [otel trace_id="4bf92f3577b34da6a3ce929d0e0e4736" span_id="00f067aa0ba902b7"] m',
  brokenData: '<14>1 2026-11-21T14:20:26Z h a p i [x y="1" no end',
  rfc3164: "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
  noHost: '<86>Oct  1 22:14:15 sshd[812]: Accepted publickey for root',
  kernel: '<4>Nov 21 10:00:00 web1 kernel: [12345.678] eth0: link up',
  iso: '<13>2026-11-21T10:00:00.5+02:00 web1 cron[7]: (root) CMD (true)',
  yearBehind: '<13>Oct 11 22:14:15 2024 web1 tag: m',
  yearBefore: '<13>Oct 11 2024 22:14:15 web1 tag: m',
  cisco: '<189>123: *Mar  1 18:46:11.123 UTC: %SYS-5-CONFIG_I: Configured from console by vty0',
  ciscoHost:
    '<187>35: router1: Mar  1 18:46:11.123 UTC: %LINK-3-UPDOWN: Interface Fa0/1, changed state to up',
  meraki: '<134>1 1563249630.774247467 appliance security_event ids_alerted signature=1:28423:1',
  python: '<14>worker started',
  pythonIdent: '<12>myapp: queue is full',
  pythonError: '<11>ValueError: not a number',
  noPriority: 'Nov 21 10:00:00 web1 app[1]: written to a file first',
  plain: 'just words',
  dockerRfc3164:
    '<30>Nov 21 10:00:00 web1 docker/shop[9103]: {"level":"error","msg":"payment failed","order":7}',
  dockerRfc5424: '<27>1 2026-11-21T10:00:00Z web1 shop 9103 shop - payment failed',
  cee: '<30>Nov 21 10:00:00 web1 app: @cee: {"msg":"hi","user":{"id":5}}',
} as const;
