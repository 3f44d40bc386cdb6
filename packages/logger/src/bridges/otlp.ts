import { levelOf, severityOfPython } from '@logboom/core';
import { hostName, processId } from '#platform';
import { DeliveryHandler, type DeliveryOptions } from '../delivery/delivery-handler.ts';
import type { LogEvent } from '../event/event.ts';
import type { Formatter } from '../formatters/formatter.ts';
import type { Fields } from '../logger/bindings.ts';
import { readUrl } from '../network/http-handler.ts';
import { HttpTransport } from '../network/http-transport.ts';
import { errorMessage, errorText, errorType } from '../values/error.ts';
import { anyValue, attributesOf, type KeyValue } from './otlp-value.ts';

export interface OtlpHandlerOptions extends DeliveryOptions {
  /** `http://127.0.0.1:4318` alone means `/v1/logs`. */
  url: string | URL;
  /** service.name. */
  service: string;
  /** More attributes of the resource. */
  resource?: Fields;
  headers?: Readonly<Record<string, string>>;
  /** gzip. @default true */
  compress?: boolean;
}

/**
 * OpenTelemetry logs over OTLP HTTP/JSON (https://opentelemetry.io/docs/specs/otlp/#otlphttp), to a
 * collector, to Logboom, or to whatever takes it.
 *
 * @example getLogger().addHandler(new OtlpHandler({ url: 'http://127.0.0.1:4318', service: 'shop' }));
 */
export class OtlpHandler extends DeliveryHandler {
  constructor(options: OtlpHandlerOptions) {
    const resource = attributesOf({
      'service.name': options.service,
      'host.name': hostName(),
      'process.pid': processId,
      ...options.resource,
    });
    const transport = new HttpTransport({
      url: readUrl(options.url, '/v1/logs'),
      headers: options.headers ?? {},
      compress: options.compress ?? true,
      contentType: 'application/json',
      body: (lines) => bodyOf(lines, resource),
      timeout: options.timeout ?? 30_000,
    });
    super(options, {
      formatter: new OtlpFormatter(),
      transport,
      json: false,
      linger: 250,
      batchRecords: 2_000,
    });
  }
}

/** One log record of OTLP with its scope; {@link bodyOf} gathers them. */
class OtlpFormatter implements Formatter {
  format(event: LogEvent): string {
    const { trace_id, span_id, ...fields } = event.allFields();
    const severity = severityOfPython(event.level);
    const error = event.exception;
    const attributes = attributesOf(fields);
    if (error !== undefined) {
      const about = { type: errorType(error), message: errorMessage(error), stacktrace: errorText(error) };
      for (const [key, value] of Object.entries(about))
        attributes.push({ key: `exception.${key}`, value: anyValue(value) });
    }
    const record = {
      timeUnixNano: `${BigInt(Math.round(event.time * 1000)) * 1000n}`,
      severityNumber: severity,
      severityText: levelOf(severity),
      body: anyValue(event.message),
      attributes,
      ...(isHex(trace_id, 32) ? { traceId: trace_id } : {}),
      ...(isHex(span_id, 16) ? { spanId: span_id } : {}),
    };
    return JSON.stringify({ scope: event.name, record });
  }
}

function bodyOf(lines: readonly string[], resource: KeyValue[]): string {
  const scopes = new Map<string, unknown[]>();
  for (const line of lines) {
    const { scope, record } = JSON.parse(line) as { scope: string; record: unknown };
    const records = scopes.get(scope) ?? [];
    records.push(record);
    scopes.set(scope, records);
  }
  const scopeLogs = [...scopes].map(([name, logRecords]) => ({ scope: { name }, logRecords }));
  return JSON.stringify({ resourceLogs: [{ resource: { attributes: resource }, scopeLogs }] });
}

function isHex(value: unknown, length: number): value is string {
  return typeof value === 'string' && value.length === length && /^[0-9a-f]+$/.test(value);
}
