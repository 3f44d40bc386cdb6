import { CREATE_MINUTES_STEPS } from '../analysis/schema.ts';
import { CREATE_DOCUMENTS } from '../documents/table.ts';
import { ATTRIBUTE_PAIRS, MESSAGE_WORDS } from './indexes.ts';
import { LOGS, SPANS } from './names.ts';

/** Inserts are durable when they return, and a repeated deduplication token is ignored. */
const SETTINGS = [
  'fsync_after_insert = 1',
  'fsync_part_directory = 1',
  'non_replicated_deduplication_window = 10000',
  'ttl_only_drop_parts = 1',
  'min_bytes_for_wide_part = 10485760',
].join(', ');

const CREATE_LOGS = `
CREATE TABLE IF NOT EXISTS ${LOGS} (
  timestamp DateTime64(9, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  observed DateTime64(9, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  severity UInt8 CODEC(ZSTD(1)),
  level LowCardinality(String) CODEC(ZSTD(1)),
  message String CODEC(ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  logger LowCardinality(String) CODEC(ZSTD(1)),
  host LowCardinality(String) CODEC(ZSTD(1)),
  trace_id String CODEC(ZSTD(1)),
  span_id String CODEC(ZSTD(1)),
  attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  source LowCardinality(String) CODEC(ZSTD(1)),
  node LowCardinality(String) CODEC(ZSTD(1)),
  seq UInt64 CODEC(DoubleDelta, ZSTD(1)),
  id String ALIAS concat(node, '-', toString(seq)),
  INDEX message_words ${MESSAGE_WORDS} TYPE text(tokenizer = 'splitByNonAlpha'),
  INDEX attribute_pairs ${ATTRIBUTE_PAIRS} TYPE text(tokenizer = 'array'),
  INDEX trace trace_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX sequence seq TYPE minmax GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMMDD(timestamp)
ORDER BY timestamp
SETTINGS ${SETTINGS}`;

const CREATE_SPANS = `
CREATE TABLE IF NOT EXISTS ${SPANS} (
  timestamp DateTime64(9, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  observed DateTime64(9, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  duration UInt64 CODEC(ZSTD(1)),
  trace_id String CODEC(ZSTD(1)),
  span_id String CODEC(ZSTD(1)),
  parent_span_id String CODEC(ZSTD(1)),
  trace_state String CODEC(ZSTD(1)),
  name LowCardinality(String) CODEC(ZSTD(1)),
  kind LowCardinality(String) CODEC(ZSTD(1)),
  status LowCardinality(String) CODEC(ZSTD(1)),
  status_message String CODEC(ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  host LowCardinality(String) CODEC(ZSTD(1)),
  scope LowCardinality(String) CODEC(ZSTD(1)),
  attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  events String CODEC(ZSTD(1)),
  links String CODEC(ZSTD(1)),
  source LowCardinality(String) CODEC(ZSTD(1)),
  node LowCardinality(String) CODEC(ZSTD(1)),
  INDEX trace trace_id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMMDD(timestamp)
ORDER BY timestamp
SETTINGS ${SETTINGS}`;

/** A step of the schema. Steps are only ever added. */
export interface Migration {
  version: number;
  statements: string[];
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, statements: [CREATE_LOGS] },
  { version: 2, statements: [CREATE_SPANS] },
  { version: 3, statements: CREATE_MINUTES_STEPS },
  { version: 10, statements: [CREATE_DOCUMENTS] },
];

/** The version that this program knows. */
export const SCHEMA_VERSION = MIGRATIONS.at(-1)!.version;
