import { DATABASE, LOGS } from '../store/names.ts';

/** Counts by minute, service, level and input, kept by the engine as records come in. */
export const MINUTES = `${DATABASE}.minutes`;

const CREATE_MINUTES = `
CREATE TABLE IF NOT EXISTS ${MINUTES} (
  minute DateTime('UTC'),
  service LowCardinality(String),
  level LowCardinality(String),
  source LowCardinality(String),
  records SimpleAggregateFunction(sum, UInt64),
  traces AggregateFunction(uniqCombined(12), String)
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (minute, service, level, source)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000`;

const CREATE_VIEW = `
CREATE MATERIALIZED VIEW IF NOT EXISTS ${DATABASE}.minutes_view TO ${MINUTES} AS
SELECT toStartOfMinute(timestamp) AS minute, service, level, source, count() AS records,
  uniqCombinedStateIf(12)(trace_id, trace_id != '') AS traces
FROM ${LOGS} GROUP BY minute, service, level, source`;

const FILL = `
INSERT INTO ${MINUTES}
SELECT toStartOfMinute(timestamp) AS minute, service, level, source, count() AS records,
  uniqCombinedStateIf(12)(trace_id, trace_id != '') AS traces
FROM ${LOGS} GROUP BY minute, service, level, source`;

/** The steps that make the counts, of records that are there already too. */
export const CREATE_MINUTES_STEPS = [
  `DROP TABLE IF EXISTS ${DATABASE}.minutes_view`,
  `DROP TABLE IF EXISTS ${MINUTES}`,
  CREATE_MINUTES,
  FILL,
  CREATE_VIEW,
];
