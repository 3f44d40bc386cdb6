import type { Completed, CompletedOption } from './describe.ts';
import { quoted } from './quote.ts';

/** A script for zsh's completion system (zshcompsys). */
export function zshScript(commands: readonly Completed[]): string {
  const named = commands.map(({ name, description }) => quoted(`${name}:${description}`));
  return `#compdef logboom
# zsh completion for logboom. Load it with: source <(logboom completion zsh)
_logboom() {
  local -a commands=(
    ${named.join('\n    ')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  case "\${words[2]}" in
${commands.map(commandCase).join('\n')}
  esac
}
compdef _logboom logboom
`;
}

function commandCase({ name, takesFiles, options }: Completed): string {
  const specs = options.flatMap(specsOf);
  const rest = takesFiles ? "'*:file:_files'" : "'*:: :'";
  return `    ${name})
      shift words; (( CURRENT-- ))
      _arguments ${[...specs, "'--help[show help]'", rest].join(' \\\n        ')}
      ;;`;
}

/** `'--output[the form]:value:(json csv)'`, once for each name. */
function specsOf({ names, description, takesValue, choices }: CompletedOption): string[] {
  const text = description.replace(/[[\]\\:]/g, '\\$&');
  const values = choices.length === 0 ? '_default' : `(${choices.join(' ')})`;
  return names.map((name) => quoted(`${name}[${text}]${takesValue ? `:value:${values}` : ''}`));
}
