import { ClientError } from '@logboom/client';
import { reasonOf } from '@logboom/core';
import type { Command } from 'commander';

/** The options of every command that talks to a server. */
export function addServerOptions(command: Command): Command {
  return command
    .option('--server <url>', 'the server to ask (default: the one of --data, else http://127.0.0.1:8888)')
    .option('--data <dir>', 'the data directory of the server to ask', './logboom-data');
}

/** Turns a failed connection into words that help. */
export async function withServer(url: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ClientError) throw error;
    if (error instanceof TypeError) {
      const reason = reasonOf(error.cause ?? error);
      throw new Error(`no server answers at ${url} (${reason}). Start one with: logboom serve`, {
        cause: error,
      });
    }
    throw error;
  }
}
