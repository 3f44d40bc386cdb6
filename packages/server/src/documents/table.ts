import { DATABASE } from '../store/names.ts';

/** What people make on the page: dashboards, saved queries. */
export const DOCUMENTS = `${DATABASE}.documents`;

/** A change is a new row; of the rows of one document the highest version holds, and merges drop the others. */
export const CREATE_DOCUMENTS = `
CREATE TABLE IF NOT EXISTS ${DOCUMENTS} (
  kind LowCardinality(String),
  id String,
  version UInt32,
  updated DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
  body String CODEC(ZSTD(3)),
  deleted UInt8 DEFAULT 0
) ENGINE = ReplacingMergeTree(version)
ORDER BY (kind, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`;
