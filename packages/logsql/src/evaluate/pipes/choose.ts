import type { FieldPattern, PipeOf } from '../../ast/pipe.ts';
import { closedRow, type Row } from '../row.ts';
import type { RowStep } from '../tail.ts';
import { isChosen } from './write.ts';

export function compileChoose(pipe: PipeOf<'fields' | 'delete' | 'copy' | 'rename'>): RowStep {
  switch (pipe.kind) {
    case 'fields':
      return (row) => [kept(row, pipe.fields)];
    case 'delete':
      return (row) => {
        remove(row, pipe.fields);
        return [row];
      };
    case 'copy':
    case 'rename':
      return (row) => {
        for (const { from, to } of pipe.pairs) move(row, from, to, pipe.kind === 'rename');
        return [row];
      };
  }
}

function kept(row: Row, patterns: FieldPattern[]): Row {
  if (patterns.some(({ name, prefix }) => prefix && name === '')) return row;
  const fields = new Map<string, string>();
  for (const { name, prefix } of patterns) if (!prefix) fields.set(name, row.get(name));
  for (const [name, value] of row.fields)
    if (!fields.has(name) && isChosen(name, patterns)) fields.set(name, value);
  return closedRow(fields);
}

function remove(row: Row, patterns: FieldPattern[]): void {
  for (const { name, prefix } of patterns) if (!prefix) row.delete(name);
  for (const name of [...row.fields.keys()]) if (isChosen(name, patterns)) row.delete(name);
}

function move(row: Row, from: FieldPattern, to: FieldPattern, isRename: boolean): void {
  if (from.name === to.name) return;
  const names = from.prefix
    ? [...row.fields.keys()].filter((name) => name.startsWith(from.name))
    : [from.name];
  const values = names.map((name) => [name, row.get(name)] as const);
  if (isRename) for (const name of names) row.delete(name);
  for (const [name, value] of values)
    row.set(to.name + (from.prefix ? name.slice(from.name.length) : ''), value);
}
