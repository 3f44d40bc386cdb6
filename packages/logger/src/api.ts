/** What both doors have: everything that needs neither files nor sockets. */
export { type Caller, callerOfFrame } from './event/caller.ts';
export { LogEvent, type LogEventParts } from './event/event.ts';
export { flush, flushSync, shutdown } from './exit/flush.ts';
export { configureExit, type ExitOptions } from './exit/options.ts';
export { type ErrorReporter, onInternalError, reportError } from './exit/report.ts';
export { type Filter, type FilterFunction, type FilterLike, NameFilter } from './filters/filter.ts';
export type { Formatter, FormatterLike } from './formatters/formatter.ts';
export { JsonFormatter } from './formatters/json.ts';
export type { JsonFormatterOptions, JsonNames, PartialShape } from './formatters/json-shape.ts';
export { LogfmtFormatter } from './formatters/logfmt.ts';
export { OtelFormatter, type OtelFormatterOptions } from './formatters/otel.ts';
export { PrettyFormatter, type PrettyFormatterOptions } from './formatters/pretty.ts';
export { ecs, gcp } from './formatters/shapes.ts';
export type { Style } from './formatters/style.ts';
export { TextFormatter, type TextFormatterOptions } from './formatters/text.ts';
export { DualHandler, type DualHandlerOptions } from './handlers/dual.ts';
export { type EmitFunction, FunctionHandler, NullHandler } from './handlers/function.ts';
export { Handler, type HandlerOptions } from './handlers/handler.ts';
export {
  FingersCrossedHandler,
  type FingersCrossedHandlerOptions,
  MemoryHandler,
  type MemoryHandlerOptions,
} from './handlers/memory.ts';
export { MetricsHandler, type MetricsHandlerOptions } from './handlers/metrics.ts';
export { StreamHandler, type StreamHandlerOptions, type TextSink } from './handlers/stream.ts';
export { TextHandler } from './handlers/text.ts';
export type { LogArguments } from './logger/arguments.ts';
export { Bindings, type Fields, flattenBindings } from './logger/bindings.ts';
export { type ContextProvider, setContextProvider } from './logger/context-hook.ts';
export { disable, getLogger, manager } from './logger/global.ts';
export {
  addLevelName,
  CRITICAL,
  DEBUG,
  ERROR,
  FATAL,
  INFO,
  type LevelLike,
  levelName,
  levelNumber,
  NOTSET,
  TRACE,
  WARNING,
} from './logger/levels.ts';
export type { ChildOptions, Logger } from './logger/logger.ts';
export { Manager } from './logger/manager.ts';
export { severityOf } from './logger/severity.ts';
export type { Template } from './message/template.ts';
export { display } from './values/display.ts';
export { type ErrorFields, errorFields, errorText } from './values/error.ts';
export { jsonOf } from './values/json.ts';
export { type Limits, setLimits } from './values/limits.ts';
