import type { Fields } from '../logger/bindings.ts';

/** What is used of `@opentelemetry/api`: its global keeps under this symbol what it was set up with. */
interface ContextManager {
  active(): { getValue(key: symbol): unknown };
}

interface ApiGlobal {
  context?: ContextManager;
}

/** https://github.com/open-telemetry/opentelemetry-js/blob/main/api/src/internal/global-utils.ts: the API of major version 1. */
const API = Symbol.for('opentelemetry.js.api.1');
/** .../api/src/trace/context-utils.ts: created by `createContextKey`, which is `Symbol.for`. */
const SPAN = Symbol.for('OpenTelemetry Context Key SPAN');

/** trace_id and span_id of OpenTelemetry's current span, where its API is loaded and has one. */
export function openTelemetryContext(): Fields | undefined {
  const api = (globalThis as { [API]?: ApiGlobal })[API];
  const span = api?.context?.active().getValue(SPAN) as
    | { spanContext?: () => { traceId: string; spanId: string } }
    | undefined;
  const context = span?.spanContext?.();
  return context === undefined ? undefined : { trace_id: context.traceId, span_id: context.spanId };
}
