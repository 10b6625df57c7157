import { noSuch } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf } from '@zhiheng/http';
import { readLog } from '../reading.ts';
import { isKnown } from '../store/archive-store.ts';
import { listErasures, subjectsOf } from '../store/erasure-store.ts';
import { ErasurePage, ErasuresQuery, SubjectsAnswer, SubjectsQuery } from './erasure-schemas.ts';

/** Whose personal data the log has and what is to become of them: for whoever reads or erases them, without the data. */
export function erasureRoutes(app: App, { database }: { database: Database }): void {
  const tags = ['personal data'];
  const listing = 'personal.listed';

  app.get('/audit/v1/erasures', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '个人信息删除申请 / erasures asked for and done, newest first',
      querystring: ErasuresQuery,
      response: { 200: ErasurePage },
    },
    handler: async (request) => {
      const { state, limit = 50, cursor } = request.query;
      const before = idOf(cursor);
      const rows = await readLog(database, request, {
        action: 'erase-personal',
        // One list is one reading, however many its pages.
        ...(before
          ? {}
          : { reading: { action: listing, targetType: 'subject', ...(state && { details: { state } }) } }),
        work: (transaction, centre) => listErasures(transaction, centre, { state, before, limit: limit + 1 }),
      });
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return {
        data: data.map(({ askedAt, confirmedAt, withdrawnAt, ...row }) => ({
          ...row,
          askedAt: askedAt.toISOString(),
          confirmedAt: instantOf(confirmedAt),
          withdrawnAt: instantOf(withdrawnAt),
        })),
        nextCursor,
      };
    },
  });

  app.get('/audit/v1/personal/subjects', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '一条记录涉及的业务对象 / data subjects beside an entry, without their data',
      querystring: SubjectsQuery,
      response: { 200: SubjectsAnswer },
    },
    handler: async (request) => {
      const id = request.query.entry.toLowerCase();
      return readLog(database, request, {
        action: ['read-personal', 'erase-personal'],
        reading: { action: listing, target: id },
        work: async (transaction, centre) => {
          if (!(await isKnown(transaction, centre, id))) throw new Problem('not-found', noSuch('entry', id));
          const subjects = await subjectsOf(transaction, centre, id);
          return {
            data: subjects.map(({ erasedAt, askedAt, ...row }) => ({
              ...row,
              erasedAt: instantOf(erasedAt),
              askedAt: instantOf(askedAt),
            })),
          };
        },
      });
    },
  });
}

const instantOf = (at: Date | null): string | null => at?.toISOString() ?? null;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Throws Problem `invalid-cursor`. */
function idOf(cursor: string | undefined): string | undefined {
  const id = decodeCursor(cursor, 1)?.[0];
  if (id !== undefined && !uuid.test(String(id))) throw new Problem('invalid-cursor');
  return id as string | undefined;
}
