import { parseExtractPattern } from './pattern.ts';
import { escapeRegexp } from './regexp.ts';

/** What a group of a regular expression is stored to. */
export interface ExtractedField {
  name: string;
  /** The group that holds the value, from 1. */
  group: number;
  /** The group that holds the value, in quotes, if it is quoted; 0 if quotes mean nothing. */
  quotedGroup: number;
}

/** A pattern of `extract` as one regular expression: so the engine and the evaluator take the same way. */
export interface Extraction {
  regexp: string;
  fields: ExtractedField[];
}

/** A value in double quotes (as JSON has them) or backticks. */
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"|`[^`]*`';

/**
 * Each text is looked for from where the one before it ended, first come first served; where one is missing,
 * the fields from there on are empty: so each further part is an optional group inside the one before it.
 */
export function extractionOf(pattern: string): Extraction {
  const { steps, tail } = parseExtractPattern(pattern);
  const fields: ExtractedField[] = [];
  let regexp = '(?s)';
  let closing = '';
  let groups = 0;
  for (const [index, step] of steps.entries()) {
    if (index === 0) regexp += step.text === '' ? '^' : escapeRegexp(step.text);
    const next = steps[index + 1]?.text ?? tail;
    const quotedGroup = step.option === 'plain' ? 0 : ++groups;
    const group = ++groups;
    const any = next === '' ? '(.*)' : '(.*?)';
    const value = quotedGroup === 0 ? any : `(?:(${QUOTED})${next === '' ? '' : '.*?'}|${any})`;
    regexp += `(?:${value}${escapeRegexp(next)}`;
    closing += ')?';
    if (step.field !== '') fields.push({ name: step.field, group, quotedGroup });
  }
  return { regexp: regexp + closing, fields };
}
