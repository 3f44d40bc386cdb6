/** `@logboom/logger` on Node: the logging library of applications. */
export * from './api.ts';
