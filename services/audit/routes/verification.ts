import { type Database, inCentre } from '@zhiheng/database';
import { type App, callerOf, Problem, traceOf } from '@zhiheng/http';
import type { LogKeys } from '../log-keys.ts';
import { readLog } from '../reading.ts';
import { appendEntries } from '../store/entry-store.ts';
import { verifyLog } from '../verification.ts';
import { VerificationAnswer } from './schemas.ts';

/** Recomputing a whole log is heavy: one at a time for each centre in one process. */
export function verificationRoutes(app: App, { database, keys }: { database: Database; keys: LogKeys }): void {
  const running = new Set<string>();

  app.get('/audit/v1/verification', {
    config: { access: { personOrScope: 'audit:read' } },
    schema: {
      tags: ['audit'],
      summary: '核验全部日志 / recompute the whole log and name what was tampered with',
      response: { 200: VerificationAnswer },
    },
    handler: async (request) => {
      const { centre } = callerOf(request);
      await readLog(database, request, { work: async () => undefined });
      if (running.has(centre)) throw new Problem('busy', 'This log is being verified at this moment.');
      running.add(centre);
      try {
        const verification = await verifyLog(database, centre, keys);
        const { intact, size, total } = verification;
        const outcome = intact ? ('done' as const) : ('failed' as const);
        await inCentre(database, centre, (transaction) =>
          appendEntries(transaction, centre, [
            {
              action: 'entries.verified',
              outcome,
              ...traceOf(request),
              targetType: 'log',
              target: centre,
              details: { size, findings: total },
            },
          ]),
        );
        return verification;
      } finally {
        running.delete(centre);
      }
    },
  });
}
