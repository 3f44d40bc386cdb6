import { forwardFrame, gelfFrame, gelfTcpFrame, lineFrame, pythonFrame, syslogFrame } from './frames.ts';
import { httpProbe } from './http.ts';
import { otlpGrpcProbe } from './otlp-grpc.ts';
import { tcpProbe, udpProbe } from './sockets.ts';

/** Where a probe sends and what it needs. */
export interface ProbeTarget {
  host: string;
  port: number;
  /** One of `auth.tokens`, if there are any. */
  token: string | undefined;
}

/**
 * Sends one record with this message to a listener of this server, as a real sender would.
 *
 * @throws Error when the listener refuses it
 */
export type Probe = (target: ProbeTarget, message: string) => Promise<void>;

const JSON_TYPE = { 'content-type': 'application/json' };
const nanos = (): string => `${Date.now()}000000`;

/** A probe for each listener that one can be sent to, by `INPUT.KEY`; `http` is the HTTP server's own listener. */
export const PROBES: Readonly<Record<string, Probe>> = {
  'http.http': httpProbe('/api/v1/logs', (message) => JSON.stringify({ message })),
  'lines.tcp': tcpProbe(lineFrame),
  'python.tcp': tcpProbe(pythonFrame),
  'python.udp': udpProbe(pythonFrame),
  'python.http': httpProbe('/insert/python', (msg) =>
    new URLSearchParams({ name: 'root', msg, args: '()', levelname: 'INFO', levelno: '20' }).toString(),
  ),
  'syslog.tcp': tcpProbe((message) => Buffer.concat([syslogFrame(message), Buffer.from('\n')])),
  'syslog.udp': udpProbe(syslogFrame),
  'gelf.tcp': tcpProbe(gelfTcpFrame),
  'gelf.udp': udpProbe(gelfFrame),
  'gelf.http': httpProbe('/gelf', (message) => gelfFrame(message).toString(), JSON_TYPE),
  'forward.tcp': tcpProbe(forwardFrame),
  'otlp.grpc': otlpGrpcProbe,
  'otlp.http': httpProbe('/v1/logs', otlpJson, JSON_TYPE),
  'otlp.main': httpProbe('/v1/logs', otlpJson, JSON_TYPE),
  'loki.http': httpProbe(
    '/loki/api/v1/push',
    (message) =>
      JSON.stringify({ streams: [{ stream: { app: 'logboom-page' }, values: [[nanos(), message]] }] }),
    JSON_TYPE,
  ),
  'elasticsearch.http': httpProbe(
    '/_bulk',
    (message) => `{"create":{"_index":"logboom-page"}}\n${JSON.stringify({ message })}\n`,
    { 'content-type': 'application/x-ndjson' },
  ),
  'splunk.http': httpProbe('/services/collector/event', (event) => JSON.stringify({ event })),
  'clef.http': httpProbe('/ingest/clef', (message) =>
    JSON.stringify({ '@t': new Date().toISOString(), '@m': message }),
  ),
  'datadog.http': httpProbe('/api/v2/logs', (message) => JSON.stringify([{ message }]), JSON_TYPE),
  'journald.http': httpProbe(
    '/upload',
    (message) => `__REALTIME_TIMESTAMP=${Date.now()}000\nMESSAGE=${message}\nPRIORITY=6\n\n`,
    { 'content-type': 'application/vnd.fdo.journal' },
  ),
  'aws.http': httpProbe(
    '/insert/firehose',
    (message) =>
      JSON.stringify({
        requestId: 'test',
        timestamp: Date.now(),
        records: [{ data: Buffer.from(message).toString('base64') }],
      }),
    { ...JSON_TYPE, 'x-amz-firehose-request-id': 'test' },
  ),
};

function otlpJson(message: string): string {
  const logRecords = [{ timeUnixNano: nanos(), severityNumber: 9, body: { stringValue: message } }];
  return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
}
