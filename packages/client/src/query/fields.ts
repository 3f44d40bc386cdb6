import type { LogRecord } from '@logboom/core';

/** The fields of a record that are columns: section "Fields" of docs/record.md. */
export type Columns = Omit<LogRecord, 'attributes'>;

/** The name of a column (which an editor completes), or of an attribute, whose values are text. */
export type FieldName = keyof Columns | (string & {});

/** What a field of a row is: a column has its type, an attribute is text. */
export type FieldValue<Name extends string> = Name extends keyof Columns ? Columns[Name] : string;

/** What a field may be compared with: a column with its own type, an attribute with a text or a number. */
export type Operand<Name extends string> = Name extends keyof Columns
  ? Columns[Name]
  : string | number | bigint | boolean;
