/** `@logboom/logger` in a browser: the same without files and sockets. */
export * from './api.ts';
export { type BasicConfig, basicConfig } from './config/basic-browser.ts';
export type { RootOptions } from './config/root.ts';
export { ConsoleHandler } from './handlers/browser-console.ts';
