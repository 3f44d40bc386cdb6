import { DAY_MS, EARLIEST_MS, formatInstant, LogboomError } from '@logboom/core';
import { type Span, SpanBlockBuilder } from '../store/native/span-block.ts';
import type { Pipeline } from './pipeline.ts';
import type { SpanBatch } from './sink.ts';

/** Spans of one request on their way to the spool. */
export class PipelineSpans implements SpanBatch {
  readonly #pipeline: Pipeline;
  readonly #source: string;
  readonly #builder = new SpanBlockBuilder();

  constructor(pipeline: Pipeline, source: string) {
    this.#pipeline = pipeline;
    this.#source = source;
  }

  get rows(): number {
    return this.#builder.rows;
  }

  add(span: Span): void {
    const { record, batch } = this.#pipeline.options.limits;
    const size = sizeOf(span);
    if (size > record) throw new LogboomError('LB_RECORD_TOO_LARGE', { bytes: size, limit: record });
    if (this.#builder.bytes + size > batch) throw new LogboomError('LB_BATCH_TOO_LARGE', { limit: batch });
    mendTime(span);
    this.#builder.add(span);
  }

  async commit(): Promise<void> {
    if (this.rows > 0) await this.#pipeline.append(this.#source, this.#builder, { table: 'spans' });
  }
}

function sizeOf({ name, attributes, events, links, trace_state, status_message }: Span): number {
  const texts = [name, events, links, trace_state, status_message, ...attributes];
  return texts.reduce((sum, { length }) => sum + length, 0);
}

/** As for records: times that cannot be are replaced by the time of receipt, and kept as an attribute. */
function mendTime(span: Span): void {
  const now = Date.now();
  if (span.ms >= EARLIEST_MS && span.ms <= now + DAY_MS) return;
  if (Math.abs(span.ms) <= 8.64e15) {
    span.attributes.push('original_timestamp', formatInstant(span.ms, span.ns));
  }
  span.ms = now;
  span.ns = 0;
}
