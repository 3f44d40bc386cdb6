/**
 * The one catalogue of errors. A code is stable: programs may compare it, documents may name it.
 * `{name}` in a template is filled from the parameters given to {@link LogboomError}.
 */
export const ERRORS = {
  LB_CONFIG_INVALID: { status: 500, text: 'Configuration {path}: {reason}.' },
  LB_PORT_IN_USE: {
    status: 500,
    text: 'Port {address} for {name} is already in use. Stop the other program, or choose another address with --{name} HOST:PORT (port 0 picks a free one).',
  },
  LB_DATA_LOCKED: {
    status: 500,
    text: 'The data directory {path} is in use by another Logboom (process {pid}). Stop it, or choose another directory with --data DIR.',
  },
  LB_ENGINE_FAILED: { status: 500, text: 'The engine (embedded ClickHouse) failed: {reason}' },
  LB_STORE_UNAVAILABLE: {
    status: 503,
    text: 'The store does not answer: {reason}. Records are still accepted into the spool; try the query again.',
  },
  LB_SCHEMA_NEWER: {
    status: 500,
    text: 'The tables in the store are of version {found}, newer than version {known} of this program. Run the newer Logboom.',
  },
  LB_SPOOL_FULL: {
    status: 503,
    text: 'The spool is full ({bytes} bytes wait for the store). Try again in {retryAfter} seconds.',
  },
  LB_KEYS_FULL: {
    status: 503,
    text: 'Batches of the last hour have {count} keys and clients, and no more are remembered (limits.keys, limits.key_memory). Send larger batches, or raise the limit; try again in {retryAfter} seconds.',
  },
  LB_SPOOL_FAILED: { status: 503, text: 'The spool cannot be written: {reason}. Nothing was accepted.' },
  LB_MEMORY_HIGH: {
    status: 429,
    text: 'The server is above its memory watermark ({bytes} bytes). Try again in {retryAfter} seconds.',
  },
  LB_STOPPING: { status: 503, text: 'The server is stopping. Try again when it is back.' },
  LB_RECORD_INVALID: { status: 400, text: '{reason}' },
  LB_HEC_EVENT_MISSING: { status: 400, text: 'Event field is required.' },
  LB_HEC_EVENT_BLANK: { status: 400, text: 'Event field cannot be blank.' },
  LB_RECORD_TOO_LARGE: {
    status: 413,
    text: 'A record of {bytes} bytes is over the limit of {limit} bytes (limits.record).',
  },
  LB_BATCH_TOO_LARGE: {
    status: 413,
    text: 'A batch of more than {limit} bytes is over the limit (limits.batch). Send it in smaller parts.',
  },
  LB_BATCH_IN_PROGRESS: {
    status: 409,
    text: 'A batch with the same Idempotency-Key is being written. Try again in a second.',
  },
  LB_ENCODING_UNKNOWN: {
    status: 415,
    text: 'Content-Encoding {encoding} is not known. Use gzip, deflate, zstd, br or identity.',
  },
  LB_CONTENT_TYPE_UNKNOWN: { status: 415, text: 'Content-Type {type} is not known here. Use {known}.' },
  LB_BODY_INVALID: { status: 400, text: 'The body cannot be read: {reason}.' },
  LB_REQUEST_INVALID: { status: 400, text: '{reason}' },
  LB_TOKEN_MISSING: {
    status: 401,
    text: 'A token is needed: one of auth.tokens, for example in the header Authorization: Bearer TOKEN.',
  },
  LB_TOKEN_INVALID: { status: 401, text: 'The token is none of auth.tokens.' },
  LB_NOT_FOUND: { status: 404, text: '{method} {path} does not exist. GET /api/docs lists what does.' },
  LB_RECORD_UNKNOWN: { status: 404, text: 'There is no record {id}. It may be older than the retention.' },
  LB_DOCUMENT_UNKNOWN: {
    status: 404,
    text: 'There is no {kind} {id}. GET /api/v1/{path} lists what there is.',
  },
  LB_DOCUMENT_INVALID: { status: 400, text: '{what}: {reason}.' },
  LB_DOCUMENT_TOO_LARGE: { status: 413, text: 'A {kind} of more than {limit} bytes is over the limit.' },
  LB_DOCUMENTS_FULL: {
    status: 422,
    text: 'There are already {limit} of the kind {kind}, the most that are kept. Remove one first.',
  },
  LB_DOCUMENT_CONFLICT: {
    status: 409,
    text: 'The {kind} {id} was meanwhile {state}. Read it again and repeat your change.',
  },
  LB_TOO_MANY_CONNECTIONS: {
    status: 503,
    text: 'There are already {limit} connections (limits.connections).',
  },
  LB_QUERY_INVALID: { status: 400, text: '{reason}' },
  LB_QUERY_LIMIT: { status: 422, text: 'The query was stopped: {reason}. {advice}' },
  LB_TLS_FAILED: { status: 400, text: 'A TLS connection failed: {reason}.' },
  LB_SOURCE_FAILED: { status: 503, text: '{source} cannot be read: {reason}. It is tried again.' },
  LB_FRAME_INVALID: { status: 400, text: 'A frame cannot be read: {reason}.' },
  LB_PICKLE_INVALID: { status: 400, text: 'A pickle cannot be read at byte {offset}: {reason}.' },
  LB_TIMEZONE_UNKNOWN: {
    status: 400,
    text: 'The time zone {name} is not known. Give UTC, local, an offset like +02:00, or a name like Europe/Berlin.',
  },
  LB_PATTERN_INVALID: {
    status: 400,
    text: "The pattern {pattern} cannot be used: {reason}. Name what it finds, '(?<time>\\S+) (?<level>\\w+) (?<message>.*)', or write it as Python's logging does, '%(asctime)s %(levelname)s %(message)s'.",
  },
  LB_FILE_UNREADABLE: { status: 400, text: '{path}: {reason}.' },
  LB_KEY_INVALID: { status: 400, text: 'A key cannot be used: {reason}.' },
  LB_SERVER_UNREACHABLE: {
    status: 503,
    text: 'No server answers at {url}: {reason}. Start one with: logboom serve',
  },
  LB_ANSWER_BROKEN: {
    status: 502,
    text: 'The answer of {url} broke off: {reason}. What came so far is not the whole answer; ask again.',
  },
  LB_INTERNAL: { status: 500, text: 'Unexpected: {reason}. This is a bug of Logboom; please report it.' },
} as const satisfies Record<string, { status: number; text: string }>;

/** A stable error code of the catalogue. */
export type ErrorCode = keyof typeof ERRORS;

/** Recognised across copies of this package, where `instanceof` is not (the habit of undici). */
const MARK = Symbol.for('logboom.error');

/** Every error that Logboom throws on purpose: it has a stable `code` and keeps its `cause`. */
export class LogboomError extends Error {
  readonly code: ErrorCode;
  /** The HTTP status that fits. */
  readonly status: number;
  readonly [MARK] = true;

  constructor(code: ErrorCode, parameters: Record<string, unknown> = {}, options?: { cause?: unknown }) {
    super(
      ERRORS[code].text.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? '?')),
      options,
    );
    this.name = 'LogboomError';
    this.code = code;
    this.status = ERRORS[code].status;
  }

  /** Whether a value is an error of Logboom, from whichever copy of the package. */
  static is(value: unknown): value is LogboomError {
    return typeof value === 'object' && value !== null && MARK in value;
  }
}

/** The message of anything that was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  return String(error);
}
