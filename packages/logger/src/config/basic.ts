import { type Formatter, type FormatterLike, formatterOf } from '../formatters/formatter.ts';
import { formatterNamed } from '../formatters/named.ts';
import type { Style } from '../formatters/style.ts';
import { TextFormatter } from '../formatters/text.ts';
import { ConsoleHandler } from '../handlers/console.ts';
import { FileHandler } from '../handlers/file/file.ts';
import { StreamHandler, type TextSink } from '../handlers/stream.ts';
import { configureRoot, type RootOptions } from './root.ts';

export interface BasicConfig extends RootOptions {
  /** A format in Python's style, `json`, `ecs`, `gcp`, `otel`, `logfmt` or `pretty`, or a formatter. @default '%(levelname)s:%(name)s:%(message)s' */
  format?: string | FormatterLike;
  /** `strftime` of `asctime`. */
  datefmt?: string;
  /** The style of `format`. @default '%' */
  style?: Style;
  /** Write to this file, not to stderr. */
  filename?: string;
  /** `a` appends, `w` starts empty. @default 'a' */
  filemode?: 'a' | 'w';
  /** Write to this stream, not to stderr. */
  stream?: TextSink;
}

const BASIC: Readonly<Record<Style, string>> = {
  '%': '%(levelname)s:%(name)s:%(message)s',
  '{': '{levelname}:{name}:{message}',
  $: '$levelname:$name:$message',
};

/**
 * Sets up logging in one call, as `logging.basicConfig`: to stderr, or to a file. Does nothing if the root
 * has handlers, unless `force`.
 *
 * @example basicConfig({ level: 'INFO', format: '%(asctime)s - %(name)s - %(levelname)s - %(message)s' })
 * @throws LogboomError LB_CONFIG_INVALID for a level or format that is none
 */
export function basicConfig(options: BasicConfig = {}): void {
  configureRoot(options, () => {
    const formatter = formatterFor(options);
    const { filename, filemode = 'a', stream } = options;
    if (filename !== undefined) return new FileHandler({ filename, mode: filemode, formatter });
    if (stream !== undefined) return new StreamHandler({ stream, formatter });
    return new ConsoleHandler({ stream: 'stderr', formatter });
  });
}

/** The formatter that the options describe. */
function formatterFor({ format, datefmt, style = '%' }: BasicConfig): Formatter {
  if (format !== undefined && typeof format !== 'string') return formatterOf(format);
  const named = format === undefined ? undefined : formatterNamed(format);
  return (
    named ?? new TextFormatter({ format: format ?? BASIC[style] ?? '', style, ...(datefmt && { datefmt }) })
  );
}
