import type { LogEvent } from '../event/event.ts';
import { reportError } from '../exit/report.ts';
import { type Formatter, type FormatterLike, formatterOf } from '../formatters/formatter.ts';
import { JsonFormatter } from '../formatters/json.ts';
import { type PathState, parsePaths } from '../redaction/path.ts';
import { replaceInEvent } from '../redaction/replace.ts';
import { jsonOf } from '../values/json.ts';
import { createEncryptor, type EncryptionKey, type Encryptor } from './cipher.ts';

export interface EncryptedFormatterOptions {
  key: EncryptionKey;
  /** What is encrypted. @default JsonFormatter */
  formatter?: FormatterLike;
  /** Only these fields, by path as in redaction (`user.email`, `**.token`, `message`). @default the whole line */
  fields?: readonly string[];
}

/**
 * Encrypts lines, or fields of them, before they go anywhere. What cannot be encrypted is left out: never
 * is it written readable. `logboom decrypt` opens them.
 *
 * @example new FileHandler({ path: 'secure.log', formatter: new EncryptedFormatter({ key: { fernet: key } }) })
 */
export class EncryptedFormatter implements Formatter {
  readonly #formatter: Formatter;
  readonly #encryptor: Encryptor;
  readonly #start: PathState | undefined;

  /** @throws LogboomError LB_KEY_INVALID */
  constructor({ key, formatter, fields }: EncryptedFormatterOptions) {
    this.#formatter = formatter === undefined ? new JsonFormatter() : formatterOf(formatter);
    this.#encryptor = createEncryptor(key);
    this.#start = fields === undefined ? undefined : parsePaths(fields);
  }

  get needsCaller(): boolean {
    return this.#formatter.needsCaller === true;
  }

  format(event: LogEvent): string {
    try {
      if (this.#start === undefined) return this.#encryptor.encrypt(this.#formatter.format(event));
      const replaced = replaceInEvent(event, this.#start, (value) =>
        this.#encryptor.encrypt(jsonOf(value) ?? 'null'),
      );
      return this.#formatter.format(replaced);
    } catch (error) {
      reportError('encryption', error);
      return this.#formatter.format(
        event.with({
          template: '[a record that could not be encrypted]',
          pattern: undefined,
          args: [],
          fields: undefined,
          error: undefined,
          bindings: undefined,
          context: undefined,
        }),
      );
    }
  }
}
