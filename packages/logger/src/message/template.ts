import { formatPlaceholder, parseBraces } from '../text/brace.ts';
import { type Directive, formatDirective, parsePercent } from '../text/percent.ts';
import { display } from '../values/display.ts';
import { reason } from '../values/json.ts';
import { cutText } from '../values/limits.ts';

/** A message that waits for its arguments. Compiled once for each text. */
export interface Template {
  /** As the caller wrote it; a template literal with `{}` for its values. */
  readonly text: string;
  /** How many arguments it takes; what comes after them are fields, an error, or appended. */
  readonly count: number;
  /** Whether its only argument is an object of named values, which then are fields of the record as well. */
  readonly named: boolean;
  render(args: readonly unknown[]): string;
}

/** Templates are code and few; texts made at run time would fill the memory, so their number is limited. */
const MAX_TEMPLATES = 1000;
const compiled = new Map<string, Template | undefined>();

/** The template that a text is: `%s` style if it has a directive, else `{}` style if it has a placeholder. */
export function templateOf(text: string): Template | undefined {
  const known = compiled.get(text);
  if (known !== undefined || compiled.has(text)) return known;
  const template = compilePercent(text) ?? compileBraces(text);
  if (compiled.size >= MAX_TEMPLATES) compiled.clear();
  compiled.set(text, template);
  return template;
}

function compilePercent(text: string): Template | undefined {
  if (!text.includes('%')) return undefined;
  const { literals, directives } = parsePercent(text);
  if (directives.length === 0) return text.includes('%%') ? constant(text, literals[0]!) : undefined;
  const named = directives.every((directive) => directive.key !== undefined);
  let count = 0;
  for (const { width, precision } of directives)
    count += 1 + (width === -1 ? 1 : 0) + (precision === -1 ? 1 : 0);
  if (directives.every(isBare)) return bareTemplate(text, literals, directives);
  return {
    text,
    count: named ? 1 : count,
    named,
    render(args) {
      let next = 0;
      let out = literals[0]!;
      for (let i = 0; i < directives.length; i++) {
        let directive = directives[i]!;
        if (directive.width === -1 || directive.precision === -1) {
          const width = directive.width === -1 ? Number(args[next++]) : directive.width;
          const precision = directive.precision === -1 ? Number(args[next++]) : directive.precision;
          const flags = width !== undefined && width < 0 ? `${directive.flags}-` : directive.flags;
          directive = { ...directive, flags, width: width && Math.abs(width), precision };
        }
        const missing = !named && next >= args.length;
        if (missing) out += `%${directive.type}`;
        else {
          const at = directive;
          out += guarded(() => formatDirective(at, named ? valueNamed(args, at.key!) : args[next]));
          next++;
        }
        out += literals[i + 1]!;
      }
      return out;
    },
  };
}

function isBare({ key, flags, width, precision, type }: Directive): boolean {
  return (
    key === undefined && flags === '' && width === undefined && precision === undefined && /[sdi]/.test(type)
  );
}

/** `%s` and `%d` without more, which nearly all messages are made of. */
function bareTemplate(text: string, literals: readonly string[], directives: readonly Directive[]): Template {
  const count = directives.length;
  return {
    text,
    count,
    named: false,
    render(args) {
      let out = literals[0]!;
      for (let i = 0; i < count; i++) {
        const value = args[i];
        const { type } = directives[i]!;
        if (i >= args.length) out += `%${type}`;
        else if (typeof value === 'string' && type === 's') out += cutText(value);
        else if (Number.isSafeInteger(value)) out += value;
        else out += guarded(() => formatDirective(directives[i]!, value));
        out += literals[i + 1]!;
      }
      return out;
    },
  };
}

function compileBraces(text: string): Template | undefined {
  if (!text.includes('{')) return undefined;
  const { literals, placeholders } = parseBraces(text);
  if (placeholders.length === 0) return undefined;
  const named = placeholders.every((placeholder) => /^[^\d]/.test(placeholder.key));
  let automatic = 0;
  const keys = placeholders.map(({ key }) =>
    key === '' ? automatic++ : /^\d+$/.test(key) ? Number(key) : key,
  );
  const count = named ? 1 : 1 + Math.max(...keys.map((key) => (typeof key === 'number' ? key : 0)));
  return {
    text,
    count,
    named,
    render(args) {
      let out = literals[0]!;
      for (let i = 0; i < placeholders.length; i++) {
        const key = keys[i]!;
        const missing = typeof key === 'number' && key >= args.length;
        out += missing
          ? `{${placeholders[i]!.key}}`
          : guarded(() =>
              formatPlaceholder(
                placeholders[i]!,
                typeof key === 'number' ? args[key] : valueNamed(args, key),
              ),
            );
        out += literals[i + 1]!;
      }
      return out;
    },
  };
}

function constant(text: string, shown: string): Template {
  return { text, count: 0, named: false, render: () => shown };
}

function valueNamed(args: readonly unknown[], key: string): unknown {
  const object = args[0];
  if (typeof object !== 'object' || object === null) return undefined;
  if (key in object) return lazy((object as Record<string, unknown>)[key]);
  let value: unknown = object;
  for (const part of key.split('.')) value = (value as Record<string, unknown> | undefined)?.[part];
  return lazy(value);
}

function lazy(value: unknown): unknown {
  return typeof value === 'function' ? (value as () => unknown)() : value;
}

/** A value that throws costs its own place in the message. */
function guarded(show: () => string): string {
  try {
    return show();
  } catch (error) {
    return `[Thrown: ${reason(error)}]`;
  }
}

const literals = new WeakMap<TemplateStringsArray, Template>();

/** The template of a template literal: `` log.info`took ${ms} ms` ``. */
export function templateOfLiteral(strings: TemplateStringsArray): Template {
  const known = literals.get(strings);
  if (known !== undefined) return known;
  const template: Template = {
    text: strings.join('{}'),
    count: strings.length - 1,
    named: false,
    render(args) {
      let out = strings[0] ?? '';
      for (let i = 1; i < strings.length; i++) out += guarded(() => display(args[i - 1])) + strings[i];
      return out;
    },
  };
  literals.set(strings, template);
  return template;
}
