import { Argument, Command } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { type Completed, describeCommands } from '../completion/describe.ts';
import { fishScript } from '../completion/fish.ts';
import { zshScript } from '../completion/zsh.ts';

const SCRIPTS: Record<string, (commands: readonly Completed[]) => string> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

const EXAMPLES = `
To have it in every shell:
  bash   echo 'source <(logboom completion bash)' >> ~/.bashrc
  zsh    echo 'source <(logboom completion zsh)' >> ~/.zshrc     (after compinit)
  fish   logboom completion fish > ~/.config/fish/completions/logboom.fish
`;

/** `logboom completion bash|zsh|fish`: a script that completes commands, options and their values. */
export function completionCommand(): Command {
  return new Command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', EXAMPLES)
    .action((shell: string, _options: object, command: Command) => {
      process.stdout.write(SCRIPTS[shell]!(describeCommands(command.parent!)));
    });
}
