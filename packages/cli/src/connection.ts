import { ClientError } from '@logboom/client';
import { reasonOf } from '@logboom/core';
import { QueryError } from '@logboom/logsql';
import type { Command } from 'commander';

/** The options of every command that talks to a server. */
export function addServerOptions(command: Command): Command {
  return command
    .option('--server <url>', 'the server to ask (default: the one of --data, else http://127.0.0.1:8888)')
    .option('--data <dir>', 'the data directory of the server to ask', './logboom-data');
}

/** Exit statuses of commands that search, as grep has them. */
export const FOUND = 0;
export const NOTHING_FOUND = 1;
export const FAILED = 2;

/** Runs a search and makes its end the exit status of the command: {@link FOUND} and its like. */
export async function searching(query: string, search: () => Promise<boolean>): Promise<void> {
  try {
    process.exitCode = (await search()) ? FOUND : NOTHING_FOUND;
  } catch (error) {
    process.stderr.write(`logboom: ${reasonOf(error)}\n${pointer(query, error)}`);
    process.exitCode = FAILED;
  }
}

/** The line of a query with a mistake, and a caret under it; empty for other errors. */
function pointer(query: string, error: unknown): string {
  const position = error instanceof ClientError || error instanceof QueryError ? error.position : undefined;
  if (position === undefined || position > query.length) return '';
  const start = query.lastIndexOf('\n', position - 1) + 1;
  const [line = ''] = query.slice(start).split('\n', 1);
  // Tabs stay tabs, so that the caret stands where the mistake does.
  const margin = line.slice(0, position - start).replace(/[^\t]/g, ' ');
  return `  ${line}\n  ${margin}^\n`;
}
