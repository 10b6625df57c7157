import { Hold, HoldInput, noSuch, Page } from '@zhiheng/contracts';
import type { Database, Transaction } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { endHold, placeHold } from '../holds.ts';
import { readLog } from '../reading.ts';
import { holdDocuments } from '../retention-document.ts';
import { findHold, type HoldRow, listHolds } from '../store/hold-store.ts';
import { HoldPath, HoldsQuery, ReleaseInput } from './retention-schemas.ts';

const tags = ['retention'];
const looking = ['read', 'hold'] as const;
const acting = 'hold';

/** Legal holds (保全) on stretches of the log. */
export function holdRoutes(app: App, { database }: { database: Database }): void {
  app.post('/audit/v1/holds', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '保全日志 / hold the log: no month that the range touches is removed',
      body: HoldInput,
      response: { 201: Hold },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const hold = await readLog(database, request, {
        action: acting,
        work: async (transaction, centre) =>
          toldHold(transaction, centre, await placeHold(transaction, caller, request.body, traceOf(request))),
      });
      return reply.status(201).header('location', `/audit/v1/holds/${hold.id}`).send(hold);
    },
  });

  app.get('/audit/v1/holds', {
    config: { access: { personOrScope: 'audit:read' } },
    schema: { tags, summary: '保全清单 / holds, newest first', querystring: HoldsQuery, response: { 200: Page(Hold) } },
    handler: async (request) => {
      const { active = false, limit = 50, cursor } = request.query;
      const before = idOf(cursor);
      return readLog(database, request, {
        action: looking,
        work: async (transaction, centre) => {
          const rows = await listHolds(transaction, centre, { before, active, limit: limit + 1 });
          const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
          return { data: await holdDocuments(transaction, centre, data), nextCursor };
        },
      });
    },
  });

  app.get('/audit/v1/holds/:id', {
    config: { access: { personOrScope: 'audit:read' } },
    schema: { tags, summary: '一项保全 / one hold', params: HoldPath, response: { 200: Hold } },
    handler: (request) => {
      const { id } = request.params;
      return readLog(database, request, {
        action: looking,
        work: async (transaction, centre) => {
          const hold = await findHold(transaction, centre, id);
          if (!hold) throw new Problem('not-found', noSuch('hold', id));
          return toldHold(transaction, centre, hold);
        },
      });
    },
  });

  app.post('/audit/v1/holds/:id/release', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '解除保全，须由他人 / release a hold: another person than who has placed it',
      params: HoldPath,
      body: ReleaseInput,
      response: { 200: Hold },
    },
    handler: (request) => {
      const caller = personOf(request);
      const wish = { id: request.params.id, reason: request.body.reason };
      return readLog(database, request, {
        action: acting,
        work: async (transaction, centre) =>
          toldHold(transaction, centre, await endHold(transaction, caller, wish, traceOf(request))),
      });
    },
  });
}

async function toldHold(transaction: Transaction, centre: string, hold: HoldRow): Promise<Hold> {
  const [told] = await holdDocuments(transaction, centre, [hold]);
  return told as Hold;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Throws Problem `invalid-cursor`. */
function idOf(cursor: string | undefined): string | undefined {
  const id = decodeCursor(cursor, 1)?.[0];
  if (id !== undefined && !uuid.test(String(id))) throw new Problem('invalid-cursor');
  return id as string | undefined;
}
