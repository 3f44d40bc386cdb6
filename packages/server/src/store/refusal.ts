import { LogboomError } from '@logboom/core';

const SMALLER = 'Ask for a shorter time range, filter by service, level or words first';

/** Limits of queries by the engine's error code, and what to do about them. */
const LIMITS: Record<string, { reason: string; advice: string }> = {
  158: { reason: 'it would read too many rows', advice: `${SMALLER}.` },
  159: {
    reason: 'it took longer than its limit (query.timeout)',
    advice: `${SMALLER}, or raise query.timeout.`,
  },
  160: {
    reason: 'it would take longer than its limit (query.timeout)',
    advice: `${SMALLER}, or raise query.timeout.`,
  },
  202: { reason: 'too many queries run at once', advice: 'Try again in a moment.' },
  241: {
    reason: 'it needed more memory than its limit (query.memory)',
    advice: `${SMALLER}, group or sort by fields with fewer values, or raise query.memory.`,
  },
  307: { reason: 'it would read too many bytes', advice: `${SMALLER}.` },
  394: { reason: 'someone ended it', advice: 'Ask again if you still need the answer.' },
  396: { reason: 'its answer is too long', advice: 'Add a limit, or count with GROUP BY.' },
};

/** A query that took longer than it may. */
export function timeLimitReached(cause: unknown): LogboomError {
  return new LogboomError('LB_QUERY_LIMIT', LIMITS[159]!, { cause });
}

/** The engine's own No to a statement, in our words; undefined for what is none, such as a lost connection. */
export function refusalOf(cause: unknown): LogboomError | undefined {
  if (!(cause instanceof Error) || !('code' in cause)) return undefined;
  const code = String(cause.code);
  if (!/^\d+$/.test(code)) return undefined;
  const limit = LIMITS[code];
  if (limit !== undefined) return new LogboomError('LB_QUERY_LIMIT', limit, { cause });
  return new LogboomError(
    'LB_QUERY_INVALID',
    { reason: `The engine refuses this: ${cause.message}` },
    { cause },
  );
}
