import {
  ALIASES,
  claimText,
  type Draft,
  type Instant,
  LEVELS,
  MAX_DEPTH,
  severityOfWord,
} from '@logboom/core';
import { type AttributeTarget, RecordAttributes } from './attributes.ts';
import { textOf } from './value-protobuf.ts';

const LEVEL_WORDS: ReadonlySet<string> = new Set(LEVELS);
const LEVEL_NAMES: ReadonlySet<string> = new Set(ALIASES.level);
const MESSAGE_NAMES: ReadonlySet<string> = new Set(ALIASES.message);

/** The fields of a LogRecord that are no attributes, gathered while it is read. */
export class RecordFields {
  readonly time: Instant = { ms: 0, ns: 0 };
  readonly observed: Instant = { ms: 0, ns: 0 };
  severityNumber = 0;
  severityText = '';
  traceId = '';
  spanId = '';
  readonly attributes = new RecordAttributes();

  reset(): void {
    this.time.ms = 0;
    this.time.ns = 0;
    this.observed.ms = 0;
    this.observed.ns = 0;
    this.severityNumber = 0;
    this.severityText = '';
    this.traceId = '';
    this.spanId = '';
  }

  /** Completes a draft that has its message and attributes. */
  finish(draft: Draft): void {
    const time = this.time.ms !== 0 || this.time.ns !== 0 ? this.time : this.observed;
    if (time.ms !== 0 || time.ns !== 0) {
      draft.ms = time.ms;
      draft.ns = time.ns;
    }
    this.#level(draft);
    if (this.traceId !== '') claimText('trace_id', 'trace_id', this.traceId, draft);
    if (this.spanId !== '') claimText('span_id', 'span_id', this.spanId, draft);
  }

  #level(draft: Draft): void {
    const { severityNumber: number, severityText: word } = this;
    const isNumber = number >= 1 && number <= 24;
    draft.severity = isNumber ? number : severityOfWord(word);
    if (!isNumber && number !== 0) draft.attribute('severity_number', String(number));
    if (word !== '' && !LEVEL_WORDS.has(word)) draft.attribute('severity_text', word);
    if (draft.severity !== 0) return;
    // Collectors that read files often leave the level where the application put it.
    const { attributes } = draft;
    for (let i = 0; i < attributes.length && draft.severity === 0; i += 2) {
      if (LEVEL_NAMES.has(attributes[i]!)) draft.severity = severityOfWord(attributes[i + 1]!);
    }
  }
}

/**
 * Puts a body that is no text: a map becomes attributes, its message the message; without one, and for
 * arrays and numbers, the body's JSON is the message.
 */
export function putBody(body: unknown, draft: Draft, target: AttributeTarget): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    draft.message = textOf(body);
    return;
  }
  let message: string | undefined;
  for (const [name, value] of Object.entries(body)) {
    if (message === undefined && MESSAGE_NAMES.has(name) && typeof value === 'string') message = value;
    else putNested(name, value, target, 0);
  }
  draft.message = message ?? textOf(body);
}

/** Puts a number that says something: zero is what is meant where there is none. */
export function putCount(name: string, value: number, target: AttributeTarget): void {
  if (value > 0) target.put(name, String(value));
}

/** Hands on a decoded value as text, maps flattened with dots. */
export function putNested(name: string, value: unknown, target: AttributeTarget, depth: number): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < MAX_DEPTH) {
    target.nested();
    for (const [key, inner] of Object.entries(value)) putNested(`${name}.${key}`, inner, target, depth + 1);
    return;
  }
  target.put(name, textOf(value));
}
