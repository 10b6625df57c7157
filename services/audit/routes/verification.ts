import { LogVerification, noSuch, Page, pageQuery } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, callerOf, Problem, pageOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { ownerOf } from '../exports/job.ts';
import { idOf } from '../id-cursor.ts';
import type { LogKeys } from '../log-keys.ts';
import { readLog } from '../reading.ts';
import { appendEntries } from '../store/entry-store.ts';
import { endRun, findRun, listRuns } from '../store/verification-run-store.ts';
import { askVerification } from '../verification/ask.ts';
import { verificationDocument } from '../verification/document.ts';
import type { VerificationRun } from '../verification/run.ts';
import { EntryId } from './entry-schemas.ts';

const access = { personOrScope: 'audit:read' } as const;
const tags = ['audit'];
/** Whoever reads any of the log may know how it stands: a result tells of no entry more than its place and id. */
const knowing = { scoped: true } as const;

const VerificationInput = Type.Object(
  {
    since: Type.Optional(
      Type.String({
        maxLength: 8_192,
        description: '先前留存的检查点 / a checkpoint kept from earlier (C2SP signed note): the log must continue it',
      }),
    ),
  },
  { additionalProperties: false, examples: [{}] },
);

/** Verifications of the whole log, for whoever may read all of it: asked for, worked on by whichever process, their results kept. */
export function verificationRoutes(
  app: App,
  { database, keys, nudge }: { database: Database; keys: LogKeys; nudge: () => void },
): void {
  app.post('/audit/v1/verifications', {
    config: { access },
    schema: {
      tags,
      summary: '核验全部日志 / recompute the whole log and name what was tampered with; one at a time',
      body: VerificationInput,
      response: { 202: LogVerification },
    },
    handler: async (request, reply) => {
      const wish = { owner: ownerOf(callerOf(request)), since: request.body.since, keys };
      const run = await readLog(database, request, {
        work: (transaction, centre) => askVerification(transaction, centre, wish, traceOf(request)),
      });
      nudge();
      return reply.status(202).header('location', `/audit/v1/verifications/${run.id}`).send(verificationDocument(run));
    },
  });

  app.get('/audit/v1/verifications', {
    config: { access },
    schema: {
      tags,
      summary: '历次全量核验 / verifications of the whole log, newest first',
      querystring: Type.Object(pageQuery, { additionalProperties: false }),
      response: { 200: Page(LogVerification) },
    },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query;
      const before = idOf(cursor);
      const runs = await readLog(database, request, {
        ...knowing,
        work: (transaction, centre) => listRuns(transaction, centre, { before, limit: limit + 1 }),
      });
      return pageOf(runs.map(verificationDocument), limit, ({ id }) => [id]);
    },
  });

  app.get('/audit/v1/verifications/:id', {
    config: { access },
    schema: {
      tags,
      summary: '一次全量核验 / one verification: how far it is, or what it found',
      params: EntryId,
      response: { 200: LogVerification },
    },
    handler: async (request) => {
      const { id } = request.params;
      const run = await readLog(database, request, {
        ...knowing,
        work: (transaction, centre) => findRun(transaction, centre, id),
      });
      return verificationDocument(known(run, id));
    },
  });

  app.post('/audit/v1/verifications/:id/cancellation', {
    config: { access },
    schema: {
      tags,
      summary: '取消核验 / cancel a verification that is not finished',
      params: EntryId,
      response: { 200: LogVerification },
    },
    handler: async (request) => {
      const { id } = request.params;
      const run = await readLog(database, request, {
        work: async (transaction, centre) => {
          const ended = await endRun(transaction, centre, id, { state: 'cancelled' });
          // Finished, or cancelled before: as it is.
          if (!ended) return findRun(transaction, centre, id);
          await appendEntries(transaction, centre, [
            {
              ...traceOf(request),
              action: 'verification.cancelled',
              outcome: 'done',
              targetType: 'verification',
              target: id,
            },
          ]);
          return ended;
        },
      });
      return verificationDocument(known(run, id));
    },
  });
}

function known(run: VerificationRun | undefined, id: string): VerificationRun {
  if (!run) throw new Problem('not-found', noSuch('verification', id));
  return run;
}
