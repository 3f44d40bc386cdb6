import { LogboomError } from '@logboom/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { DocumentConflict, type Documents, type Expected } from '../../documents/documents.ts';
import { DOCUMENT_KINDS, type Document, type DocumentKind, documentId } from '../../documents/schema.ts';
import { readWholeBody } from '../body.ts';

const NAMES = { dashboard: 'dashboard', query: 'saved query' } as const;
const ISSUES_MAX = 5;

interface IdRequest {
  Params: { id: string };
}

/**
 * `/api/v1/dashboards` and `/api/v1/queries`: what people make on the page. The version is the ETag; a change with
 * `If-Match` is refused (409, with what there is by now) when someone else changed it meanwhile.
 */
export function documentRoutes(http: FastifyInstance, documents: Documents): void {
  for (const kind of DOCUMENT_KINDS) routesOf(http, documents, kind);
}

function routesOf(http: FastifyInstance, documents: Documents, kind: DocumentKind): void {
  const name = NAMES[kind.name];
  const all = `/api/v1/${kind.path}`;
  const one = `${all}/:id`;
  const describe = descriptionsOf(kind);

  http.get(all, { config: { describe: describe.list } }, async () => ({
    [kind.path]: await documents.list(kind),
  }));
  http.get<IdRequest>(one, { config: { describe: describe.read } }, async ({ params }, reply) =>
    tagged(reply, await documents.read(kind, params.id)),
  );
  http.put<IdRequest>(one, { config: { describe: describe.write } }, async (request, reply) => {
    const { id } = request.params;
    parse(documentId, id, `The id of a ${name}`);
    const body = parse(kind.schema, await readJson(request, kind), `This ${name} cannot be kept`);
    try {
      return tagged(reply, await documents.write(kind, id, body, expectedOf(request)));
    } catch (error) {
      return answerConflict(error, reply);
    }
  });
  http.delete<IdRequest>(one, { config: { describe: describe.remove } }, async (request, reply) => {
    try {
      await documents.remove(kind, request.params.id, expectedOf(request));
    } catch (error) {
      return answerConflict(error, reply);
    }
    return reply.code(204).send();
  });
}

function descriptionsOf({ name: kind, path, size, count }: DocumentKind) {
  const name = NAMES[kind];
  const form = '{id, version, updated, body}';
  return {
    list: { summary: `Every ${name}.`, answer: `{${path}: [${form}]}` },
    read: { summary: `One ${name}.`, answer: `${form}; its version is the ETag.` },
    write: {
      summary: `Makes or changes a ${name}. With If-Match: "VERSION" only that version is changed, with If-None-Match: * none.`,
      body: `The body of the ${name} as JSON, up to ${size / 1024} KiB; up to ${count} are kept.`,
      answer: `${form}; 409 {code, message, current} when it is at another version by now.`,
    },
    remove: { summary: `Removes a ${name}; with If-Match only that version.`, answer: 'Nothing (204).' },
  };
}

const tagged = (reply: FastifyReply, document: Document): Document => {
  reply.header('etag', `"${document.version}"`);
  return document;
};

function answerConflict(error: unknown, reply: FastifyReply): FastifyReply {
  if (!(error instanceof DocumentConflict)) throw error;
  const { code, message, status, current } = error;
  return reply.code(status).send({ code, message, current: current ?? null });
}

function expectedOf({ headers }: FastifyRequest<IdRequest>): Expected {
  if (headers['if-none-match'] === '*') return 'none';
  const match = headers['if-match'];
  if (match === undefined) return undefined;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(match)?.[1];
  if (version !== undefined) return Number(version);
  throw new LogboomError('LB_REQUEST_INVALID', {
    reason: `If-Match: ${match} is no version. Write it as the ETag says it: "3".`,
  });
}

async function readJson(request: FastifyRequest<IdRequest>, { name, size }: DocumentKind): Promise<unknown> {
  let text: string;
  try {
    text = (await readWholeBody(request.raw, size)).toString();
  } catch (cause) {
    if (!LogboomError.is(cause) || cause.code !== 'LB_BATCH_TOO_LARGE') throw cause;
    throw new LogboomError('LB_DOCUMENT_TOO_LARGE', { kind: NAMES[name], limit: size }, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LogboomError('LB_BODY_INVALID', { reason: 'it is not JSON' }, { cause });
  }
}

function parse<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const shown = issues.slice(0, ISSUES_MAX).map(({ path, message }) => {
    const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    return place === '' ? message : `${place.replace(/^\./, '')}: ${message}`;
  });
  const more = issues.length > ISSUES_MAX ? `, and ${issues.length - ISSUES_MAX} more` : '';
  throw new LogboomError('LB_DOCUMENT_INVALID', { what, reason: shown.join('; ') + more });
}
