import { type InputStatus, LogboomClient } from '@logboom/client';
import { Command, Option } from 'commander';
import { addServerOptions } from '../connection.ts';
import { inputLines } from '../output/inputs-text.ts';
import { Output } from '../output/output.ts';
import { type ServerUrlOptions, serverUrl } from '../server-url.ts';

interface InputsFlags extends ServerUrlOptions {
  format: 'table' | 'json';
}

/** `logboom inputs [NAME...]`: where a running server takes records, what came in, and a line to test each. */
export function inputsCommand(): Command {
  const command = new Command('inputs')
    .description('list the inputs of a server: addresses, what came in, and lines that test them')
    .argument('[names...]', 'only these, with everything that there is to paste')
    .addOption(
      new Option('-f, --format <format>', 'a table, or one JSON object an input')
        .choices(['table', 'json'])
        .default('table'),
    );
  return addServerOptions(command).action(inputs);
}

async function inputs(names: string[], flags: InputsFlags): Promise<void> {
  const url = await serverUrl(flags);
  const output = new Output();
  const chosen = chosenOf(await new LogboomClient({ url }).inputs(), names);
  const lines =
    flags.format === 'json'
      ? chosen.map((input) => JSON.stringify(input))
      : inputLines(chosen, Date.now(), names.length > 0);
  for (const line of lines) await output.text(line);
}

/** @throws Error for a name that no input has */
function chosenOf(all: InputStatus[], names: string[]): InputStatus[] {
  const known = all.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`there is no input '${unknown}'; there are ${known.join(', ')}`);
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}
