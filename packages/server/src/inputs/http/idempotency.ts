import { LogboomError } from '@logboom/core';
import type { FastifyRequest } from 'fastify';

const KEY_MAX = 256;

/**
 * The key of a request, the same for a retry: the header `Idempotency-Key`.
 *
 * @throws LogboomError LB_REQUEST_INVALID
 */
export function idempotencyKey({ headers }: FastifyRequest, input: string): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length === 0 || key.length > KEY_MAX) {
    throw new LogboomError('LB_REQUEST_INVALID', {
      reason: `The header Idempotency-Key must have 1 to ${KEY_MAX} characters.`,
    });
  }
  return `${input}:${key}`;
}
