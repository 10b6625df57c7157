import { existsSync, readFileSync } from 'node:fs';
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
 * a browser opens and no other service owns is the page, whose script knows its own paths. `/verifier.html` is a page of its own,
 * for anybody and for keeping: it verifies evidence without network.
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
  const verifier = readVerifier();
  app.get('/verifier.html', open, (_request, reply) =>
    reply
      .header('content-security-policy', verifier.policy)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(verifier.page),
  );
  app.get('/favicon.svg', open, (_request, reply) => reply.sendFile('favicon.svg', { maxAge: '1d' }));
  app.get('/*', open, (request, reply) => (isNavigation(request) ? page(reply) : reply.callNotFound()));
}

/** The page that verifies evidence names in itself what it may run; the header says the same, and that nobody frames it. */
function readVerifier(): { page: string; policy: string } {
  const page = readFileSync(join(builtFolder, 'verifier.html'), 'utf8');
  const own = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
  if (!own) throw new EnvironmentError('The page that verifies evidence was not built whole.');
  return { page, policy: `${own}; frame-ancestors 'none'` };
}

function isNavigation({ url, headers }: FastifyRequest): boolean {
  const [, first = ''] = (url.split('?')[0] as string).split('/');
  return !others.has(first) && (headers.accept ?? '').includes('text/html');
}

/** Never kept: it names the assets of the version that runs. */
const page = (reply: FastifyReply): FastifyReply =>
  reply.sendFile('index.html', { cacheControl: false }).header('cache-control', 'no-cache');
