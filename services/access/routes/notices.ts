import { Id, Notice, NoticeKind, NoticesSeenInput, Page, pageQuery, Waiting } from '@zhiheng/contracts';
import { type App, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { noticeDocument, seeNotice, seeNotices } from '../notice-desk.ts';
import { countInbox } from '../request-read.ts';
import { countUnseen, listNotices } from '../store/notice-store.ts';
import { look } from '../viewer.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['notices'];

/** What the signed-in person is told of, and nobody else. */
export function noticeRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/me/waiting', {
    config,
    schema: { tags, summary: '待本人处理的数目 / how much waits for the person', response: { 200: Waiting } },
    handler: (request) => {
      const { person } = personOf(request);
      return look(desk, personOf(request), async (view) => ({
        notices: await countUnseen(view.transaction, view.centre, person),
        requests: await countInbox(view),
      }));
    },
  });

  app.get('/api/v1/notices', {
    config,
    schema: {
      tags,
      summary: '本人的提醒 / one’s own notices, newest first',
      querystring: Type.Object(
        { kind: Type.Optional(NoticeKind), seen: Type.Optional(Type.Boolean()), ...pageQuery },
        closed,
      ),
      response: { 200: Page(Notice) },
    },
    handler: (request) => {
      const { limit = defaultLimit, cursor, ...filter } = request.query;
      const before = idOfCursor(cursor);
      const { person } = personOf(request);
      return look(desk, personOf(request), async ({ transaction, centre }) => {
        const rows = await listNotices(transaction, centre, person, {
          ...filter,
          ...(before === undefined ? {} : { before }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: data.map(noticeDocument), nextCursor };
      });
    },
  });

  app.post('/api/v1/notices/:id/seen', {
    config,
    schema: {
      tags,
      summary: '标为已读 / mark one as seen',
      params: Type.Object({ id: Id }, closed),
      response: { 200: Notice },
    },
    handler: (request) => seeNotice(desk, personOf(request), request.params.id.toLowerCase(), traceOf(request)),
  });

  app.post('/api/v1/notices/seen', {
    config,
    schema: {
      tags,
      summary: '全部标为已读 / mark one and all before it as seen',
      body: NoticesSeenInput,
      response: { 200: Type.Object({ unseen: Type.Integer({ minimum: 0 }) }) },
    },
    handler: async (request) => ({
      unseen: await seeNotices(desk, personOf(request), request.body.through.toLowerCase(), traceOf(request)),
    }),
  });
}
