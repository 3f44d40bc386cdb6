import { randomBytes } from 'node:crypto';
import {
  type Context,
  ROOT_CONTEXT,
  SeverityNumber,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPLogExporter as GrpcLogs } from '@opentelemetry/exporter-logs-otlp-grpc';
import { OTLPLogExporter as JsonLogs } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufLogs } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter as GrpcTraces } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonTraces } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufTraces } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numbers, RECORDS, Stand, type StoredRecord } from './stand.ts';

type StoredSpan = Record<'trace_id' | 'span_id' | 'events' | 'links', string>;

let stand: Stand;

beforeAll(async () => {
  stand = await Stand.start();
});
afterAll(() => stand[Symbol.asyncDispose]());

const GZIP = { compression: 'gzip' } as ConstructorParameters<typeof ProtobufLogs>[0];

/** Name → exporter: every encoding and transport, on the main port and on OTLP's own. */
const LOGS: Record<string, () => LogRecordExporter> = {
  'protobuf-main': () => new ProtobufLogs({ url: `${stand.url}/v1/logs` }),
  'protobuf-gzip': () =>
    new ProtobufLogs({ ...GZIP, url: `http://${stand.address('inputs.otlp.http')}/v1/logs` }),
  'json-main': () => new JsonLogs({ url: `${stand.url}/v1/logs` }),
  'json-gzip': () => new JsonLogs({ ...GZIP, url: `http://${stand.address('inputs.otlp.http')}/v1/logs` }),
  grpc: () => new GrpcLogs({ url: `http://${stand.address('inputs.otlp.grpc')}` }),
  'grpc-gzip': () => new GrpcLogs({ ...GZIP, url: `http://${stand.address('inputs.otlp.grpc')}` }),
};

const TRACES: Record<string, () => SpanExporter> = {
  protobuf: () => new ProtobufTraces({ url: `${stand.url}/v1/traces` }),
  json: () => new JsonTraces({ url: `http://${stand.address('inputs.otlp.http')}/v1/traces` }),
  grpc: () => new GrpcTraces({ url: `http://${stand.address('inputs.otlp.grpc')}` }),
};

const resource = (name: string) =>
  resourceFromAttributes({
    'service.name': `shop-${name}`,
    'host.name': 'node-7',
    'deployment.environment.name': 'test',
  });

function inTrace(): { context: Context; traceId: string; spanId: string } {
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  return { traceId, spanId, context: trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: 1 }) };
}

describe('the SDK of OpenTelemetry sends 1,000 records, each found once', () => {
  test.each(Object.keys(LOGS))('%s', async (name) => {
    const provider = new LoggerProvider({
      resource: resource(name),
      processors: [new BatchLogRecordProcessor({ exporter: LOGS[name]!(), maxQueueSize: 2 * RECORDS })],
    });
    const logger = provider.getLogger('shop.cart', '1.2.3');
    const { context, traceId, spanId } = inTrace();
    const began = Date.UTC(2026, 6, 1, 10, 15, 30);
    for (const [index, number] of numbers().entries()) {
      logger.emit({
        body: `message ${number}`,
        severityNumber: index % 2 === 0 ? SeverityNumber.WARN2 : SeverityNumber.ERROR,
        severityText: index % 2 === 0 ? 'WARNING' : 'error',
        timestamp: [began / 1000 + index, 123_456_789],
        context,
        attributes: {
          count: index,
          ratio: index + 0.5,
          ok: true,
          list: ['a', 1, false],
          nested: { inner: { deep: 'x' }, other: 2 },
          large: -9007199254740991,
        },
      });
    }
    await provider.shutdown();
    const records = await stand.found(RECORDS, `source = 'otlp' AND service = 'shop-${name}'`);
    for (const [index, record] of records.entries()) expectRecord(record, index, began);
    expect(records[0]).toMatchObject({ trace_id: traceId, span_id: spanId });
  });
});

function expectRecord(record: StoredRecord, index: number, began: number): void {
  const even = index % 2 === 0;
  const second = new Date(began + index * 1000).toISOString().slice(0, 19).replace('T', ' ');
  expect(record).toMatchObject({
    message: `message ${numbers()[index]}`,
    severity: even ? 14 : 17,
    level: even ? 'warn' : 'error',
    logger: 'shop.cart',
    host: 'node-7',
    timestamp: `${second}.123456789`,
  });
  expect(record.attributes).toEqual({
    'deployment.environment.name': 'test',
    'scope.version': '1.2.3',
    count: String(index),
    ratio: String(index + 0.5),
    ok: 'true',
    list: '["a",1,false]',
    'nested.inner.deep': 'x',
    'nested.other': '2',
    large: '-9007199254740991',
    trace_flags: '1',
    ...(even ? { severity_text: 'WARNING' } : {}),
  });
}

describe('spans are kept for the view of a trace', () => {
  test.each(Object.keys(TRACES))('%s', async (name) => {
    const provider = new TracerProvider({
      resource: resource(`traces-${name}`),
      spanProcessors: [new BatchSpanProcessor({ exporter: TRACES[name]!(), maxQueueSize: 2 * RECORDS })],
    });
    const tracer = provider.getTracer('shop.http', '2.0.0');
    const began = Date.UTC(2026, 6, 1, 10, 15, 30);
    for (const number of numbers(100)) {
      const start = began + Number(number);
      const parent = tracer.startSpan(
        `request ${number}`,
        { kind: SpanKind.SERVER, startTime: start, attributes: { 'http.route': '/cart', status: 500 } },
        ROOT_CONTEXT,
      );
      const child = tracer.startSpan(
        `query ${number}`,
        { kind: SpanKind.CLIENT, startTime: start + 1, links: [{ context: parent.spanContext() }] },
        trace.setSpan(ROOT_CONTEXT, parent),
      );
      child.addEvent('retry', { attempt: 2 }, start + 2);
      child.setStatus({ code: SpanStatusCode.ERROR, message: 'timed out' });
      child.end(start + 3.5);
      parent.end(start + 5);
    }
    await provider.shutdown();
    const rows = await stand.foundIn('spans', 200, `service = 'shop-traces-${name}'`);
    const [parent, child] = rows.filter(
      (row) => 'name' in row && /00000$/.test(String(row.name)),
    ) as unknown as StoredSpan[];
    expect(parent).toMatchObject({
      timestamp: '2026-07-01 10:15:30.000000000',
      name: 'request 00000',
      kind: 'server',
      status: 'unset',
      parent_span_id: '',
      host: 'node-7',
      scope: 'shop.http',
      duration: 5_000_000,
      attributes: {
        'deployment.environment.name': 'test',
        'scope.version': '2.0.0',
        'http.route': '/cart',
        status: '500',
      },
      events: '[]',
      links: '[]',
    });
    expect(child).toMatchObject({
      timestamp: '2026-07-01 10:15:30.001000000',
      name: 'query 00000',
      kind: 'client',
      status: 'error',
      status_message: 'timed out',
      duration: 2_500_000,
      trace_id: parent?.trace_id,
      parent_span_id: parent?.span_id,
    });
    expect(JSON.parse(child?.events ?? '')).toEqual([
      { timestamp: '2026-07-01T10:15:30.002000000Z', name: 'retry', attributes: { attempt: '2' } },
    ]);
    expect(JSON.parse(child?.links ?? '')).toEqual([
      { trace_id: parent?.trace_id, span_id: parent?.span_id, trace_state: '', attributes: {} },
    ]);
  });
});

describe('answers', () => {
  const post = (body: string, type = 'application/json', path = '/v1/logs') =>
    fetch(`${stand.url}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
  const request = (records: object[]) =>
    JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: records }] }] });

  test('a record that cannot be kept is told in partialSuccess, the others are kept', async () => {
    const response = await post(
      request([
        { body: { stringValue: 'partial 1' } },
        { body: { stringValue: 'x'.repeat(1_100_000) } },
        { body: { stringValue: 'partial 2' } },
      ]),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      partialSuccess: { rejectedLogRecords: '1', errorMessage: expect.stringContaining('record 2: ') },
    });
    await stand.found(2, "message LIKE 'partial %'");
  });

  test('a body that cannot be read is a status in the encoding of the request', async () => {
    const json = await post('{"resourceLogs":');
    expect([json.status, await json.json()]).toMatchObject([400, { code: 3 }]);
    const protobuf = await post('\x0a\x7f', 'application/x-protobuf');
    expect(protobuf.status).toBe(400);
    expect(protobuf.headers.get('content-type')).toBe('application/x-protobuf');
    expect((await protobuf.bytes()).subarray(0, 2)).toEqual(Uint8Array.of(8, 3));
    expect((await post('x', 'text/plain')).status).toBe(415);
  });

  test('a body that is a map becomes attributes, its message the message', async () => {
    await post(
      request([
        {
          timeUnixNano: '1782900930000000001',
          body: {
            kvlistValue: {
              values: [
                { key: 'msg', value: { stringValue: 'mapped body' } },
                { key: 'level', value: { stringValue: 'fatal' } },
              ],
            },
          },
        },
      ]),
    );
    const [record] = await stand.found(1, "message = 'mapped body'");
    expect(record).toMatchObject({ level: 'fatal', timestamp: '2026-07-01 10:15:30.000000001' });
  });
});

test('with auth.tokens a sender must know one', async () => {
  await using guarded = await Stand.start({ 'auth.tokens': 'one,two' });
  const send = async (headers: Record<string, string>): Promise<number> => {
    const body = JSON.stringify({ resourceLogs: [] });
    const response = await fetch(`${guarded.url}/v1/logs`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return response.status;
  };
  expect(await send({})).toBe(401);
  expect(await send({ authorization: 'Bearer three' })).toBe(401);
  expect(await send({ authorization: 'Bearer two' })).toBe(200);
});
