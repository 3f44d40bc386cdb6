import { type FilterLike, NameFilter } from '../filters/filter.ts';
import type { FormatterLike } from '../formatters/formatter.ts';
import { JsonFormatter } from '../formatters/json.ts';
import type { JsonFormatterOptions } from '../formatters/json-shape.ts';
import { LogfmtFormatter } from '../formatters/logfmt.ts';
import { OtelFormatter } from '../formatters/otel.ts';
import { PrettyFormatter } from '../formatters/pretty.ts';
import { ecs, gcp } from '../formatters/shapes.ts';
import { TextFormatter } from '../formatters/text.ts';
import { ConsoleHandler } from '../handlers/console.ts';
import { DualHandler } from '../handlers/dual.ts';
import { FileHandler } from '../handlers/file/file.ts';
import { RotatingFileHandler } from '../handlers/file/rotating.ts';
import { TimedRotatingFileHandler } from '../handlers/file/timed.ts';
import { NullHandler } from '../handlers/function.ts';
import type { Handler } from '../handlers/handler.ts';
import { FingersCrossedHandler, MemoryHandler } from '../handlers/memory.ts';
import { MetricsHandler } from '../handlers/metrics.ts';
import { StreamHandler } from '../handlers/stream.ts';
import { type RedactionOptions, Redactor } from '../redaction/redactor.ts';
import { mistake } from './check.ts';
import { NETWORK_FORMATTERS, NETWORK_HANDLERS } from './network-classes.ts';

/** A class that a configuration can name: the options it knows and how to make one. */
export interface ConfigurableClass<T> {
  options: readonly string[];
  // Options come from a file: the constructors check what they need, the names are checked here.
  make(options: never): T;
}

/** A file can only name a shape. */
type JsonConfig = Omit<JsonFormatterOptions, 'shape'> & { shape?: JsonFormatterOptions['shape'] | string };

const SHAPES: Readonly<Record<string, () => NonNullable<JsonFormatterOptions['shape']>>> = { ecs, gcp };

function shapeNamed(shape: JsonConfig['shape']): Pick<JsonFormatterOptions, 'shape'> {
  if (shape === undefined) return {};
  if (typeof shape !== 'string') return { shape };
  if (Object.hasOwn(SHAPES, shape)) return { shape: SHAPES[shape]!() };
  throw mistake(
    'shape',
    `there is no ${JSON.stringify(shape)}; use one of ${Object.keys(SHAPES).join(', ')}`,
  );
}

const FILE = ['filename', 'mode', 'encoding', 'errors', 'delay', 'buffering', 'flushLevel'];
const ROTATION = [...FILE, 'backupCount', 'compress', 'namer', 'rotator'];

/** Handlers by the last part of their class's name: `logging.handlers.RotatingFileHandler` is found here too. */
export const HANDLERS: Readonly<Record<string, ConfigurableClass<Handler>>> = {
  StreamHandler: {
    options: ['stream'],
    make: (options: { stream?: ConstructorParameters<typeof StreamHandler>[0]['stream'] }) =>
      options.stream === undefined
        ? new ConsoleHandler({ ...options, stream: 'stderr' })
        : new StreamHandler({ ...options, stream: options.stream }),
  },
  ConsoleHandler: {
    options: ['stream', 'errorLevel', 'colors'],
    make: (options: ConstructorParameters<typeof ConsoleHandler>[0]) => new ConsoleHandler(options),
  },
  FileHandler: {
    options: FILE,
    make: (options: ConstructorParameters<typeof FileHandler>[0]) => new FileHandler(options),
  },
  RotatingFileHandler: {
    options: [...ROTATION, 'maxBytes'],
    make: (options: ConstructorParameters<typeof RotatingFileHandler>[0]) => new RotatingFileHandler(options),
  },
  TimedRotatingFileHandler: {
    options: [...ROTATION, 'when', 'interval', 'utc', 'atTime', 'clock'],
    make: (options: ConstructorParameters<typeof TimedRotatingFileHandler>[0]) =>
      new TimedRotatingFileHandler(options),
  },
  MemoryHandler: {
    options: ['capacity', 'flushLevel', 'target', 'flushOnClose'],
    make: (options: ConstructorParameters<typeof MemoryHandler>[0]) => new MemoryHandler(options),
  },
  FingersCrossedHandler: {
    options: ['target', 'activationLevel', 'capacity', 'stopBuffering'],
    make: (options: ConstructorParameters<typeof FingersCrossedHandler>[0]) =>
      new FingersCrossedHandler(options),
  },
  DualHandler: {
    options: ['handlers'],
    make: (options: ConstructorParameters<typeof DualHandler>[0]) => new DualHandler(options),
  },
  MetricsHandler: {
    options: ['service', 'metric', 'maxServices'],
    make: (options: ConstructorParameters<typeof MetricsHandler>[0]) => new MetricsHandler(options),
  },
  NullHandler: { options: [], make: () => new NullHandler() },
  ...NETWORK_HANDLERS,
};

/** Filters by the last part of their class's name. */
export const FILTERS: Readonly<Record<string, ConfigurableClass<FilterLike>>> = {
  Filter: {
    options: ['name'],
    make: ({ name = '' }: { name?: string }) => new NameFilter(String(name)),
  },
  Redactor: {
    options: ['paths', 'patterns', 'replacement'],
    make: (options: RedactionOptions) => new Redactor(options),
  },
};

/** Formatters by the last part of their class's name. */
export const FORMATTERS: Readonly<Record<string, ConfigurableClass<FormatterLike>>> = {
  Formatter: {
    options: ['format', 'datefmt', 'style', 'validate', 'defaults', 'utc', 'fields'],
    make: (options: ConstructorParameters<typeof TextFormatter>[0]) => new TextFormatter(options),
  },
  TextFormatter: {
    options: ['format', 'datefmt', 'style', 'defaults', 'utc', 'fields'],
    make: (options: ConstructorParameters<typeof TextFormatter>[0]) => new TextFormatter(options),
  },
  JsonFormatter: {
    options: ['shape', 'names', 'time', 'level', 'fields', 'template', 'caller'],
    make: ({ shape, ...options }: JsonConfig) => new JsonFormatter({ ...options, ...shapeNamed(shape) }),
  },
  OtelFormatter: {
    options: ['resource', 'caller'],
    make: (options: ConstructorParameters<typeof OtelFormatter>[0]) => new OtelFormatter(options),
  },
  LogfmtFormatter: { options: [], make: () => new LogfmtFormatter() },
  PrettyFormatter: {
    options: ['colors', 'date', 'utc'],
    make: (options: ConstructorParameters<typeof PrettyFormatter>[0]) => new PrettyFormatter(options),
  },
  ...NETWORK_FORMATTERS,
};
