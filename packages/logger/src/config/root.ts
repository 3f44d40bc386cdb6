import type { Formatter, FormatterLike } from '../formatters/formatter.ts';
import { formatterOf } from '../formatters/formatter.ts';
import { formatterNamed } from '../formatters/named.ts';
import type { Style } from '../formatters/style.ts';
import { TextFormatter } from '../formatters/text.ts';
import type { Handler } from '../handlers/handler.ts';
import { manager } from '../logger/global.ts';
import type { LevelLike } from '../logger/levels.ts';

/** What `basicConfig` takes everywhere. */
export interface RootOptions {
  /** The level of the root, and so of all loggers that have none. @default WARNING */
  level?: LevelLike;
  /** A format in Python's style, `json`, `ecs`, `gcp`, `otel`, `logfmt` or `pretty`, or a formatter. @default '%(levelname)s:%(name)s:%(message)s' */
  format?: string | FormatterLike;
  /** `strftime` of `asctime`. */
  datefmt?: string;
  /** The style of `format`. @default '%' */
  style?: Style;
  /** Handlers that are ready; those without a formatter of their own keep theirs. */
  handlers?: readonly Handler[];
  /** Remove and close the root's handlers first. Without it a configured root is left as it is. @default false */
  force?: boolean;
}

const BASIC: Readonly<Record<Style, string>> = {
  '%': '%(levelname)s:%(name)s:%(message)s',
  '{': '{levelname}:{name}:{message}',
  $: '$levelname:$name:$message',
};

/** Gives the root its handlers and level; `make` builds the handler when none is given. */
export function configureRoot(
  options: RootOptions,
  make: (formatter: Formatter | undefined) => Handler,
): void {
  const { root } = manager;
  if (options.force === true) {
    for (const handler of [...root.handlers]) {
      root.removeHandler(handler);
      handler.flushSync();
      void handler.close().catch((error) => handler.handleError(error));
    }
  }
  if (root.handlers.length > 0) return;
  const handlers = options.handlers ?? [make(formatterFor(options))];
  for (const handler of handlers) root.addHandler(handler);
  if (options.level !== undefined) root.setLevel(options.level);
}

/** The formatter that the options describe; `undefined` if they do not. */
function formatterFor(options: RootOptions): Formatter | undefined {
  const { format, datefmt, style = '%' } = options;
  if (format !== undefined && typeof format !== 'string') return formatterOf(format);
  if (format === undefined && datefmt === undefined && options.style === undefined) return undefined;
  const named = format === undefined ? undefined : formatterNamed(format);
  if (named !== undefined) return named;
  return new TextFormatter({
    format: format ?? BASIC[style] ?? BASIC['%'],
    style,
    ...(datefmt === undefined ? {} : { datefmt }),
  });
}

/** Python's format of `basicConfig`. */
export function basicFormatter(): Formatter {
  return new TextFormatter({ format: BASIC['%'] });
}
