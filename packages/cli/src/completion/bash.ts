import type { Completed } from './describe.ts';
import { quoted } from './quote.ts';

/** A script for bash 4 and later, with or without the package bash-completion. */
export function bashScript(commands: readonly Completed[]): string {
  return `# bash completion for logboom. Load it with: source <(logboom completion bash)
_logboom() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 && $current != -* ]]; then
    words=${quoted(commands.map(({ name }) => name).join(' '))}
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${commands.map(commandCase).join('\n')}
  esac
}
complete -o default -F _logboom logboom
`;
}

function commandCase({ name, options }: Completed): string {
  const valued = options.filter(({ takesValue }) => takesValue);
  const free = valued.filter(({ choices }) => choices.length === 0).flatMap(({ names }) => names);
  const cases = valued
    .filter(({ choices }) => choices.length > 0)
    .map(({ names, choices }) => `        ${names.join('|')}) words=${quoted(choices.join(' '))} ;;`);
  // A value of which nothing is known: bash offers files.
  if (free.length > 0) cases.push(`        ${free.join('|')}) return ;;`);
  const all = options.flatMap(({ names }) => names).join(' ');
  return `    ${name})
      case "$previous" in
${cases.join('\n')}
        *) [[ $current == -* ]] && words=${quoted(`${all} --help`)} ;;
      esac
      [[ -n $words ]] && COMPREPLY=($(compgen -W "$words" -- "$current"))
      ;;`;
}
