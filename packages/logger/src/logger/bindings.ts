/** Named values that go with a record. A function is a lazy value: called when the record is made. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Fields that many records share: those of a child logger, or of a context. A chain, so that making a
 * child costs one small object; a formatter keeps its text of the whole chain in `cacheText`, so that a
 * record costs no more than the concatenation of that text.
 */
export class Bindings {
  readonly parent: Bindings | undefined;
  readonly fields: Fields;
  /** The formatter whose text of this chain is kept. */
  cacheOwner: object | undefined = undefined;
  cacheText = '';

  constructor(parent: Bindings | undefined, fields: Fields) {
    this.parent = parent;
    this.fields = fields;
  }
}

/** The value of a name in a chain: the innermost wins. */
export function bindingOf(bindings: Bindings | undefined, name: string): unknown {
  for (let at = bindings; at !== undefined; at = at.parent) {
    if (Object.hasOwn(at.fields, name)) return at.fields[name];
  }
  return undefined;
}

/** All fields of a chain as one object, outermost first, so that the innermost wins. */
export function flattenBindings(bindings: Bindings | undefined, into: Record<string, unknown> = {}): Fields {
  if (bindings === undefined) return into;
  flattenBindings(bindings.parent, into);
  return copyFields(bindings.fields, into);
}

/** `Object.assign` for which a getter that throws costs only itself. */
export function copyFields(fields: Fields, into: Record<string, unknown>): Record<string, unknown> {
  try {
    return Object.assign(into, fields);
  } catch {
    for (const key of fieldNames(fields)) {
      try {
        into[key] = fields[key];
      } catch {
        into[key] = '[Thrown]';
      }
    }
    return into;
  }
}

/** The names of fields; none when they cannot be listed. */
export function fieldNames(fields: Fields): string[] {
  try {
    return Object.keys(fields);
  } catch {
    return [];
  }
}
