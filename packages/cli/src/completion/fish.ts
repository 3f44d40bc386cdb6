import type { Completed, CompletedOption } from './describe.ts';

/** A script for fish 3 and later. */
export function fishScript(commands: readonly Completed[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c logboom -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.description)}`,
    ...command.options.map((option) => optionLine(command.name, option)),
  ]);
  return `# fish completion for logboom. Load it with: logboom completion fish | source\n${lines.join('\n')}\n`;
}

function optionLine(command: string, { names, description, takesValue, choices }: CompletedOption): string {
  const parts = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  // Exclusive: the value is one of these, and no file.
  const values = choices.length > 0 ? [`-x -a ${quoted(choices.join(' '))}`] : takesValue ? ['-r'] : [];
  const condition = quoted(`__fish_seen_subcommand_from ${command}`);
  return ['complete -c logboom -n', condition, ...parts, ...values, '-d', quoted(description)].join(' ');
}

/** In fish's single quotes a backslash escapes the quote and itself. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
