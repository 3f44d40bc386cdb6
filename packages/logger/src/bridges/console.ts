import { getLogger } from '../logger/global.ts';
import type { Logger } from '../logger/logger.ts';
import { display } from '../values/display.ts';

const METHODS = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
} as const;

export interface CaptureOptions {
  /** @default getLogger('console') */
  logger?: Logger;
  /** Whether the console still shows it. @default false */
  echo?: boolean;
}

/**
 * Turns what anybody writes with `console.log` and its like into records. Gives back what undoes it. What
 * handlers themselves write to the console while they handle a record is shown, not captured.
 *
 * @example const restore = captureConsole();
 */
export function captureConsole({
  logger = getLogger('console'),
  echo = false,
}: CaptureOptions = {}): () => void {
  const originals = new Map<keyof typeof METHODS, (...args: unknown[]) => void>();
  let inside = false;
  for (const [name, level] of Object.entries(METHODS) as [keyof typeof METHODS, string][]) {
    const original = console[name];
    originals.set(name, original);
    console[name] = (...args: unknown[]) => {
      if (inside) return original.apply(console, args);
      inside = true;
      try {
        capture(logger, level, args);
      } finally {
        inside = false;
      }
      if (echo) original.apply(console, args);
    };
  }
  return () => {
    for (const [name, original] of originals) console[name] = original;
  };
}

/** A text with placeholders keeps its meaning; other arguments follow it. Errors keep their stacks. */
function capture(logger: Logger, level: string, args: readonly unknown[]): void {
  const error = args.find((arg) => arg instanceof Error);
  const [first, ...rest] = args;
  const message =
    typeof first === 'string' ? formatLike(first, rest) : args.map((arg) => display(arg)).join(' ');
  if (error === undefined) logger.log(level, '%s', message);
  else logger.log(level, '%s', message, { error });
}

/** The placeholders of the Console standard: https://console.spec.whatwg.org/#formatter */
function formatLike(template: string, args: unknown[]): string {
  const left = [...args];
  const text = template.replace(/%([sdifoOcj%])/g, (found, kind: string) => {
    if (kind === '%') return '%';
    if (left.length === 0) return found;
    const value = left.shift();
    if (kind === 'c') return '';
    if (kind === 'd' || kind === 'f') return String(Number(value));
    return kind === 'i' ? String(Math.trunc(Number(value))) : display(value);
  });
  return [text, ...left.map((value) => display(value))].join(' ');
}
