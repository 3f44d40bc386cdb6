import { BYTES, FIXED64, ProtobufReader, tagOf, VARINT } from '../protobuf/reader.ts';
import type { Json } from './json-shape.ts';
import { readValue } from './value-protobuf.ts';

type Kind = 'text' | 'id' | 'time' | 'number' | 'value' | Message;

/** A message's fields by tag: the name in OTLP/JSON, how it is read, and whether it is repeated. */
interface Message {
  [tag: number]: readonly [name: string, kind: Kind, repeated?: true];
}

const bytes = (field: number): number => tagOf(field, BYTES);

// opentelemetry/proto/{common,resource,trace}/v1/*.proto, as far as it is kept.
const KEY_VALUE: Message = { [bytes(1)]: ['key', 'text'], [bytes(2)]: ['value', 'value'] };
const RESOURCE: Message = { [bytes(1)]: ['attributes', KEY_VALUE, true] };
const SCOPE: Message = {
  [bytes(1)]: ['name', 'text'],
  [bytes(2)]: ['version', 'text'],
  [bytes(3)]: ['attributes', KEY_VALUE, true],
};
const EVENT: Message = {
  [tagOf(1, FIXED64)]: ['timeUnixNano', 'time'],
  [bytes(2)]: ['name', 'text'],
  [bytes(3)]: ['attributes', KEY_VALUE, true],
};
const LINK: Message = {
  [bytes(1)]: ['traceId', 'id'],
  [bytes(2)]: ['spanId', 'id'],
  [bytes(3)]: ['traceState', 'text'],
  [bytes(4)]: ['attributes', KEY_VALUE, true],
};
const STATUS: Message = { [bytes(2)]: ['message', 'text'], [tagOf(3, VARINT)]: ['code', 'number'] };
const SPAN: Message = {
  [bytes(1)]: ['traceId', 'id'],
  [bytes(2)]: ['spanId', 'id'],
  [bytes(3)]: ['traceState', 'text'],
  [bytes(4)]: ['parentSpanId', 'id'],
  [bytes(5)]: ['name', 'text'],
  [tagOf(6, VARINT)]: ['kind', 'number'],
  [tagOf(7, FIXED64)]: ['startTimeUnixNano', 'time'],
  [tagOf(8, FIXED64)]: ['endTimeUnixNano', 'time'],
  [bytes(9)]: ['attributes', KEY_VALUE, true],
  [tagOf(10, VARINT)]: ['droppedAttributesCount', 'number'],
  [bytes(11)]: ['events', EVENT, true],
  [tagOf(12, VARINT)]: ['droppedEventsCount', 'number'],
  [bytes(13)]: ['links', LINK, true],
  [tagOf(14, VARINT)]: ['droppedLinksCount', 'number'],
  [bytes(15)]: ['status', STATUS],
};
const SCOPE_SPANS: Message = { [bytes(1)]: ['scope', SCOPE], [bytes(2)]: ['spans', SPAN, true] };
const RESOURCE_SPANS: Message = {
  [bytes(1)]: ['resource', RESOURCE],
  [bytes(2)]: ['scopeSpans', SCOPE_SPANS, true],
};
const REQUEST: Message = { [bytes(1)]: ['resourceSpans', RESOURCE_SPANS, true] };

/**
 * Decodes ExportTraceServiceRequest into the shape that OTLP/JSON has, values plain instead of AnyValue:
 * spans are fewer than records, so one way to read both forms is worth more than the objects cost.
 *
 * @throws LogboomError LB_BODY_INVALID
 */
export function decodeTraces(body: Buffer): Json {
  return read(new ProtobufReader().open(body), REQUEST);
}

function read(reader: ProtobufReader, message: Message): Json {
  const result: Record<string, unknown> = {};
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    const field = message[tag];
    if (field === undefined) {
      reader.skip(tag);
      continue;
    }
    const [name, kind, repeated] = field;
    const value = readField(reader, kind);
    if (repeated) {
      const list = result[name];
      if (Array.isArray(list)) list.push(value);
      else result[name] = [value];
    } else result[name] = value;
  }
  return result;
}

function readField(reader: ProtobufReader, kind: Kind): unknown {
  switch (kind) {
    case 'text':
      return reader.text();
    case 'id':
      return reader.hex();
    case 'number':
      return reader.varint();
    case 'value':
      return readValue(reader);
    case 'time': {
      const time = { ms: 0, ns: 0 };
      reader.nanoseconds(time);
      return time;
    }
    default: {
      const outer = reader.enter();
      const value = read(reader, kind);
      reader.leave(outer);
      return value;
    }
  }
}
