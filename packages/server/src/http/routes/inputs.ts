import type { InputStatus } from '@logboom/core';
import type { FastifyInstance } from 'fastify';

const INPUTS = {
  summary: 'Every input: where it listens, what came in, and what to paste to send to it.',
  answer:
    '{inputs: [{name, title, state, ways: [{key, address, state, problem, snippets: [{name, text}]}], records, bytes, rejected, reasons, dropped, connections, lastRecordAt, lagSeconds}]}',
};

/** `GET /api/v1/inputs`: what the page shows under "Connect", and `logboom inputs` in a terminal. */
export function inputsRoute(http: FastifyInstance, all: (host: string) => Promise<InputStatus[]>): void {
  http.get('/api/v1/inputs', { config: { describe: INPUTS } }, async ({ host }) => ({
    inputs: await all(host),
  }));
}
