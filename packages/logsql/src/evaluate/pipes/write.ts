import type { Filter } from '../../ast/filter.ts';
import type { FieldPattern, WriteRules } from '../../ast/pipe.ts';
import { compileFilterOver, type EvaluateOptions, type Predicate } from '../filter.ts';
import type { Row } from '../row.ts';

/** Sets a field as the rules of its pipe allow. */
export function write(row: Row, name: string, value: string, rules: Partial<WriteRules> = {}): void {
  if (rules.keepOriginal && row.get(name) !== '') return;
  if (rules.skipEmpty && value === '') return;
  row.set(name, value);
}

/** The test of `if (...)`. */
export function compileCondition(condition: Filter | null, options: EvaluateOptions): Predicate<Row> {
  if (condition === null) return () => true;
  return compileFilterOver<Row>(condition, (name) => (row) => row.get(name), options);
}

/** Whether a name is one of the fields or begins as a pattern does. */
export function isChosen(name: string, patterns: readonly FieldPattern[]): boolean {
  return patterns.some((pattern) => (pattern.prefix ? name.startsWith(pattern.name) : name === pattern.name));
}
