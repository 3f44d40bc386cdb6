/** `@logboom/logger` in a browser: the same without files and sockets. */
export * from './api.ts';
