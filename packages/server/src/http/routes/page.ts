import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Where the build of packages/web puts the page. */
const ASSETS = fileURLToPath(new URL('../../../assets/', import.meta.url));
/** Paths of the page itself; everything else unknown is an error of the API. */
const VIEWS = [
  '/',
  '/search',
  '/live',
  '/record/*',
  '/traces',
  '/traces/*',
  '/overview',
  '/dashboards',
  '/dashboards/*',
  '/connect',
  '/settings',
];
const HASHED = /\/assets\//;

/** Serves the page; without a build it says how to make one. */
export async function pageRoutes(http: FastifyInstance): Promise<void> {
  const index = join(ASSETS, 'index.html');
  if (existsSync(index)) {
    await http.register(fastifyStatic, {
      root: ASSETS,
      index: false,
      wildcard: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders: (response, path) => {
        response.setHeader(
          'cache-control',
          HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  for (const view of VIEWS) {
    http.get(view, async (_request, reply) => {
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache');
      return readFile(index).catch(
        () =>
          '<!doctype html><title>Logboom</title><p>The page is not built: run <code>npm run build -w packages/web</code>.',
      );
    });
  }
}
