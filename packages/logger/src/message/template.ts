import { display } from '../values/display.ts';
import { compileBraces } from './brace-template.ts';
import { guarded } from './named.ts';
import { compilePercent } from './percent-template.ts';

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
