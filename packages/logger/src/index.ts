/** `@logboom/logger` on Node: the logging library of applications. */
export * from './api.ts';
export { ConsoleHandler, type ConsoleHandlerOptions } from './handlers/console.ts';
export type { Compression } from './handlers/file/archive.ts';
export { FileHandler, type FileHandlerOptions } from './handlers/file/file.ts';
export type { Buffering } from './handlers/file/line-file.ts';
export { RotatingFileHandler, type RotatingFileHandlerOptions } from './handlers/file/rotating.ts';
export { RotationHandler, type RotationOptions } from './handlers/file/rotation.ts';
export type { TimeOfDay, When } from './handlers/file/schedule.ts';
export { TimedRotatingFileHandler, type TimedRotatingFileHandlerOptions } from './handlers/file/timed.ts';
