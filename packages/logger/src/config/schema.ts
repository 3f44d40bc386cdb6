import type { FilterLike } from '../filters/filter.ts';
import type { FormatterLike } from '../formatters/formatter.ts';
import type { Style } from '../formatters/style.ts';
import type { Handler } from '../handlers/handler.ts';
import type { LevelLike } from '../logger/levels.ts';

/** Python's `logging.config` dictionary schema, version 1 (library reference, "Configuration dictionary schema"). */
export interface DictConfig {
  version: 1;
  formatters?: Record<string, FormatterConfig>;
  filters?: Record<string, FilterConfig>;
  handlers?: Record<string, HandlerConfig>;
  loggers?: Record<string, LoggerConfig>;
  root?: LoggerConfig;
  /** Change only levels and propagation of what is there. @default false */
  incremental?: boolean;
  /** Disable loggers that exist and are not named. @default true */
  disable_existing_loggers?: boolean;
}

export interface FormatterConfig {
  /** `JsonFormatter`, `LogfmtFormatter`, `PrettyFormatter`, `OtelFormatter`; else a text format. */
  class?: string;
  /** Makes the formatter of the other entries. */
  '()'?: string | ((options: Record<string, unknown>) => FormatterLike);
  format?: string;
  datefmt?: string;
  style?: Style;
  [option: string]: unknown;
}

export interface FilterConfig {
  /** `Redactor`; else a filter by logger name. */
  class?: string;
  /** The logger whose records are kept. */
  name?: string;
  '()'?: string | ((options: Record<string, unknown>) => FilterLike);
  [option: string]: unknown;
}

export interface HandlerConfig {
  /** `logging.handlers.RotatingFileHandler` or only `RotatingFileHandler`. */
  class?: string;
  '()'?: string | ((options: Record<string, unknown>) => Handler);
  level?: LevelLike;
  /** The id of a formatter above, or `json`, `ecs`, `gcp`, `otel`, `logfmt`, `pretty`. */
  formatter?: string;
  filters?: readonly (string | FilterLike)[];
  [option: string]: unknown;
}

export interface LoggerConfig {
  level?: LevelLike;
  propagate?: boolean;
  filters?: readonly (string | FilterLike)[];
  handlers?: readonly string[];
}
