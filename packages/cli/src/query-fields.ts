import type { Pipe } from '@logboom/logsql';

/** Pipes after which rows have the same fields as before. */
const KEEP: ReadonlySet<Pipe['kind']> = new Set<Pipe['kind']>([
  'filter',
  'sort',
  'limit',
  'offset',
  'sample',
]);

/** The fields of a query's rows, if its pipes say which: `| fields a, b`. */
export function fieldsOf(pipes: readonly Pipe[]): string[] | undefined {
  const last = pipes.findLast(({ kind }) => !KEEP.has(kind));
  if (last?.kind !== 'fields' || last.fields.some(({ prefix }) => prefix)) return undefined;
  return last.fields.map(({ name }) => name);
}
