import { PIPE_NAMES } from './pipe-names.ts';
import { isWordCode } from './words.ts';

/** Words of the language that mean something where a bare word could stand; pipes where a filter starts. */
const RESERVED: ReadonlySet<string> = new Set([
  ...PIPE_NAMES,
  ...(
    'and or not i in contains_all contains_any eq_field exact ipv4_range le_field len_range lt_field range re seq ' +
    'string_range value_type now offset options by if as at from with limit rank partition desc asc hits fields ' +
    'inner prefix keep_original_fields skip_empty_results result_prefix drop_duplicates prettify default xor'
  ).split(' '),
]);

/** A text as it may stand in a query: bare if it is a plain word with dots, else in double quotes. */
export function quoteIfNeeded(text: string): string {
  return isBare(text) ? text : quote(text);
}

function isBare(text: string): boolean {
  if (text === '' || RESERVED.has(text.toLowerCase())) return false;
  for (const character of text) {
    if (character !== '.' && !isWordCode(character.codePointAt(0)!)) return false;
  }
  return true;
}

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text as a double-quoted literal of LogsQL. */
export function quote(text: string): string {
  const escaped = text.replace(/["\\\n\r\t]/g, (character) => ESCAPES[character]!);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
  const visible = escaped.replace(/[\u0000-\u001f\u007f]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${visible}"`;
}
