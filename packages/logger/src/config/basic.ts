import { ConsoleHandler } from '../handlers/console.ts';
import { FileHandler } from '../handlers/file/file.ts';
import { StreamHandler, type TextSink } from '../handlers/stream.ts';
import { basicFormatter, configureRoot, type RootOptions } from './root.ts';

export interface BasicConfig extends RootOptions {
  /** Write to this file, not to stderr. */
  filename?: string;
  /** `a` appends, `w` starts empty. @default 'a' */
  filemode?: 'a' | 'w';
  /** Write to this stream, not to stderr. */
  stream?: TextSink;
}

/**
 * Sets up logging in one call, as `logging.basicConfig`: to stderr, or to a file. Does nothing if the root
 * has handlers, unless `force`.
 *
 * @example basicConfig({ level: 'INFO', format: '%(asctime)s - %(name)s - %(levelname)s - %(message)s' })
 * @throws LogboomError LB_CONFIG_INVALID for a level or format that is none
 */
export function basicConfig(options: BasicConfig = {}): void {
  configureRoot(options, (given) => {
    const formatter = given ?? basicFormatter();
    const { filename, filemode = 'a', stream } = options;
    if (filename !== undefined) return new FileHandler({ filename, mode: filemode, formatter });
    if (stream !== undefined) return new StreamHandler({ stream, formatter });
    return new ConsoleHandler({ stream: 'stderr', formatter });
  });
}
