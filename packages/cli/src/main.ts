import { LogboomError, reasonOf } from '@logboom/core';
import { VERSION } from '@logboom/server';
import { Command, CommanderError } from 'commander';
import { decryptCommand } from './commands/decrypt.ts';
import { queryCommand } from './commands/query.ts';
import { serveCommand } from './commands/serve.ts';
import { tailCommand } from './commands/tail.ts';

const EXAMPLES = `
Examples:
  logboom                                    start a server; the page is on http://127.0.0.1:8888
  logboom serve --http.listen 0.0.0.0:8888   ... for other machines too
  logboom tail 'level:error service:shop'    watch errors as they arrive
  logboom query '_time:5m timeout'           search the last five minutes
`;

/** Runs the command line. @returns the exit status: 0 done, 1 failed, 2 wrong usage */
export async function main(args: string[]): Promise<number> {
  const program = new Command('logboom')
    .description('Gathers log records from every process on every host, keeps them, and shows them live.')
    .version(VERSION, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .enablePositionalOptions();
  program.addCommand(serveCommand(), { isDefault: true });
  program.addCommand(tailCommand());
  program.addCommand(queryCommand());
  program.addCommand(decryptCommand());
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(args, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  // Commander has already said what is wrong, or shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`logboom: ${reasonOf(error)}\n`);
  if (!LogboomError.is(error) && process.env.LOGBOOM_DEBUG) console.error(error);
  return 1;
}
