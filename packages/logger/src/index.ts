/** `@logboom/logger` on Node: the logging library of applications. */
export * from './api.ts';
export * from './api-network.ts';
export { type BasicConfig, basicConfig } from './config/basic.ts';
export { type DictConfigOptions, dictConfig } from './config/dict.ts';
export type { Externals } from './config/external.ts';
export { fileConfig } from './config/file.ts';
export type { RootOptions } from './config/root.ts';
export type {
  DictConfig,
  FilterConfig,
  FormatterConfig,
  HandlerConfig,
  LoggerConfig,
} from './config/schema.ts';
export { ConsoleHandler, type ConsoleHandlerOptions } from './handlers/console.ts';
export type { Compression } from './handlers/file/archive.ts';
export { FileHandler, type FileHandlerOptions } from './handlers/file/file.ts';
export type { Buffering } from './handlers/file/line-file.ts';
export { RotatingFileHandler, type RotatingFileHandlerOptions } from './handlers/file/rotating.ts';
export { RotationHandler, type RotationOptions } from './handlers/file/rotation.ts';
export type { TimeOfDay, When } from './handlers/file/schedule.ts';
export { TimedRotatingFileHandler, type TimedRotatingFileHandlerOptions } from './handlers/file/timed.ts';
