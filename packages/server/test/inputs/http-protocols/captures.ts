import { encodeMessage, type Field } from '../../../src/inputs/protobuf/writer.ts';

/** Bytes of fixed64, which {@link encodeMessage} has no need to write. */
function fixed64(field: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = field * 8 + 1;
  bytes.writeBigUInt64LE(value, 1);
  return bytes;
}

const message = (...fields: Field[]): Buffer => encodeMessage(fields);
const attribute = (key: string, value: Buffer): Buffer => message([1, key], [2, value]);
const text = (value: string): Buffer => message([1, value]);
const TIME = 1_782_900_930_123_456_789n;

const nested = message([6, message([1, attribute('inner', message([5, message([1, text('a')])]))])]);
const resource = message([1, attribute('service.name', text('shop'))], [1, attribute('nested', nested)]);
const scope = message([1, 'shop.cart'], [2, '1.0'], [3, attribute('kind', text('x'))]);
const record = Buffer.concat([
  fixed64(1, TIME),
  message([2, 17], [3, 'ERROR'], [5, text('Zahlung fällig')], [6, attribute('count', message([3, 7]))]),
  message([6, attribute('list', message([5, message([1, text('a')], [1, message([2, 1])])]))]),
  message([9, Buffer.alloc(16, 0xab)], [10, Buffer.alloc(8, 0xcd)]),
  fixed64(11, TIME),
]);

/** ExportLogsServiceRequest. */
export const OTLP_LOGS = message([
  1,
  message([1, resource], [2, message([1, scope], [2, record], [2, record])]),
]);

const event = Buffer.concat([fixed64(1, TIME), message([2, 'retry'], [3, attribute('n', message([3, 2]))])]);
const span = Buffer.concat([
  message([1, Buffer.alloc(16, 0xab)], [2, Buffer.alloc(8, 0xcd)], [5, 'GET /cart'], [6, 2]),
  fixed64(7, TIME),
  fixed64(8, TIME + 5_000_000n),
  message([9, attribute('route', text('/cart'))], [11, event], [15, message([2, 'late'], [3, 2])]),
]);

/** ExportTraceServiceRequest. */
export const OTLP_TRACES = message([1, message([1, resource], [2, message([1, scope], [2, span])])]);

const entry = (line: string): Buffer =>
  message(
    [1, message([1, 1_782_900_930], [2, 123_456_789])],
    [2, line],
    [3, message([1, 'trace_id'], [2, 'abc'])],
  );

/** PushRequest of Loki, not compressed. */
export const LOKI = message([
  1,
  message(
    [1, '{app="shop", level="warn", path="C:\\\\tmp"}'],
    [2, entry('plain line')],
    [2, entry('{"msg":"inner","n":1}')],
  ),
]);

export const LOKI_JSON = JSON.stringify({
  streams: [
    {
      stream: { app: 'shop' },
      values: [
        ['1782900930123456789', 'line', { a: 'b' }],
        ['1', 'level=warn x'],
      ],
    },
  ],
});

export const OTLP_JSON = JSON.stringify({
  resourceLogs: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeLogs: [
        {
          scope: { name: 'cart' },
          logRecords: [
            {
              timeUnixNano: String(TIME),
              severityNumber: 17,
              body: { kvlistValue: { values: [{ key: 'msg', value: { stringValue: 'x' } }] } },
              attributes: [{ key: 'a', value: { arrayValue: { values: [{ intValue: '7' }] } } }],
              traceId: 'AB'.repeat(16),
            },
          ],
        },
      ],
    },
  ],
});

export const BULK = [
  '{"create":{"_index":"a"}}',
  '{"message":"one","log":{"level":"warn"}}',
  '{"index":{"_id":"7"}}',
  '{"message":"two"}',
  '{"delete":{"_id":"7"}}',
  '{"update":{"_id":"7"}}',
  '{"doc":{}}',
  '',
].join('\n');

export const HEC =
  '{"time":1782900930.5,"host":"h","source":"s","event":"text }{ \\" "} {"event":{"a":1},"fields":{"b":2}}';

export const CLEF = [
  '{"@t":"2026-07-01T10:15:30.1234567Z","@mt":"Took {Elapsed:0.0} {Unit,-4}|","@r":["1.5"],"Elapsed":1.5,"Unit":"ms"}',
  '{"@t":"2026-07-01T10:15:30Z","@m":"done","@l":"Error","@@x":1,"@x":"trace"}',
].join('\n');

export const SEQ =
  '{"Events":[{"Timestamp":"2026-07-01","Level":"Error","MessageTemplate":"{A}","Properties":{"A":{"b":1}}}]}';

export const DATADOG =
  '[{"message":"{\\"a\\":1}","ddtags":"env:prod,x","status":"warn","hostname":"h"},{"message":"x"}]';

const binary = Buffer.from('two\nlines');
const length = Buffer.alloc(8);
length.writeBigUInt64LE(BigInt(binary.length));

export const JOURNAL = Buffer.concat([
  Buffer.from('__REALTIME_TIMESTAMP=1782900930123456\nPRIORITY=3\n_COMM=x\nMESSAGE\n'),
  length,
  binary,
  Buffer.from('\nTAG=a\nTAG=b\n\nMESSAGE=next\n\n'),
]);

export const PYTHON =
  "('a', 1, 2.5e3, None, [True, {'k': b'\\x00', 2: (3,)}], <Thing object at 0x7f>, Decimal('1.50'))";
