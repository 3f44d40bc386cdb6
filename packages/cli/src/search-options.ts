import { type Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS, type FormatName } from './output/format.ts';
import type { ServerUrlOptions } from './server-url.ts';

/** The options that `query` and `tail` share. */
export interface SearchFlags extends ServerUrlOptions {
  output: FormatName;
  limit?: number;
  since?: string;
  until?: string;
}

export const EXIT_STATUS = `
Exit status, as of grep: 0 something was found, 1 nothing was, 2 it failed.`;

export function addOutputOption(command: Command): Command {
  const forms = 'pretty, for people; json, one object a line; logfmt; csv; table';
  return command.addOption(
    new Option('-o, --output <format>', `the form of the output: ${forms}`)
      .choices([...FORMATS])
      .default('pretty'),
  );
}

/** A whole number from 0. */
export function count(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number.');
}
