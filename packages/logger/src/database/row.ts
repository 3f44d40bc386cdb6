import type { Batch } from '../delivery/batch.ts';
import { linesOf } from '../delivery/batch.ts';

/** A record as a table has it. */
export interface DatabaseRow {
  /** Names the record for good, so that inserting it again changes nothing. */
  id: string;
  /** RFC 3339, UTC. */
  time: string;
  level: string;
  logger: string;
  message: string;
  /** All else, as an object of JSON. */
  attributes: string;
}

/** The rows of a batch of lines that JsonFormatter made; another formatter's lines are messages. */
export function rowsOf(batch: Batch, client: string): DatabaseRow[] {
  return linesOf(batch).map((line, i) => rowOf(line, `${client}:${batch.number}:${i}`));
}

function rowOf(line: string, id: string): DatabaseRow {
  const { time, level, logger, message, ...rest } = parse(line);
  return {
    id,
    time: timeOf(time),
    level: storable(String(level ?? '')),
    logger: storable(String(logger ?? '')),
    message: storable(typeof message === 'string' ? message : line),
    attributes: JSON.stringify(rest, (_, value: unknown) =>
      typeof value === 'string' ? storable(value) : value,
    ),
  };
}

function parse(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // A line of another formatter.
  }
  return { message: line };
}

function timeOf(time: unknown): string {
  const date = new Date(typeof time === 'string' || typeof time === 'number' ? time : Date.now());
  return (Number.isNaN(date.getTime()) ? new Date() : date).toISOString();
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
