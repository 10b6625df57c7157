import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import { type App, type Environment, EnvironmentError } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { builtFolder } from './build.ts';

export { ensureConsoleBuilt } from './build.ts';

/** First segments of paths that belong to other services; what they do not know stays their 404. */
const others = new Set([
  'access',
  'api',
  'audit',
  'docs',
  'health',
  'metrics',
  'oidc',
  'openapi.json',
  'scim',
  'ssf',
  '.well-known',
]);

const open = { config: { access: 'public' as const }, schema: { hide: true } };

/**
 * The web pages at `/`: hashed assets are kept for good, the page itself is asked for anew each time, and every path that
 * a browser opens and no other service owns is the page, whose script knows its own paths.
 * Throws EnvironmentError when the pages are not built.
 */
export async function consolePages(app: App, _options: { environment: Environment }): Promise<void> {
  if (!existsSync(join(builtFolder, 'index.html')))
    throw new EnvironmentError('The console is not built: run services/console/build.ts first.');
  await app.register(staticFiles, {
    root: builtFolder,
    serve: true,
    wildcard: false,
    globIgnore: ['**'],
    preCompressed: true,
  });

  app.get('/assets/*', open, (request, reply) => {
    const { '*': name } = request.params as { '*': string };
    return reply.sendFile(`assets/${name}`, { immutable: true, maxAge: '365d' });
  });
  app.get('/favicon.svg', open, (_request, reply) => reply.sendFile('favicon.svg', { maxAge: '1d' }));
  app.get('/*', open, (request, reply) => (isNavigation(request) ? page(reply) : reply.callNotFound()));
}

function isNavigation({ url, headers }: FastifyRequest): boolean {
  const [, first = ''] = (url.split('?')[0] as string).split('/');
  return !others.has(first) && (headers.accept ?? '').includes('text/html');
}

/** Never kept: it names the assets of the version that runs. */
const page = (reply: FastifyReply): FastifyReply =>
  reply.sendFile('index.html', { cacheControl: false }).header('cache-control', 'no-cache');
