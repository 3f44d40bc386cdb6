import type { Caller } from '../event/caller.ts';
import { CRITICAL, DEBUG, ERROR, INFO, WARNING } from '../logger/levels.ts';
import { display } from '../values/display.ts';
import { errorMessage, errorText, errorType } from '../values/error.ts';
import { jsonOf, quote } from '../values/json.ts';
import type { PartialShape } from './json-shape.ts';

/** Elastic Common Schema: names with points, errors in three fields (elastic.co, "ECS Logging specification"). */
export function ecs(): PartialShape {
  return {
    names: { time: '@timestamp', level: 'log.level', logger: 'log.logger', message: 'message' },
    constant: ',"ecs.version":"8.11.0"',
    rename: renamed({ trace_id: 'trace.id', span_id: 'span.id', service: 'service.name', host: 'host.name' }),
    error(error) {
      if (!(error instanceof Error)) return `,"error.message":${quote(display(error))}`;
      const { type, message, stack } = describe(error);
      return `,"error.type":${type},"error.message":${message},"error.stack_trace":${stack}`;
    },
    caller: ({ pathname, line, functionName }: Caller) =>
      `,"log.origin":${jsonOf({ 'file.name': pathname, 'file.line': line, function: functionName })}`,
  };
}

/** Google Cloud Logging: fields that its agents lift out of a JSON payload (cloud.google.com, "Structured logging"). */
export function gcp(): PartialShape {
  return {
    names: { time: 'time', level: 'severity', logger: 'logger', message: 'message' },
    level: (level) => quote(googleSeverity(level)),
    rename: renamed({
      trace_id: 'logging.googleapis.com/trace',
      span_id: 'logging.googleapis.com/spanId',
    }),
    error(error) {
      if (!(error instanceof Error)) return `,"error":${quote(display(error))}`;
      const { type, stack } = describe(error);
      // Error Reporting groups by `stack_trace`.
      return `,"error_type":${type},"stack_trace":${stack}`;
    },
    caller: ({ pathname, line, functionName }: Caller) =>
      `,"logging.googleapis.com/sourceLocation":${jsonOf({ file: pathname, line: String(line), function: functionName })}`,
  };
}

function googleSeverity(level: number): string {
  if (level >= CRITICAL) return 'CRITICAL';
  if (level >= ERROR) return 'ERROR';
  if (level >= WARNING) return 'WARNING';
  if (level > INFO) return 'NOTICE';
  if (level >= INFO) return 'INFO';
  return level >= DEBUG ? 'DEBUG' : 'DEFAULT';
}

function describe(error: Error): { type: string; message: string; stack: string } {
  return {
    type: quote(errorType(error)),
    message: quote(errorMessage(error)),
    stack: quote(errorText(error)),
  };
}

/** Renames some names, and keeps an application's own use of the new ones apart. */
function renamed(names: Readonly<Record<string, string>>): (key: string) => string {
  const taken = new Set(['@timestamp', 'log.level', 'log.logger', 'severity', 'time', 'message', 'logger']);
  return (key) => (Object.hasOwn(names, key) ? names[key]! : taken.has(key) ? `${key}_` : key);
}
