import { type Database, inCentre } from '@zhiheng/database';
import { type App, type Environment, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { onlyCentre } from './only-centre.ts';
import { crossSitePage } from './pages.ts';
import { append } from './store/log-store.ts';

/** Forms that a browser sends on the word of its cookies. */
const forms = /^\/oidc\/(interaction\/|session\/end)/;

/**
 * Forms are taken from our own pages only. Browsers say so themselves (Fetch Metadata, else Origin), which no page can
 * change; cookies are SameSite beside that. Our pages send no referrer, by which browsers call their origin `null`: that
 * alone is no sign of another site.
 */
export function refuseOtherSites(app: App, database: Database, { origin }: Environment): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST' || !forms.test(request.url) || isOwn(request, origin)) return;
    const centre = await onlyCentre(database);
    const entry = {
      ...traceOf(request),
      action: 'request.cross-site',
      outcome: 'denied',
      reason: 'cross-site',
    } as const;
    if (centre) await inCentre(database, centre, (transaction) => append(transaction, centre, entry));
    else request.log.warn({ reason: 'cross-site' }, 'form refused');
    return reply.status(403).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(crossSitePage());
  });
}

function isOwn({ headers }: FastifyRequest, own: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return headers.origin === undefined || headers.origin === 'null' || headers.origin === own;
}
