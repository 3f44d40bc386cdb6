import { display } from '../values/display.ts';
import { jsonOf } from '../values/json.ts';

/** The value as source text: Python's `%r` and `%a` for texts, JSON for all else (`%j` and `%O` for all). */
export function representation(value: unknown, type: string): string {
  if (typeof value !== 'string' || type === 'j' || type === 'O') return jsonOf(value) ?? display(value);
  const mark = value.includes("'") && !value.includes('"') ? '"' : "'";
  let text = '';
  for (const letter of value) text += escaped(letter, mark, type === 'a');
  return mark + text + mark;
}

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(letter: string, mark: string, ascii: boolean): string {
  const named = NAMED[letter];
  if (named !== undefined) return named;
  if (letter === mark) return `\\${letter}`;
  const code = letter.codePointAt(0)!;
  if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 127 || (!ascii && /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(letter))) return letter;
  if (code < 256) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}
