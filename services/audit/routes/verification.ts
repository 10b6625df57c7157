import { said } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { type App, callerOf, Problem, traceOf } from '@zhiheng/http';
import type { Archive } from '../archive/places.ts';
import type { LogKeys } from '../log-keys.ts';
import { readLog } from '../reading.ts';
import type { SeenCheckpoints } from '../seen-checkpoints.ts';
import { appendEntries } from '../store/entry-store.ts';
import { verifyLog } from '../verification.ts';
import { VerificationAnswer, VerificationQuery } from './schemas.ts';

/** Recomputing a whole log is heavy: one at a time for each centre in one process. */
export function verificationRoutes(
  app: App,
  { database, keys, seen, archive }: { database: Database; keys: LogKeys; seen: SeenCheckpoints; archive: Archive },
): void {
  const running = new Set<string>();

  app.get('/audit/v1/verification', {
    config: { access: { personOrScope: 'audit:read' } },
    schema: {
      tags: ['audit'],
      summary: '核验全部日志 / recompute the whole log and name what was tampered with',
      querystring: VerificationQuery,
      response: { 200: VerificationAnswer },
    },
    handler: async (request) => {
      const { centre } = callerOf(request);
      await readLog(database, request, { work: async () => undefined });
      if (running.has(centre)) throw new Problem('busy', said('being-verified'));
      running.add(centre);
      try {
        const { since } = request.query;
        const here = await seen.note(centre);
        const kept = { ...(since === undefined ? {} : { since }), ...(here === undefined ? {} : { seen: here }) };
        const verification = await verifyLog(database, centre, keys, kept, archive);
        const { intact, size, total, checkpoint } = verification;
        if (intact && checkpoint !== undefined) await seen.keep(centre, checkpoint);
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
