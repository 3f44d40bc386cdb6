/** A typed client of the Logboom server, for Node and browsers. */
export type { InputState, InputStatus, InputWay } from '@logboom/core';
export { LogboomClient } from './client.ts';
export { ClientError } from './error.ts';
export type { ClientOptions } from './http/connection.ts';
export { type Field, field, type TextOptions } from './query/field.ts';
export type { Columns, FieldName, FieldValue, Operand } from './query/fields.ts';
export { and, not, or, word } from './query/filter.ts';
export { every, type Group, type TimeStep } from './query/group.ts';
export { type Descending, desc, type LogQuery, logs, type StatsQuery } from './query/log-query.ts';
export {
  avg,
  count,
  countUniq,
  max,
  median,
  min,
  quantile,
  rate,
  type Stat,
  sum,
  uniqValues,
} from './query/stats.ts';
export type { Duration, Moment } from './query/time.ts';
export type { Row } from './row.ts';
export type { Explanation, QueryOptions, QuerySummary } from './rows.ts';
export type { SendOptions, SendResult, SentRecord } from './send.ts';
export type { TailOptions } from './tail/tail.ts';
