import type { Database } from '@zhiheng/database';
import type { App } from '@zhiheng/http';
import { integrityOf, type Surroundings } from '../integrity.ts';
import { readLog } from '../reading.ts';
import { IntegrityAnswer } from './integrity-schemas.ts';

/** How the log stands, for whoever reads any of it: its head is public, and it tells of no entry. */
export function integrityRoutes(
  app: App,
  { database, surroundings }: { database: Database; surroundings: Surroundings },
): void {
  app.get('/audit/v1/integrity', {
    config: { access: { personOrScope: 'audit:read' } },
    schema: {
      tags: ['audit'],
      summary: '日志完整性现状 / what is signed, what waits, what witnesses and this host have kept',
      response: { 200: IntegrityAnswer },
    },
    handler: (request) =>
      readLog(database, request, {
        scoped: true,
        work: (transaction, centre) => integrityOf(transaction, centre, surroundings),
      }),
  });
}
