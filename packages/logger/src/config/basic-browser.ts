import type { FormatterLike } from '../formatters/formatter.ts';
import { ConsoleHandler } from '../handlers/browser-console.ts';
import { configureRoot, type RootOptions } from './root.ts';

export interface BasicConfig extends RootOptions {
  /** A formatter: `new TextFormatter({ format: ... })` reads Python's formats. @default the name and the message */
  format?: FormatterLike;
}

/**
 * Sets up logging in one call: to the browser's console. Does nothing if the root has handlers, unless
 * `force`.
 *
 * @example basicConfig({ level: 'DEBUG' })
 */
export function basicConfig(options: BasicConfig = {}): void {
  const { format } = options;
  configureRoot(options, () => new ConsoleHandler(format === undefined ? {} : { formatter: format }));
}
