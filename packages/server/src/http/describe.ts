import type { FastifyInstance } from 'fastify';
import { VERSION } from '../version.ts';

/** What a route says of itself, as `config.describe`; `/api/openapi.json` and `/api/docs` are made from it. */
export interface RouteDescription {
  /** One line. */
  summary: string;
  /** Query parameter → what it means. */
  query?: Record<string, string>;
  /** What the body holds, for routes that take one. */
  body?: string;
  /** What the answer holds. */
  answer?: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    describe?: RouteDescription;
  }
}

interface Described extends RouteDescription {
  method: string;
  path: string;
}

/** Collects the described routes of a server, for two routes of its own. Call it before adding routes. */
export function describeRoutes(http: FastifyInstance): void {
  const routes: Described[] = [];
  http.addHook('onRoute', ({ method, url, config }) => {
    const describe = config?.describe;
    if (describe === undefined) return;
    for (const name of [method].flat())
      if (name !== 'HEAD') routes.push({ method: name, path: url, ...describe });
  });
  http.get('/api/openapi.json', async () => openapi(routes));
  http.get('/api/docs', async (_request, reply) => {
    reply.type('text/html; charset=utf-8');
    return page(routes);
  });
}

/** OpenAPI 3.1. */
function openapi(routes: Described[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Logboom', version: VERSION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
  };
}

function operation({ summary, query = {}, body, answer }: Described): object {
  const parameters = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }));
  return {
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { description: body, content: { '*/*': {} } } }),
    responses: {
      200: { description: answer ?? 'Done.' },
      default: { description: 'An error: {code, message}.' },
    },
  };
}

function page(routes: Described[]): string {
  const sections = routes.map(({ method, path, summary, query = {}, body, answer }) => {
    const parameters = Object.entries(query).map(
      ([name, text]) => `<dt><code>${escapeHtml(name)}</code></dt><dd>${escapeHtml(text)}</dd>`,
    );
    return `<section><h2><code>${method} ${escapeHtml(path)}</code></h2><p>${escapeHtml(summary)}</p>
${parameters.length === 0 ? '' : `<dl>${parameters.join('')}</dl>`}
${body === undefined ? '' : `<p>Body: ${escapeHtml(body)}</p>`}${answer === undefined ? '' : `<p>Answer: ${escapeHtml(answer)}</p>`}</section>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>The API of Logboom</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}
h2{font-size:1rem;margin-top:2rem}dt{float:left;clear:left;margin-right:.5rem}</style>
<h1>The API of Logboom</h1>
<p>Errors are JSON: <code>{"code": "LB_...", "message": "..."}</code>. The same as <a href="/api/openapi.json">OpenAPI</a>.</p>
${sections.join('\n')}</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
