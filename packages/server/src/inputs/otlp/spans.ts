import { formatInstant, type Instant, LogboomError } from '@logboom/core';
import type { SpanBatch } from '../../pipeline/sink.ts';
import type { Span } from '../../store/native/span-block.ts';
import type { Report } from '../report.ts';
import { type AttributeTarget, Origin } from './attributes.ts';
import { arrayOf, type Json, objectOf, textFieldOf } from './json-shape.ts';
import { idOf, nanosecondsOf } from './logs-json.ts';
import { putCount, putNested } from './record.ts';
import { plainOf as plainOfJson } from './value-json.ts';

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUSES = ['unset', 'ok', 'error'];

/** How the values of attributes are to be read: AnyValue in OTLP/JSON, plain from Protocol Buffers. */
export type ValueReader = (value: unknown) => unknown;

export const fromJson: ValueReader = plainOfJson;
export const fromProtobuf: ValueReader = (value) => value;

/** Adds the spans of an ExportTraceServiceRequest in the shape of OTLP/JSON; a bad one costs only itself. */
export function addSpans(request: Json, batch: SpanBatch, report: Report, plainOf: ValueReader): void {
  const resource = new Origin();
  const scope = new Origin();
  let line = 0;
  for (const resourceSpans of arrayOf(request.resourceSpans)) {
    const { resource: from, scopeSpans } = objectOf(resourceSpans);
    resource.reset();
    put(objectOf(from).attributes, resource, plainOf);
    resource.close();
    for (const scoped of arrayOf(scopeSpans)) {
      const { scope: inside, spans } = objectOf(scoped);
      const { name, version, attributes } = objectOf(inside);
      resource.copyTo(scope);
      scope.draft.logger = textFieldOf(name);
      if (textFieldOf(version) !== '') scope.put('scope.version', textFieldOf(version));
      put(attributes, scope, plainOf, 'scope.');
      scope.close();
      for (const span of arrayOf(spans)) {
        line++;
        try {
          batch.add(spanOf(objectOf(span), scope, plainOf));
          report.accepted++;
        } catch (error) {
          report.refuse(line, error);
        }
      }
    }
  }
}

function spanOf(from: Json, scope: Origin, plainOf: ValueReader): Span {
  const start = timeOf(from.startTimeUnixNano);
  const end = timeOf(from.endTimeUnixNano);
  const traceId = idOf(from.traceId);
  const spanId = idOf(from.spanId);
  if (traceId === '' || spanId === '') {
    throw new LogboomError('LB_RECORD_INVALID', { reason: 'a span has a traceId and a spanId' });
  }
  const attributes = new Attributes();
  const { attributes: shared } = scope.draft;
  for (let i = 0; i < shared.length; i += 2) attributes.put(shared[i]!, shared[i + 1]!);
  put(from.attributes, attributes, plainOf);
  for (const name of ['Attributes', 'Events', 'Links']) {
    putCount(`dropped_${name.toLowerCase()}_count`, Number(from[`dropped${name}Count`] ?? 0), attributes);
  }
  const { code, message } = objectOf(from.status);
  return {
    ...start,
    duration: Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, (end.ms - start.ms) * 1e6 + end.ns - start.ns)),
    trace_id: traceId,
    span_id: spanId,
    parent_span_id: idOf(from.parentSpanId),
    trace_state: textFieldOf(from.traceState),
    name: textFieldOf(from.name),
    kind: wordOf(from.kind, KINDS, 'SPAN_KIND_'),
    status: wordOf(code, STATUSES, 'STATUS_CODE_'),
    status_message: textFieldOf(message),
    service: scope.draft.service,
    host: scope.draft.host,
    scope: scope.draft.logger,
    attributes: attributes.list,
    events: listOf(from.events, (event) => ({
      timestamp: formatTime(timeOf(event.timeUnixNano)),
      name: textFieldOf(event.name),
      attributes: plainAttributes(event.attributes, plainOf),
    })),
    links: listOf(from.links, (link) => ({
      trace_id: idOf(link.traceId),
      span_id: idOf(link.spanId),
      trace_state: textFieldOf(link.traceState),
      attributes: plainAttributes(link.attributes, plainOf),
    })),
  };
}

/** The attributes of one span: a later one of the same name takes the place of an earlier one. */
class Attributes implements AttributeTarget {
  readonly list: string[] = [];
  readonly #places = new Map<string, number>();

  put(name: string, value: string): void {
    const place = this.#places.get(name);
    if (place !== undefined) {
      this.list[place] = value;
      return;
    }
    this.#places.set(name, this.list.push(name, value) - 1);
  }

  nested(): void {}
}

function put(list: unknown, target: AttributeTarget, plainOf: ValueReader, prefix = ''): void {
  for (const each of arrayOf(list)) {
    const { key, value } = objectOf(each);
    const plain = plainOf(value);
    if (plain !== undefined) putNested(prefix + textFieldOf(key), plain, target, 0);
  }
}

function plainAttributes(list: unknown, plainOf: ValueReader): Record<string, string> {
  const attributes = new Attributes();
  put(list, attributes, plainOf);
  const pairs: [string, string][] = [];
  for (let i = 0; i < attributes.list.length; i += 2)
    pairs.push([attributes.list[i]!, attributes.list[i + 1]!]);
  return Object.fromEntries(pairs);
}

function listOf(list: unknown, plain: (from: Json) => object): string {
  const values = arrayOf(list);
  return values.length === 0 ? '[]' : JSON.stringify(values.map((each) => plain(objectOf(each))));
}

/** Enums are numbers; some senders write their names. */
function wordOf(value: unknown, words: readonly string[], prefix: string): string {
  if (typeof value === 'string' && value.startsWith(prefix)) return value.slice(prefix.length).toLowerCase();
  return words[Number(value ?? 0)] ?? words[0]!;
}

function timeOf(value: unknown): Instant {
  if (typeof value === 'object' && value !== null) return value as Instant;
  const time = { ms: 0, ns: 0 };
  nanosecondsOf(value, time);
  return time;
}

function formatTime({ ms, ns }: Instant): string {
  return Math.abs(ms) <= 8.64e15 ? formatInstant(ms, ns) : '';
}
