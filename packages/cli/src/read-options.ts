import { type Command, InvalidArgumentError } from 'commander';

/** Options of the commands that read files. */
export interface ReadFlags {
  timezone: string;
  pattern?: string;
  text?: boolean;
  threads?: number;
}

export function addReadOptions(command: Command): Command {
  return command
    .argument('[file...]', 'files, directories, globs, or - for standard input')
    .option(
      '--pattern <pattern>',
      "how a line is read, instead of recognition: '(?<time>\\S+) (?<level>\\w+) (?<message>.*)', or as Python writes it: '%(asctime)s %(levelname)s %(message)s'",
    )
    .option('--timezone <zone>', 'the zone of times that name none: UTC, local, +02:00, Europe/Berlin', 'UTC')
    .option('--text', 'read files that look binary too')
    .option('--threads <count>', 'worker threads (default: one a processor)', threads);
}

/** What is to be read: the files that are named, else what comes through a pipe; else the command tells what it wants. */
export function namesOf(files: string[], command: Command): string[] {
  if (files.length > 0) return files;
  if (!process.stdin.isTTY) return ['-'];
  return command.error(`error: name files, or - for standard input: logboom ${command.name()} app.log`);
}

function threads(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 64)
    throw new InvalidArgumentError('It must be 1 to 64.');
  return value;
}
