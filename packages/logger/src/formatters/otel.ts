import type { LogEvent } from '../event/event.ts';
import { force } from '../logger/arguments.ts';
import type { Fields } from '../logger/bindings.ts';
import { severityOf } from '../logger/severity.ts';
import { display } from '../values/display.ts';
import { errorMessage, errorText, errorType } from '../values/error.ts';
import { jsonOf, quote } from '../values/json.ts';
import type { Formatter } from './formatter.ts';

export interface OtelFormatterOptions {
  /** What sends: `{ 'service.name': 'shop' }`. */
  resource?: Fields;
  /** Also file, line and function of the caller. @default false */
  caller?: boolean;
}

/**
 * OpenTelemetry's log data model as one JSON object a line: Timestamp, SeverityNumber, SeverityText, Body,
 * Attributes, TraceId, SpanId, Resource (opentelemetry.io, "Logs Data Model", example). Errors are
 * attributes by the semantic conventions: exception.type, exception.message, exception.stacktrace.
 */
export class OtelFormatter implements Formatter {
  readonly needsCaller: boolean;
  readonly #resource: string;

  constructor(options: OtelFormatterOptions = {}) {
    this.needsCaller = options.caller === true;
    this.#resource = options.resource === undefined ? '' : `,"Resource":${jsonOf(options.resource)}`;
  }

  format(event: LogEvent): string {
    const { trace_id: trace, span_id: span, ...attributes } = event.allFields();
    for (const name of Object.keys(attributes)) attributes[name] = force(attributes[name]);
    this.#describe(event, attributes);
    let line = `{"Timestamp":"${nanoseconds(event.time)}","SeverityNumber":${severityOf(event.level)}`;
    line += `,"SeverityText":${quote(event.levelName)},"Body":${quote(event.message)}`;
    if (trace !== undefined) line += `,"TraceId":${quote(display(trace))}`;
    if (span !== undefined) line += `,"SpanId":${quote(display(span))}`;
    line += `,"InstrumentationScope":{"Name":${quote(event.name)}}${this.#resource}`;
    return `${line},"Attributes":${jsonOf(attributes)}}`;
  }

  #describe(event: LogEvent, attributes: Record<string, unknown>): void {
    const { error, caller } = event;
    if (error !== undefined) {
      attributes['exception.type'] = error instanceof Error ? errorType(error) : typeof error;
      attributes['exception.message'] = error instanceof Error ? errorMessage(error) : display(error);
      attributes['exception.stacktrace'] = errorText(error);
    }
    if (caller !== undefined && this.needsCaller) {
      attributes['code.file.path'] = caller.pathname;
      attributes['code.line.number'] = caller.line;
      attributes['code.function.name'] = caller.functionName;
    }
  }
}

function nanoseconds(time: number): string {
  if (!Number.isFinite(time)) return '0';
  const whole = Math.floor(time);
  return String(BigInt(whole) * 1_000_000n + BigInt(Math.round((time - whole) * 1e6)));
}
