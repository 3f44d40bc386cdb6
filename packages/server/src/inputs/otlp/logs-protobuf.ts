import type { Batch } from '../../pipeline/sink.ts';
import { BYTES, FIXED32, FIXED64, ProtobufReader, tagOf, VARINT } from '../protobuf/reader.ts';
import type { Report } from '../report.ts';
import { Origin } from './attributes.ts';
import { putBody, putCount, RecordFields } from './record.ts';
import { readAttribute, readValue } from './value-protobuf.ts';

// opentelemetry/proto/collector/logs/v1/logs_service.proto, .../logs/v1/logs.proto, .../resource/v1/resource.proto
const RESOURCE_LOGS = tagOf(1, BYTES);
const RESOURCE = tagOf(1, BYTES);
const SCOPE_LOGS = tagOf(2, BYTES);
const SCOPE = tagOf(1, BYTES);
const LOG_RECORDS = tagOf(2, BYTES);
const RESOURCE_ATTRIBUTES = tagOf(1, BYTES);
const SCOPE_NAME = tagOf(1, BYTES);
const SCOPE_VERSION = tagOf(2, BYTES);
const SCOPE_ATTRIBUTES = tagOf(3, BYTES);
const TIME = tagOf(1, FIXED64);
const SEVERITY_NUMBER = tagOf(2, VARINT);
const SEVERITY_TEXT = tagOf(3, BYTES);
const BODY = tagOf(5, BYTES);
const ATTRIBUTES = tagOf(6, BYTES);
const DROPPED = tagOf(7, VARINT);
const FLAGS = tagOf(8, FIXED32);
const TRACE_ID = tagOf(9, BYTES);
const SPAN_ID = tagOf(10, BYTES);
const OBSERVED = tagOf(11, FIXED64);
const EVENT_NAME = tagOf(12, BYTES);

/** Decodes ExportLogsServiceRequest in Protocol Buffers, straight into a batch. */
export class LogsDecoder {
  readonly #reader = new ProtobufReader();
  readonly #resource = new Origin();
  readonly #scope = new Origin();
  readonly #fields = new RecordFields();
  #batch!: Batch;
  #report!: Report;
  #line = 0;

  /** @throws LogboomError LB_BODY_INVALID when the messages around the records cannot be read */
  decode(bytes: Buffer, batch: Batch, report: Report): void {
    this.#batch = batch;
    this.#report = report;
    this.#line = 0;
    const reader = this.#reader.open(bytes);
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === RESOURCE_LOGS) this.#resourceLogs();
      else reader.skip(tag);
    }
  }

  #resourceLogs(): void {
    const reader = this.#reader;
    const outer = reader.enter();
    const start = reader.at;
    this.#resource.reset();
    // The resource comes first from every known sender, but need not.
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === RESOURCE) readOrigin(reader, this.#resource);
      else reader.skip(tag);
    }
    this.#resource.close();
    reader.at = start;
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === SCOPE_LOGS) this.#scopeLogs();
      else reader.skip(tag);
    }
    reader.leave(outer);
  }

  #scopeLogs(): void {
    const reader = this.#reader;
    const outer = reader.enter();
    const start = reader.at;
    this.#resource.copyTo(this.#scope);
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === SCOPE) readScope(reader, this.#scope);
      else reader.skip(tag);
    }
    this.#scope.close();
    reader.at = start;
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === LOG_RECORDS) this.#record();
      else reader.skip(tag);
    }
    reader.leave(outer);
  }

  /** A record that cannot be read costs only itself: its length is known. */
  #record(): void {
    const reader = this.#reader;
    this.#line++;
    const outer = reader.enter();
    const { end } = reader;
    try {
      this.#fill();
      this.#batch.add();
      this.#report.accepted++;
    } catch (error) {
      this.#report.refuse(this.#line, error);
    }
    // An error may have left the reader inside a message of the record.
    reader.end = end;
    reader.leave(outer);
  }

  #fill(): void {
    const reader = this.#reader;
    const draft = this.#batch.draft();
    const fields = this.#fields;
    const { attributes } = fields;
    fields.reset();
    attributes.draft = draft;
    attributes.origin = this.#scope;
    this.#scope.fill(draft);
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      switch (tag) {
        case TIME:
          reader.nanoseconds(fields.time);
          break;
        case OBSERVED:
          reader.nanoseconds(fields.observed);
          break;
        case SEVERITY_NUMBER:
          fields.severityNumber = reader.varint();
          break;
        case SEVERITY_TEXT:
          fields.severityText = reader.name();
          break;
        case BODY: {
          const body = readValue(reader);
          if (typeof body === 'string') draft.message = body;
          else putBody(body, draft, attributes);
          break;
        }
        case ATTRIBUTES:
          readAttribute(reader, attributes);
          break;
        case DROPPED:
          putCount('dropped_attributes_count', reader.varint(), attributes);
          break;
        case FLAGS:
          putCount('trace_flags', reader.fixed32() & 0xff, attributes);
          break;
        case TRACE_ID:
          fields.traceId = reader.hex();
          break;
        case SPAN_ID:
          fields.spanId = reader.hex();
          break;
        case EVENT_NAME:
          attributes.put('event_name', reader.name());
          break;
        default:
          reader.skip(tag);
      }
    }
    fields.finish(draft);
  }
}

/** Reads a Resource. */
export function readOrigin(reader: ProtobufReader, origin: Origin): void {
  const outer = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === RESOURCE_ATTRIBUTES) readAttribute(reader, origin);
    else reader.skip(tag);
  }
  reader.leave(outer);
}

/** Reads an InstrumentationScope. */
export function readScope(reader: ProtobufReader, origin: Origin): void {
  const outer = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === SCOPE_NAME) origin.draft.logger = reader.text();
    else if (tag === SCOPE_VERSION) origin.put('scope.version', reader.text());
    else if (tag === SCOPE_ATTRIBUTES) readAttribute(reader, origin, 'scope');
    else reader.skip(tag);
  }
  reader.leave(outer);
}
