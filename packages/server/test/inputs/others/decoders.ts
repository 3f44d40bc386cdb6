import { Draft, LogboomError } from '@logboom/core';
import { encode } from '@msgpack/msgpack';
import { expect } from 'vitest';
import { addLogEvents } from '../../../src/inputs/aws/data.ts';
import { Handshake } from '../../../src/inputs/forward/handshake.ts';
import { JsonReader } from '../../../src/inputs/http/ndjson.ts';
import { readBatchLine, readHello } from '../../../src/inputs/lines/acknowledged-messages.ts';
import { LineReader } from '../../../src/inputs/lines/line-record.ts';
import { LineSplitter } from '../../../src/inputs/lines/line-splitter.ts';
import { NatsRecords } from '../../../src/inputs/nats/record.ts';
import { addSpans, fromJson } from '../../../src/inputs/otlp/spans.ts';
import { PythonFrames } from '../../../src/inputs/python/frames.ts';
import { logRecordOf } from '../../../src/inputs/python/http-handler.ts';
import { recordOf } from '../../../src/inputs/python/record.ts';
import { RedisRecords } from '../../../src/inputs/redis/record.ts';
import { Report } from '../../../src/inputs/report.ts';
import { SpanBlockBuilder } from '../../../src/store/native/span-block.ts';
import { chunksOf, type FuzzOptions } from '../fuzz.ts';
import { MemoryBatch } from '../memory-batch.ts';

/** What {@link fuzz} needs to know of a decoder, besides how often it runs. */
export type Decoder = Omit<FuzzOptions, 'runs'>;

const LIMIT = 300;
const JSON_ALPHABET = Buffer.from('{}[]",:\\0189.eE-ntfu \n@_');

const RECORD =
  '{"timestamp":"2026-07-01T10:00:00.123Z","level":"warn","service":"shop","message":"slow","n":{"a":[1,2]}}';
const PYTHON_REDIS_LOG = JSON.stringify({
  ...{
    name: 'my.logger',
    level: 'warning',
    filename: 'a.py',
    line_no: 7,
    msg: '%s took %.1f',
    args: ['job', 1.25],
  },
  ...{ time: '2026-07-01T10:00:00.000001', username: 'ada', funcname: 'f', hostname: 'h', traceback: null },
});

/** Refused in our own words; anything else is a crash. */
function orRefused(decode: () => void): void {
  try {
    decode();
  } catch (error) {
    if (!LogboomError.is(error)) throw error;
  }
}

/** The native ingest, and all that uses it: what is accepted can be read again, and each line has an answer. */
const ndjson = (textFrom?: string): Decoder['decode'] => {
  return (bytes, random) => {
    const batch = new MemoryBatch();
    const reader = new JsonReader(batch, LIMIT, textFrom === undefined ? {} : { textFrom });
    orRefused(() => {
      for (const chunk of chunksOf(bytes, random)) reader.push(chunk);
      reader.end();
    });
    expect(batch.records()).toHaveLength(reader.report.accepted);
  };
};

const draft = new Draft();
const redis = new RedisRecords();
const nats = new NatsRecords();

/** Every decoder that has no place beside its input's other tests. */
export const DECODERS: Record<string, Decoder> = {
  'JSON lines': {
    seeds: [Buffer.from(`${RECORD}\n${RECORD}\r\n\n${RECORD}`), Buffer.from('{"a":1}\nno json\n42\n')],
    alphabet: JSON_ALPHABET,
    decode: ndjson(),
  },
  'a JSON array': {
    seeds: [Buffer.from(`[${RECORD},\n ${RECORD}]`), Buffer.from(' [{"a":"]}\\""},[],{}, 1]')],
    alphabet: JSON_ALPHABET,
    decode: ndjson(),
  },
  'text over HTTP': {
    seeds: [Buffer.from(`${RECORD}\nlevel=warn msg="slow"\n<14>Jul  1 10:00:00 h a[1]: b\n`)],
    alphabet: Buffer.from('{}[]<>"=: \n\r\0-09'),
    decode: ndjson('peer'),
  },
  'lines over TCP': {
    seeds: [
      Buffer.from(`${RECORD}\nlevel=warn msg="slow"\r\n2026-07-01 10:00:00,123 ERROR [main] a.B - boom\n`),
      Buffer.from('{"log":"hello\\n","stream":"stderr","attrs":{"tag":"a"},"time":"2026-07-01T10:00:00Z"}\n'),
    ],
    alphabet: Buffer.from('{}[]<>"=: \n\r\0-09,.'),
    decode(bytes, random) {
      const batch = new MemoryBatch();
      const splitter = new LineSplitter(LIMIT);
      const reader = new LineReader('peer');
      orRefused(() => {
        for (const chunk of chunksOf(bytes, random)) {
          splitter.push(chunk, (line) => {
            expect(line.length).toBeLessThanOrEqual(LIMIT);
            reader.add(line.toString(), batch);
          });
          expect(splitter.pending).toBeLessThanOrEqual(LIMIT + 500);
        }
      });
      expect(batch.records()).toHaveLength(batch.rows);
    },
  },
  'the acknowledged mode': {
    seeds: [
      Buffer.from('{"logboom":"hello","version":1,"client":"shop-1"}'),
      Buffer.from('{"logboom":"batch","number":7,"records":100}'),
    ],
    alphabet: JSON_ALPHABET,
    decode(bytes) {
      const text = bytes.toString();
      orRefused(() => expect(readHello(text)?.client.length ?? 1).toBeGreaterThan(0));
      orRefused(() => expect(readBatchLine(text).records).toBeGreaterThan(0));
    },
  },
  "Python's frames": {
    seeds: [Buffer.from([0, 0, 0, 3, 1, 2, 3, 0, 0, 0, 0, 0, 0, 1, 44, ...Buffer.alloc(300)])],
    alphabet: Buffer.from([0, 1, 2, 44, 128, 255]),
    decode(bytes, random) {
      const passOver = { limit: 1_000, refused: () => undefined };
      const frames = new PythonFrames({ limit: LIMIT, passOver });
      orRefused(() => {
        for (const chunk of chunksOf(bytes, random)) {
          frames.push(chunk, (frame) => expect(frame.length).toBeLessThanOrEqual(LIMIT));
          expect(frames.pending).toBeLessThanOrEqual(LIMIT + 4);
        }
      });
    },
  },
  "Python's HTTPHandler": {
    seeds: [
      Buffer.from(
        "name=shop&msg=a+%25s+%25(b)s&args=(1%2C+'x')&levelname=ERROR&levelno=40&created=1782900930.5&exc_info=None&extra=%7B'a'%3A+[1]%7D",
      ),
    ],
    alphabet: Buffer.from('&=+%()[]{}\'",:0189.eE-sdrxN'),
    decode(bytes) {
      orRefused(() => recordOf(logRecordOf(new URLSearchParams(bytes.toString())), draft.reset()));
    },
  },
  'OTLP traces, JSON': {
    seeds: [
      Buffer.from(
        '{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"spans":[{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","name":"GET","kind":2,"startTimeUnixNano":"1782900930000000001","endTimeUnixNano":"1782900931000000001","status":{"code":2},"events":[{"timeUnixNano":1,"name":"retry"}],"links":[{}]}]}]}]}',
      ),
    ],
    alphabet: JSON_ALPHABET,
    decode(bytes) {
      const builder = new SpanBlockBuilder();
      const report = new Report();
      let request: Record<string, unknown>;
      try {
        request = Object(JSON.parse(bytes.toString())) as Record<string, unknown>;
      } catch {
        return;
      }
      const batch = { rows: 0, add: builder.add.bind(builder), commit: async () => undefined };
      orRefused(() => addSpans(request, batch, report, fromJson));
      expect(builder.rows).toBe(report.accepted);
      builder.finish({ observed: 0, source: '', node: '', sequence: 1 });
    },
  },
  'CloudWatch Logs': {
    seeds: [
      Buffer.from(
        '[{"timestamp":1782900930123,"message":"[ERROR] boom"},{"timestamp":1,"message":"{\\"level\\":\\"warn\\"}"},{"message":"2026-07-01T10:00:00.000Z\\tid\\tERROR\\tboom"}]',
      ),
    ],
    alphabet: JSON_ALPHABET,
    decode(bytes) {
      let events: unknown;
      try {
        events = JSON.parse(bytes.toString());
      } catch {
        return;
      }
      if (!Array.isArray(events)) return;
      const batch = new MemoryBatch();
      const report = new Report();
      addLogEvents(events, { logGroup: '/aws/lambda/shop', logStream: 's' }, batch, report);
      expect(batch.records()).toHaveLength(report.accepted);
      expect(report.accepted + report.rejected).toBe(events.length);
    },
  },
  "Forward's handshake": {
    seeds: [Buffer.from(encode(['PING', 'client', 'salt', 'f'.repeat(128), 'user', 'f'.repeat(128)]))],
    alphabet: Buffer.from([0x90, 0x96, 0xa4, 0xc0, 0xc4, 0xd9, 0xdb, 0xff, 0x80, 0]),
    decode(bytes) {
      const findKey = (isKey: (key: string) => boolean): string | undefined =>
        isKey('key') ? 'key' : undefined;
      const handshake = new Handshake({ findKey, username: 'user', password: 'secret' });
      orRefused(() => expect(handshake.answer(bytes).refused).toBeDefined());
    },
  },
  'Redis payloads': {
    seeds: [Buffer.from(PYTHON_REDIS_LOG), Buffer.from(RECORD), Buffer.from('level=warn msg="slow"')],
    alphabet: Buffer.from('{}[]":,%sdf(0123456789)\\'),
    decode(bytes) {
      const text = bytes.toString();
      redis.fill(text, 'channel', 'c', draft.reset());
      redis.fillEntry(['a', text, text, 'b'], text, 's', draft.reset());
      expect(draft.attributes).toContain('redis.stream');
    },
  },
  'NATS payloads': {
    seeds: [Buffer.from(RECORD), Buffer.from('just words'), Buffer.from([0xff, 0xfe, 0])],
    alphabet: JSON_ALPHABET,
    decode(bytes) {
      nats.fill({ subject: 'logs.shop', data: bytes }, draft.reset());
      expect(draft.attributes).toContain('nats.subject');
    },
  },
};
