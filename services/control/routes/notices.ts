import { ControlNotice, ControlNoticeKind, Id, NoticesSeenInput, Page, pageQuery } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { noticeDocument, seeNotice, seeNotices } from '../desk/notices.ts';
import { listNotices } from '../store/notice-store.ts';
import { idOfCursor } from './cursors.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['desk'];
const reading = { action: 'access.refused', targetType: 'notice' } as const;

/** What internal control tells the signed-in person of, and nobody else. */
export function noticeRoutes(app: App, { database }: { database: Database }): void {
  app.get('/api/v1/control-notices', {
    config,
    schema: {
      tags,
      summary: '本人的内控提醒 / one’s own notices of internal control, newest first',
      querystring: Type.Object(
        { kind: Type.Optional(ControlNoticeKind), seen: Type.Optional(Type.Boolean()), ...pageQuery },
        closed,
      ),
      response: { 200: Page(ControlNotice) },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...filter } = request.query;
      const before = idOfCursor(cursor);
      const { centre, person } = personOf(request);
      const rows = await act(database, request, reading, (transaction) =>
        listNotices(transaction, centre, person, {
          ...filter,
          ...(before === undefined ? {} : { before }),
          limit: limit + 1,
        }),
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return { data: data.map(noticeDocument), nextCursor };
    },
  });

  app.post('/api/v1/control-notices/:id/seen', {
    config,
    schema: {
      tags,
      summary: '标为已读 / mark one as seen',
      params: Type.Object({ id: Id }, closed),
      response: { 200: ControlNotice },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      const attempt = { action: 'notice.seen', targetType: 'notice', target: id } as const;
      return act(database, request, attempt, (transaction) =>
        seeNotice(transaction, personOf(request), id, traceOf(request)),
      );
    },
  });

  app.post('/api/v1/control-notices/seen', {
    config,
    schema: {
      tags,
      summary: '全部标为已读 / mark one and all before it as seen',
      body: NoticesSeenInput,
      response: { 200: Type.Object({ unseen: Type.Integer({ minimum: 0 }) }) },
    },
    handler: async (request) => {
      const through = request.body.through.toLowerCase();
      const attempt = { action: 'notice.seen', targetType: 'notice', target: through } as const;
      return {
        unseen: await act(database, request, attempt, (transaction) =>
          seeNotices(transaction, personOf(request), through, traceOf(request)),
        ),
      };
    },
  });
}
