import { type Draft, type Instant, instantOfDigits, LogboomError, severityOfWord } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import type { Report } from '../report.ts';
import { Origin } from './attributes.ts';
import { arrayOf, objectOf, textFieldOf } from './json-shape.ts';
import { putBody, putCount, RecordFields } from './record.ts';
import { plainOf, putAttributes } from './value-json.ts';

/** Decodes ExportLogsServiceRequest in JSON. */
export function decodeLogsJson(request: unknown, batch: Batch, report: Report): void {
  const resource = new Origin();
  const scope = new Origin();
  const fields = new RecordFields();
  let line = 0;
  for (const resourceLogs of arrayOf(objectOf(request).resourceLogs)) {
    const { resource: from, scopeLogs } = objectOf(resourceLogs);
    readOriginJson(from, resource);
    for (const scoped of arrayOf(scopeLogs)) {
      const { scope: inside, logRecords } = objectOf(scoped);
      resource.copyTo(scope);
      readScopeJson(inside, scope);
      for (const record of arrayOf(logRecords)) {
        line++;
        try {
          fill(record, batch.draft(), scope, fields);
          batch.add();
          report.accepted++;
        } catch (error) {
          report.refuse(line, error);
        }
      }
    }
  }
}

export function readOriginJson(resource: unknown, origin: Origin): void {
  origin.reset();
  putAttributes(objectOf(resource).attributes, origin);
  origin.close();
}

export function readScopeJson(scope: unknown, origin: Origin): void {
  const { name, version, attributes } = objectOf(scope);
  origin.draft.logger = textFieldOf(name);
  if (textFieldOf(version) !== '') origin.put('scope.version', textFieldOf(version));
  putAttributes(attributes, origin, 'scope');
  origin.close();
}

function fill(record: unknown, draft: Draft, scope: Origin, fields: RecordFields): void {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new LogboomError('LB_RECORD_INVALID', { reason: 'a log record is a JSON object' });
  }
  const from = objectOf(record);
  const { attributes } = fields;
  fields.reset();
  attributes.draft = draft;
  attributes.origin = scope;
  scope.fill(draft);
  nanosecondsOf(from.timeUnixNano, fields.time);
  nanosecondsOf(from.observedTimeUnixNano, fields.observed);
  fields.severityNumber = severityNumberOf(from.severityNumber);
  fields.severityText = textFieldOf(from.severityText);
  fields.traceId = idOf(from.traceId);
  fields.spanId = idOf(from.spanId);
  putBody(plainOf(from.body), draft, attributes);
  putAttributes(from.attributes, attributes);
  putCount('dropped_attributes_count', Number(from.droppedAttributesCount ?? 0), attributes);
  putCount('trace_flags', Number(from.flags ?? 0) & 0xff, attributes);
  if (textFieldOf(from.eventName) !== '') attributes.put('event_name', textFieldOf(from.eventName));
  fields.finish(draft);
}

/** Enums are numbers in OTLP/JSON; some senders write their names (`SEVERITY_NUMBER_WARN2`). */
function severityNumberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  const [, word, step] = /^SEVERITY_NUMBER_([A-Z]+)([2-4]?)$/.exec(textFieldOf(value)) ?? [];
  if (word === undefined) return Number(value ?? 0) || 0;
  const first = severityOfWord(word);
  return first === 0 ? 0 : first + (step ? Number(step) - 1 : 0);
}

/** Nanoseconds, as text or as a number; what is none leaves the time as it is. */
export function nanosecondsOf(value: unknown, into: Instant): void {
  if (typeof value === 'string' || typeof value === 'number') instantOfDigits(String(value), into);
}

const ZEROS = /^0*$/;

/** Ids are hexadecimal text in OTLP/JSON, in any case. */
export function idOf(value: unknown): string {
  const text = textFieldOf(value);
  return ZEROS.test(text) ? '' : text.toLowerCase();
}
