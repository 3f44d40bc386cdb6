import type { Query } from './query.ts';

/** The one field that a subquery gives, or undefined if it gives several or none is known. */
export function columnOfSubquery(query: Query): string | undefined {
  for (const pipe of query.pipes.toReversed()) {
    switch (pipe.kind) {
      case 'fields':
        return pipe.fields.length === 1 && !pipe.fields[0]!.prefix ? pipe.fields[0]!.name : undefined;
      case 'uniq':
        return pipe.by.length === 1 && pipe.hits === '' ? pipe.by[0] : undefined;
      case 'field_values':
        return pipe.field;
      case 'sort':
      case 'limit':
      case 'offset':
      case 'filter':
      case 'sample':
        continue;
      default:
        return undefined;
    }
  }
  return undefined;
}
