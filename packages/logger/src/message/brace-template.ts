import { formatPlaceholder, parseBraces } from '../text/brace.ts';
import { guarded, MISSING, valueNamed } from './named.ts';
import type { Template } from './template.ts';

/** Compiles a message in Python's `{}` style; `undefined` if it has no placeholder. */
export function compileBraces(text: string): Template | undefined {
  if (!text.includes('{')) return undefined;
  const { literals, placeholders } = parseBraces(text);
  if (placeholders.length === 0) return undefined;
  let automatic = 0;
  const keys = placeholders.map(({ key }) =>
    key === '' ? automatic++ : /^\d+$/.test(key) ? Number(key) : key,
  );
  const numbers = keys.filter((key) => typeof key === 'number');
  return {
    text,
    count: numbers.length === 0 ? 1 : 1 + Math.max(...numbers),
    named: numbers.length === 0,
    render(args) {
      let out = literals[0]!;
      for (const [i, placeholder] of placeholders.entries()) {
        const key = keys[i]!;
        out += guarded(() => {
          const value =
            typeof key === 'string' ? valueNamed(args, key) : key < args.length ? args[key] : MISSING;
          return value === MISSING ? `{${placeholder.key}}` : formatPlaceholder(placeholder, value);
        });
        out += literals[i + 1]!;
      }
      return out;
    },
  };
}
