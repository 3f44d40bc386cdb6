import { type Directive, formatDirective, parsePercent } from '../text/percent.ts';
import { cutText } from '../values/limits.ts';
import { guarded, MISSING, valueNamed } from './named.ts';
import type { Template } from './template.ts';

/** Compiles a message in Python's `%` style; `undefined` if it has no directive. */
export function compilePercent(text: string): Template | undefined {
  if (!text.includes('%')) return undefined;
  const { literals, directives } = parsePercent(text);
  if (directives.length === 0) return text.includes('%%') ? constant(text, literals[0]!) : undefined;
  if (directives.every(isBare)) return bareTemplate(text, literals, directives);
  if (directives.every((directive) => directive.key !== undefined)) {
    return namedTemplate(text, literals, directives);
  }
  return positionalTemplate(text, literals, directives);
}

function constant(text: string, shown: string): Template {
  return { text, count: 0, named: false, render: () => shown };
}

function isBare({ key, flags, width, precision, type }: Directive): boolean {
  const plain = key === undefined && flags === '' && width === undefined && precision === undefined;
  return plain && /[sdi]/.test(type);
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

/** `%(name)s`: one object has all values. */
function namedTemplate(
  text: string,
  literals: readonly string[],
  directives: readonly Directive[],
): Template {
  return {
    text,
    count: 1,
    named: true,
    render(args) {
      let out = literals[0]!;
      for (const [i, directive] of directives.entries()) {
        out += guarded(() => {
          const value = valueNamed(args, directive.key!);
          return value === MISSING
            ? `%(${directive.key})${directive.type}`
            : formatDirective(directive, value);
        });
        out += literals[i + 1]!;
      }
      return out;
    },
  };
}

/** Flags, widths and precisions, of which `*` are arguments themselves. */
function positionalTemplate(
  text: string,
  literals: readonly string[],
  directives: readonly Directive[],
): Template {
  const stars = directives.filter(({ width }) => width === -1).length;
  const dots = directives.filter(({ precision }) => precision === -1).length;
  return {
    text,
    count: directives.length + stars + dots,
    named: false,
    render(args) {
      let next = 0;
      let out = literals[0]!;
      for (const [i, given] of directives.entries()) {
        const width = given.width === -1 ? sizeOf(args[next++]) : given.width;
        const precision = given.precision === -1 ? sizeOf(args[next++]) : given.precision;
        const left = width !== undefined && width < 0;
        const directive: Directive = {
          ...given,
          flags: left ? `${given.flags}-` : given.flags,
          width: width === undefined ? undefined : Math.abs(width),
          precision: precision === undefined ? undefined : Math.max(0, precision),
        };
        out += next < args.length ? guarded(() => formatDirective(directive, args[next])) : `%${given.type}`;
        next++;
        out += literals[i + 1]!;
      }
      return out;
    },
  };
}

/** A width that comes as an argument must not fill the memory. */
const MAX_WIDTH = 9999;

function sizeOf(value: unknown): number {
  const size = typeof value === 'number' ? Math.trunc(value) || 0 : 0;
  return Math.max(-MAX_WIDTH, Math.min(size, MAX_WIDTH));
}
