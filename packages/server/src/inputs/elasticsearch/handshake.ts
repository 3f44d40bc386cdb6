import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { VERSION } from '../../version.ts';

/** The version that we pass for: shippers refuse older ones, and speak differently to newer ones. */
const ELASTICSEARCH = '8.19.0';

const INFO = {
  name: 'logboom',
  cluster_name: 'logboom',
  cluster_uuid: 'logboom',
  version: {
    number: ELASTICSEARCH,
    build_flavor: 'default',
    build_type: 'tar',
    build_hash: 'logboom',
    build_date: '2026-01-01T00:00:00.000Z',
    build_snapshot: false,
    lucene_version: '9.12.0',
    minimum_wire_compatibility_version: '7.17.0',
    minimum_index_compatibility_version: '7.0.0',
  },
  tagline: `Logboom ${VERSION} takes bulk requests of Elasticsearch's senders.`,
};

const LICENSE = {
  license: { uid: 'logboom', type: 'basic', mode: 'basic', status: 'active', issued_to: 'logboom' },
};
const HEALTH = {
  cluster_name: 'logboom',
  status: 'green',
  timed_out: false,
  number_of_nodes: 1,
  number_of_data_nodes: 1,
  active_primary_shards: 0,
  active_shards: 0,
};
const XPACK = { license: LICENSE.license, features: { ilm: { available: true, enabled: true } } };

/** What shippers set up first; there is nothing to set up here, and they may believe that it is done. */
const RESOURCES = [
  '_index_template',
  '_component_template',
  '_template',
  '_ilm/policy',
  '_ingest/pipeline',
  '_data_stream',
  '_alias',
];

/** The calls that Beats, Logstash, Fluent Bit and client libraries make before they send. */
export function handshakeRoutes(http: FastifyInstance, prefix: string): void {
  http.get(`${prefix}/_license`, async () => LICENSE);
  http.get(`${prefix}/_xpack`, async () => XPACK);
  http.get(`${prefix}/_cluster/health`, async () => HEALTH);
  for (const resource of RESOURCES) {
    const path = `${prefix}/${resource}/:name`;
    http.get(path, async () => ({}));
    http.put(path, acknowledge);
    http.post(path, acknowledge);
  }
  http.put(`${prefix}/:index`, acknowledge);
  http.post(`${prefix}/:index/_refresh`, async (request) => {
    request.raw.resume();
    return { _shards: { total: 1, successful: 1, failed: 0 } };
  });
  if (prefix !== '') http.get(prefix, async () => INFO);
}

async function acknowledge(request: FastifyRequest): Promise<object> {
  request.raw.resume();
  return { acknowledged: true };
}

const SENDERS = /elastic|logstash|beat|vector|fluent|manticore|rsyslog/i;

/**
 * Answers `/` for Elasticsearch's clients: it is the page of whoever reads HTML, or asks with nothing more than
 * a browser or curl would.
 */
export function answerRoot(http: FastifyInstance): void {
  http.addHook('onRequest', async (request, reply) => {
    const { method, url, headers } = request;
    if (url !== '/' || (method !== 'GET' && method !== 'HEAD')) return undefined;
    const accept = headers.accept ?? '';
    if (accept.includes('text/html')) return undefined;
    if (!accept.includes('json') && !SENDERS.test(headers['user-agent'] ?? '')) return undefined;
    return claimProduct(reply).send(INFO);
  });
}

/** Clients talk only to what says that it is Elasticsearch. */
export function claimProduct(reply: FastifyReply): FastifyReply {
  return reply.header('x-elastic-product', 'Elasticsearch');
}
