/**
 * LogsQL, the query language of VictoriaLogs: reading, printing and carrying out over single records.
 * The server compiles the same tree to SQL.
 */
export type { Brackets, Comparison, Filter, FilterOf, ListKind, StreamCondition } from './ast/filter.ts';
export type { BinaryOperator, MathEntry, MathExpression, MathFunction } from './ast/math.ts';
export type { FieldPattern, Pipe, PipeOf, SortKey, WriteRules } from './ast/pipe.ts';
export type { Query, QueryOptions } from './ast/query.ts';
export { type GroupKey, STATS_FUNCTIONS, type StatsFunction, type StatsName } from './ast/stats.ts';
export { columnOfSubquery } from './ast/subquery.ts';
export type { TimeRange } from './ast/time.ts';
export { QueryError, type QueryErrorDetail } from './error.ts';
/** What the values of a record mean: the compiler to SQL takes its tables and patterns from here. */
export {
  compileFilter,
  compileFilterOver,
  type EvaluateOptions,
  ipv4Bounds,
  type Predicate,
} from './evaluate/filter.ts';
export { recordOfRow } from './evaluate/record-of-row.ts';
export { compileTail } from './evaluate/tail.ts';
export { type DayBounds, dayBounds, type TimeBounds, timeBounds, weekDays } from './evaluate/time.ts';
export { MAX_TREND } from './limits.ts';
export { parseQuery } from './parse/query.ts';
export { printFilter } from './print/filter.ts';
export { printPipe } from './print/pipe.ts';
export { printQuery } from './print/query.ts';
export { DURATION, formatDuration, nanosOfDuration, UNITS } from './text/duration.ts';
export { type ExtractedField, type Extraction, extractionOf } from './text/extract.ts';
export { groupCount, groupsOf } from './text/groups.ts';
export { formatNanos, spanOfBound, TIME_PATTERN } from './text/instant.ts';
export { IPV4_PATTERN } from './text/ipv4.ts';
export { LOGFMT_PAIR, LOGFMT_QUOTED } from './text/logfmt.ts';
export {
  beforeNumbers,
  MESSAGE_PATTERN,
  PATTERN_LENGTH,
  PATTERN_WILDCARD,
  patternOf,
} from './text/message-pattern.ts';
export { decimalPlaces, NUMBER_PATTERNS, numberOf, numberOfLiteral, SUFFIXES } from './text/number.ts';
export { type Pattern, type PatternStep, parseFormatPattern } from './text/pattern.ts';
export { PIPE_NAMES, type PipeName } from './text/pipe-names.ts';
export { escapeRegexp } from './text/regexp.ts';
export { COLLAPSE_NUMS, DECOLORIZE, PRETTIFY_NUMS, type RewriteStep } from './text/rewrite.ts';
export { labelsOfStreamId, STREAM_LABELS, type StreamLabels, streamIdOf, streamOf } from './text/stream.ts';
export {
  SYSLOG_3164,
  SYSLOG_5424,
  SYSLOG_ELEMENT,
  SYSLOG_FACILITIES,
  SYSLOG_LEVELS,
  SYSLOG_PARAMETER,
} from './text/syslog.ts';
export { TYPE_PATTERNS } from './text/value-type.ts';
export { endsWithWord, startsWithWord, WORD_CLASS, wordsOf } from './text/words.ts';
