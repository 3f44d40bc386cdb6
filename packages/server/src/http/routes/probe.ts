import { LogboomError, reasonOf } from '@logboom/core';
import type { FastifyInstance } from 'fastify';
import { parseAddress } from '../../inputs/net/address.ts';
import { PROBES } from '../../probe/table.ts';

export interface ProbeSource {
  /** Configuration key of each listener → its address. */
  addresses: Readonly<Record<string, string>>;
  tokens: readonly string[];
}

/** What stands for the paths of an input on the HTTP server. */
const PATHS: ReadonlySet<string> = new Set(['http', 'main']);

interface ProbeRequest {
  Params: { input: string; listener: string };
  Querystring: { mark?: string };
}

const PROBE = {
  summary:
    'Sends one test record to a listener of this server, over the network as a sender would: /api/v1/inputs/syslog/udp/test. The paths of an input on the HTTP server are its listener http.',
  query: {
    mark: 'Up to 32 letters or digits; the message of the record ends with it, so that it can be found.',
  },
  answer: '{message}: what the record says. Watch for it on /api/v1/tail.',
};

/** `/api/v1/inputs/INPUT/LISTENER/test`. */
export function probeRoute(http: FastifyInstance, { addresses, tokens }: ProbeSource): void {
  const url = '/api/v1/inputs/:input/:listener/test';
  http.post<ProbeRequest>(url, { config: { describe: PROBE } }, async ({ params, query }) => {
    const { input, listener } = params;
    const { mark = 'test' } = query;
    if (!/^\w{1,32}$/.test(mark))
      throw refused(`The parameter mark='${mark}' is not 1 to 32 letters or digits.`);
    const probe = PROBES[`${input}.${listener}`];
    if (probe === undefined)
      throw refused(`There is no test for the listener ${listener} of the input ${input}.`);
    const key = `inputs.${input}.${listener}`;
    const address = addresses[key] ?? (PATHS.has(listener) ? addresses.http : undefined);
    if (address === undefined) throw refused(`${key} does not listen.`);
    if (tokens.length > 0 && input === 'forward') {
      throw refused(
        'Forward proves its token in a handshake, which this test does not speak: use a snippet.',
      );
    }
    const message = `A test record from the page: ${mark}`;
    try {
      await probe({ ...reachable(address), token: tokens[0] }, message);
    } catch (cause) {
      throw refused(`The test record was not taken by ${key} at ${address}: ${reasonOf(cause)}`, cause);
    }
    return { message };
  });
}

/** An address on every interface is reached on the loopback one. */
function reachable(address: string): { host: string; port: number } {
  const { host, port } = parseAddress(address, 'address');
  if (host === '0.0.0.0') return { host: '127.0.0.1', port };
  return { host: host === '::' ? '::1' : host, port };
}

const refused = (reason: string, cause?: unknown): LogboomError =>
  new LogboomError('LB_REQUEST_INVALID', { reason }, { cause });
