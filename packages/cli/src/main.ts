import { LogboomError, reasonOf } from '@logboom/core';
import { Command, CommanderError } from 'commander';
import { VERSION } from './version.ts';

const EXAMPLES = `
Examples:
  logboom                                    start a server; the page is on http://127.0.0.1:8888
  logboom serve --http.listen 0.0.0.0:8888   ... for other machines too
  logboom tail 'level:error service:shop'    watch errors as they arrive
  logboom query '_time:5m timeout'           search the last five minutes
  logboom inputs                             how to send records, and what came in
  logboom analyze /var/log                   tell what is in log files, without a server
  logboom import 'old/*.log.gz'              store log files
`;

/** The commands; the first is the default. Each brings its own parts of the program, loaded only when it is named. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./commands/serve.ts')).serveCommand(),
  tail: async () => (await import('./commands/tail.ts')).tailCommand(),
  query: async () => (await import('./commands/query.ts')).queryCommand(),
  inputs: async () => (await import('./commands/inputs.ts')).inputsCommand(),
  analyze: async () => (await import('./commands/analyze.ts')).analyzeCommand(),
  import: async () => (await import('./commands/import.ts')).importCommand(),
  decrypt: async () => (await import('./commands/decrypt.ts')).decryptCommand(),
  completion: async () => (await import('./commands/completion.ts')).completionCommand(),
};

/** Runs the command line. @returns the exit status: 0 done, 1 failed, 2 wrong usage; that of grep for searches */
export async function main(args: string[]): Promise<number> {
  const program = new Command('logboom')
    .description('Gathers log records from every process on every host, keeps them, and shows them live.')
    .version(VERSION, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .enablePositionalOptions();
  const [name = ''] = args;
  // Completion is of all of them.
  const isOne = Object.hasOwn(COMMANDS, name) && name !== 'completion';
  const wanted = isOne ? [name] : Object.keys(COMMANDS);
  for (const one of wanted) {
    const command = await COMMANDS[one]!();
    program.addCommand(command.exitOverride(), { isDefault: one === 'serve' });
  }
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
