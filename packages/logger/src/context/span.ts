import { randomBytes } from 'node:crypto';
import { Bindings, type Fields } from '../logger/bindings.ts';
import { currentContext, runInContext } from './store.ts';
import { formatTraceparent, parseTraceparent, type TraceParent } from './traceparent.ts';

/** A piece of work within a trace. Records made in it carry `trace_id`, `span_id` and `parent_span_id`. */
export class Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly sampled: boolean;
  readonly #start = performance.now();

  constructor(name: string, parent: TraceParent | undefined) {
    this.name = name;
    this.traceId = parent?.traceId ?? randomHex(16);
    this.spanId = randomHex(8);
    this.parentSpanId = parent?.spanId;
    this.sampled = parent?.sampled ?? true;
  }

  /** For the header of requests to others. */
  get traceparent(): string {
    return formatTraceparent(this);
  }

  /** Milliseconds since it began. */
  get elapsed(): number {
    return performance.now() - this.#start;
  }

  /** What its records carry. */
  get fields(): Fields {
    const parent = this.parentSpanId === undefined ? {} : { parent_span_id: this.parentSpanId };
    return { trace_id: this.traceId, span_id: this.spanId, ...parent };
  }
}

export interface TraceOptions {
  /** The `traceparent` header of whoever called; the trace goes on. One that cannot be read counts as none. */
  traceparent?: string | undefined;
  /** More fields for all records within. */
  fields?: Fields;
}

/**
 * Begins a trace, or goes on with the caller's, and runs a function in its first span.
 *
 * @example await startTrace('checkout', { traceparent: request.headers.traceparent }, () => handle(request));
 */
export function startTrace<Result>(
  name: string,
  options: TraceOptions,
  work: (span: Span) => Result,
): Result {
  return runInSpan(new Span(name, parseTraceparent(options.traceparent)), options.fields, work);
}

/** Runs a function in a span below the current one; without a current one a trace begins. */
export function startSpan<Result>(name: string, work: (span: Span) => Result, fields?: Fields): Result {
  return runInSpan(new Span(name, currentContext().span), fields, work);
}

/** The span of the running code. */
export function currentSpan(): Span | undefined {
  return currentContext().span;
}

/** The headers that carry the trace on to another service: none outside of a trace. */
export function traceHeaders(): Record<string, string> {
  const span = currentSpan();
  return span === undefined ? {} : { traceparent: span.traceparent };
}

function runInSpan<Result>(span: Span, fields: Fields | undefined, work: (span: Span) => Result): Result {
  const outer = currentContext();
  const bindings = new Bindings(outer.bindings, { ...span.fields, ...fields });
  return runInContext({ bindings, span }, () => work(span));
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
