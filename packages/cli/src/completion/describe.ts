import type { Command } from 'commander';

/** A command as the scripts of shells need it. */
export interface Completed {
  name: string;
  description: string;
  /** Whether its arguments are files. */
  takesFiles: boolean;
  options: CompletedOption[];
}

export interface CompletedOption {
  /** `-o`, `--output`. */
  names: string[];
  description: string;
  takesValue: boolean;
  /** The values it may have; empty for any. */
  choices: readonly string[];
}

/** What there is to complete, from the definitions of the commands. */
export function describeCommands(program: Command): Completed[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    takesFiles: command.registeredArguments.some((argument) => argument.name() === 'file'),
    options: command.options
      .filter(({ hidden }) => !hidden)
      .map((option) => ({
        names: [option.short, option.long].filter((name) => name !== undefined),
        description: option.description.split(/[:;(]/, 1)[0]!.trim(),
        takesValue: option.required || option.optional,
        choices: option.argChoices ?? [],
      })),
  }));
}
