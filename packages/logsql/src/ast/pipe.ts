import type { Filter } from './filter.ts';
import type { MathEntry } from './math.ts';
import type { Query } from './query.ts';
import type { GroupKey, StatsFunction } from './stats.ts';

/** A field, or with `prefix` all fields whose name begins so: `host`, `k8s.*`, `*`. */
export interface FieldPattern {
  name: string;
  prefix: boolean;
}

export interface SortKey {
  field: string;
  descending: boolean;
}

/** What `extract`, `unpack_*` and `format` may be told about fields that exist already. */
export interface WriteRules {
  /** `keep_original_fields`: a field that has a value keeps it. */
  keepOriginal: boolean;
  /** `skip_empty_results`: an empty result does not overwrite. */
  skipEmpty: boolean;
}

/** `if (filter)`: the pipe leaves other records as they are. */
export interface Conditional {
  condition: Filter | null;
}

/** What is done with selected records; `null` and the empty string stand for what was not written. */
export type Pipe =
  | { kind: 'fields' | 'delete'; fields: FieldPattern[] }
  | { kind: 'copy' | 'rename'; pairs: { from: FieldPattern; to: FieldPattern }[] }
  | { kind: 'filter'; filter: Filter }
  | {
      kind: 'sort';
      by: SortKey[];
      descending: boolean;
      offset: number;
      limit: number | null;
      partition: string[];
      rank: string;
    }
  | { kind: 'limit' | 'offset' | 'sample'; count: number }
  | { kind: 'first' | 'last'; count: number; by: SortKey[]; partition: string[]; rank: string }
  | { kind: 'top'; count: number; by: string[]; hits: string; rank: string }
  | { kind: 'uniq'; by: string[]; hits: string; limit: number | null }
  | { kind: 'stats'; by: GroupKey[]; functions: StatsFunction[] }
  | {
      kind: 'facets';
      count: number;
      maxValuesPerField: number;
      maxValueLength: number;
      keepConstFields: boolean;
    }
  | { kind: 'field_names'; as: string }
  | { kind: 'patterns'; at: string; since: string; trend: number; limit: number | null }
  | { kind: 'field_values'; field: string; limit: number | null }
  | ({ kind: 'extract' | 'extract_regexp'; pattern: string; from: string } & WriteRules & Conditional)
  | ({
      kind: 'unpack_json' | 'unpack_logfmt';
      from: string;
      fields: FieldPattern[];
      resultPrefix: string;
    } & WriteRules &
      Conditional)
  | ({
      kind: 'unpack_syslog';
      from: string;
      offset: string;
      resultPrefix: string;
      keepOriginal: boolean;
    } & Conditional)
  | { kind: 'unpack_words'; from: string; as: string; dropDuplicates: boolean }
  | ({ kind: 'format'; pattern: string; as: string } & WriteRules & Conditional)
  | { kind: 'math'; entries: MathEntry[] }
  | ({
      kind: 'replace' | 'replace_regexp';
      old: string;
      replacement: string;
      at: string;
      limit: number | null;
    } & Conditional)
  | { kind: 'len' | 'hash' | 'json_array_len'; field: string; as: string }
  | { kind: 'pack_json' | 'pack_logfmt'; fields: FieldPattern[]; as: string }
  | { kind: 'drop_empty_fields' }
  | { kind: 'decolorize'; field: string }
  | ({ kind: 'collapse_nums'; at: string; prettify: boolean } & Conditional)
  | ({ kind: 'unroll'; by: string[] } & Conditional)
  | { kind: 'stream_context'; before: number; after: number; window: string }
  | { kind: 'join'; by: string[]; query: Query; inner: boolean; prefix: string }
  | { kind: 'union'; query: Query };

/** A pipe of one kind. */
export type PipeOf<K extends Pipe['kind']> = Extract<Pipe, { kind: K }>;
