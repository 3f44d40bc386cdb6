import { type Draft, LogboomError } from '@logboom/core';
import { compress } from 'snappyjs';
import { expect } from 'vitest';
import { uncompressSnappy } from '../../../src/http/snappy.ts';
import { addData } from '../../../src/inputs/aws/data.ts';
import { clefOf, fillClef, fillClefLine } from '../../../src/inputs/clef/event.ts';
import { fillEntry } from '../../../src/inputs/datadog/entry.ts';
import { BulkReader } from '../../../src/inputs/elasticsearch/bulk.ts';
import { EntryFiller } from '../../../src/inputs/journald/entry.ts';
import { ExportParser } from '../../../src/inputs/journald/export.ts';
import { decodePushJson } from '../../../src/inputs/loki/push-json.ts';
import { PushDecoder } from '../../../src/inputs/loki/push-protobuf.ts';
import { decodeLogsJson } from '../../../src/inputs/otlp/logs-json.ts';
import { LogsDecoder } from '../../../src/inputs/otlp/logs-protobuf.ts';
import { addSpans, fromProtobuf } from '../../../src/inputs/otlp/spans.ts';
import { decodeTraces } from '../../../src/inputs/otlp/spans-protobuf.ts';
import { parseLiteral } from '../../../src/inputs/python/literal.ts';
import { percentFormat } from '../../../src/inputs/python/percent.ts';
import { reprPythonValue } from '../../../src/inputs/python/show/show.ts';
import { Report } from '../../../src/inputs/report.ts';
import { cutObjects } from '../../../src/inputs/splunk/concatenated.ts';
import { fillEvent } from '../../../src/inputs/splunk/event.ts';
import { SpanBlockBuilder } from '../../../src/store/native/span-block.ts';
import { chunksOf, fuzz } from '../fuzz.ts';
import { MemoryBatch } from '../memory-batch.ts';
import * as captures from './captures.ts';

const LIMIT = 1024 * 1024;
const JSON_ALPHABET = Buffer.from('{}[]",:\\0189.eE-ntfu \n@_');
const WIRE_ALPHABET = Buffer.from([0, 1, 2, 8, 9, 10, 16, 18, 26, 42, 50, 58, 127, 128, 255]);
const IS_JSON = /^\s*[[{]/;

interface Decoder {
  seeds: (string | Buffer)[];
  alphabet?: Buffer;
  decode(bytes: Buffer, random: Parameters<Parameters<typeof fuzz>[0]['decode']>[1]): void;
}

/** Whatever the bytes are, what was accepted can be read again, and what was not is told. */
function into(decode: (bytes: Buffer, batch: MemoryBatch, report: Report) => void): Decoder['decode'] {
  return (bytes) => {
    const batch = new MemoryBatch();
    const report = new Report();
    try {
      decode(bytes, batch, report);
    } finally {
      expect(batch.records()).toHaveLength(report.accepted);
    }
  };
}

const otlp = new LogsDecoder();
const loki = new PushDecoder();

/** JSON.parse is not ours to test: what it refuses is refused as the routes do. */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return IS_JSON.test(bytes.toString()) ? {} : [];
  }
}

function one(fill: (draft: Draft) => unknown, batch: MemoryBatch, report: Report): void {
  try {
    fill(batch.draft());
    batch.add();
    report.accepted++;
  } catch (error) {
    report.refuse(1, error);
  }
}

/** Every decoder of the inputs over HTTP, with captures to mutate. */
export const DECODERS: Record<string, Decoder> = {
  'OTLP logs, Protocol Buffers': {
    seeds: [captures.OTLP_LOGS],
    alphabet: WIRE_ALPHABET,
    decode: into((bytes, batch, report) => otlp.decode(bytes, batch, report)),
  },
  'OTLP logs, JSON': {
    seeds: [captures.OTLP_JSON],
    decode: into((bytes, batch, report) => decodeLogsJson(parsed(bytes), batch, report)),
  },
  'OTLP traces': {
    seeds: [captures.OTLP_TRACES],
    alphabet: WIRE_ALPHABET,
    decode(bytes) {
      const builder = new SpanBlockBuilder();
      const report = new Report();
      const batch = {
        rows: 0,
        add: (span: Parameters<SpanBlockBuilder['add']>[0]) => builder.add(span),
        commit: async () => undefined,
      };
      addSpans(decodeTraces(bytes), batch, report, fromProtobuf);
      expect(builder.rows).toBe(report.accepted);
      builder.finish({ observed: 0, source: '', node: '', sequence: 1 });
    },
  },
  'Loki, Protocol Buffers': {
    seeds: [captures.LOKI],
    alphabet: WIRE_ALPHABET,
    decode: into((bytes, batch, report) => loki.decode(bytes, 'tenant', batch, report)),
  },
  'Loki, JSON': {
    seeds: [captures.LOKI_JSON],
    decode: into((bytes, batch, report) => decodePushJson(bytes, '', batch, report)),
  },
  Snappy: {
    seeds: [compress(captures.LOKI), compress(Buffer.from('abcabcabcabc'.repeat(100)))],
    alphabet: WIRE_ALPHABET,
    decode: (bytes) => expect(uncompressSnappy(bytes, LIMIT).length).toBeLessThanOrEqual(bytes.length * 64),
  },
  'Elasticsearch bulk': {
    seeds: [captures.BULK],
    decode(bytes, random) {
      const batch = new MemoryBatch();
      const report = new Report();
      const reader = new BulkReader(batch, report, 'index', LIMIT);
      for (const chunk of chunksOf(bytes, random)) reader.push(chunk);
      const answer = JSON.parse(reader.end(1)) as { items: unknown[] };
      expect(answer.items).toHaveLength(report.accepted + report.rejected);
      expect(batch.records()).toHaveLength(report.accepted);
    },
  },
  Splunk: {
    seeds: [captures.HEC],
    decode: into((bytes, batch, report) =>
      cutObjects(bytes, (object) => one((draft) => fillEvent(object.toString(), draft), batch, report)),
    ),
  },
  CLEF: {
    seeds: captures.CLEF.split('\n'),
    decode: into((bytes, batch, report) =>
      one((draft) => fillClefLine(bytes.toString(), draft), batch, report),
    ),
  },
  Seq: {
    seeds: [captures.SEQ],
    decode: into((bytes, batch, report) => {
      const { Events } = parsed(bytes) as { Events?: unknown[] };
      for (const event of Array.isArray(Events) ? Events : []) {
        one((draft) => fillClef(clefOf(event), draft), batch, report);
      }
    }),
  },
  Datadog: {
    seeds: [captures.DATADOG],
    decode: into((bytes, batch, report) => {
      const body = parsed(bytes);
      for (const entry of Array.isArray(body) ? body : [body]) {
        one((draft) => fillEntry(entry, { ddtags: 'a:b' }, draft), batch, report);
      }
    }),
  },
  Firehose: {
    seeds: [captures.CLEF, 'text\n{"message":"x"}\n'],
    decode: into((bytes, batch, report) => addData(bytes, ['a', 'b'], LIMIT, batch, report)),
  },
  journald: {
    seeds: [captures.JOURNAL],
    alphabet: Buffer.from('=\n\0\x09MESAG_0123'),
    decode(bytes, random) {
      const batch = new MemoryBatch();
      let entries = 0;
      const filler = new EntryFiller(
        () => batch.draft(),
        (problem) => {
          entries++;
          if (problem === undefined) batch.add();
        },
      );
      const parser = new ExportParser(1000, filler);
      for (const chunk of chunksOf(bytes, random)) parser.push(chunk);
      parser.end();
      expect(batch.records().length).toBeLessThanOrEqual(entries);
    },
  },
  "Python's repr": {
    seeds: [captures.PYTHON],
    alphabet: Buffer.from('()[]{}<>\'",:\\ 0123456789.ebxuNT'),
    decode(bytes) {
      const value = parseLiteral(bytes.toString());
      expect(typeof reprPythonValue(value)).toBe('string');
      percentFormat('%s %r %d', value, 1000);
    },
  },
};

/** Gives the longest time that one input took, in ms. */
export function fuzzDecoder(decoder: Decoder, runs: number): number {
  return fuzz({
    seeds: decoder.seeds.map((seed) => Buffer.from(seed)),
    alphabet: decoder.alphabet ?? JSON_ALPHABET,
    runs,
    decode(bytes, random) {
      try {
        decoder.decode(bytes, random);
      } catch (error) {
        // Refused in our own words; anything else is a crash.
        if (!LogboomError.is(error)) throw error;
      }
    },
  });
}
