import {
  Id,
  Page,
  pageQuery,
  Roster,
  RosterApplicationInput,
  RosterColumns,
  RosterKind,
  RosterLimitsInput,
  RosterOutcome,
  RosterRow,
  RosterSettings,
  RosterTitles,
} from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { type App, callerOf, pageOf, personOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { spreadsheetType } from '@zhiheng/http/spreadsheet';
import { csvType, mostOfWorkbook, type TableFile, takeTableFiles, withTableFile } from '@zhiheng/http/table-file';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor, placeOfCursor } from '../list-page.ts';
import { applyRoster, cancelRoster } from '../roster/application.ts';
import { requireOverCentre, rosterOf } from '../roster/authority.ts';
import { rosterDocument, rowDocument } from '../roster/document.ts';
import { readSettings, setLimits } from '../roster/settings.ts';
import { readTitles, uploadRoster } from '../roster/upload.ts';
import { listRows } from '../store/roster-row-store.ts';
import { listRosters } from '../store/roster-store.ts';
import { viewOf } from '../viewer.ts';

/** People by what they hold over the whole centre, the HR system by its scope. */
const config = { access: { personOrScope: 'scim' } } as const;
const closed = { additionalProperties: false } as const;
const Params = Type.Object({ id: Id }, closed);
const tags = ['rosters'];
const File = {
  content: Object.fromEntries(
    [csvType, spreadsheetType].map((type) => [
      type,
      {
        schema: Type.Unsafe<TableFile>({
          description:
            '工号,姓名,机构,岗位,用户名,状态,离岗日期 / staff number, name, unit, post, username, status, leaving date',
          examples: ['工号,姓名,机构\nS0001,主任,centre\n合计,1\n'],
        }),
      },
    ]),
  ) as Record<string, { schema: ReturnType<typeof Type.Unsafe<TableFile>> }>,
};

/** Personnel files: read, looked at, and applied in the background. */
export async function rosterRoutes(app: App, { desk, nudge }: { desk: Desk; nudge: () => void }): Promise<void> {
  const { database } = desk;

  await app.register(async (files: App) => {
    takeTableFiles(files);

    files.post('/api/v1/rosters/columns', {
      config,
      bodyLimit: mostOfWorkbook,
      schema: {
        tags,
        summary: '识别名册的列 / what the columns of a personnel file are taken for; keeps nothing',
        consumes: [csvType, spreadsheetType],
        body: File,
        response: { 200: RosterTitles },
      },
      handler: (request) =>
        withTableFile(request, (file) => readTitles(desk, callerOf(request), file, traceOf(request))),
    });

    files.post('/api/v1/rosters', {
      config,
      bodyLimit: mostOfWorkbook,
      schema: {
        tags,
        summary: '上传名册 / what a personnel file would change; changes nothing until it is applied',
        consumes: [csvType, spreadsheetType],
        querystring: Type.Object(
          {
            fileName: Type.String({ minLength: 1, maxLength: 200, description: '文件名 / name of the file' }),
            ...RosterColumns.properties,
          },
          closed,
        ),
        body: File,
        response: { 201: Roster },
      },
      handler: async (request, reply) => {
        const { fileName, ...columns } = request.query;
        const roster = await withTableFile(request, (file) =>
          uploadRoster(desk, callerOf(request), { file, fileName, columns }, traceOf(request)),
        );
        return reply.status(201).header('location', `/api/v1/rosters/${roster.id}`).send(rosterDocument(roster));
      },
    });
  });

  app.get('/api/v1/rosters', {
    config,
    schema: {
      tags,
      summary: '名册 / personnel files, newest first',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(Roster) },
    },
    handler: (request) => {
      const { limit = defaultLimit, cursor } = request.query;
      const caller = callerOf(request);
      const before = idOfCursor(cursor);
      return inCentre(database, caller.centre, async (transaction) => {
        await requireOverCentre(desk, transaction, caller);
        const rows = await listRosters(transaction, caller.centre, { before, limit: limit + 1 });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: data.map(rosterDocument), nextCursor };
      });
    },
  });

  app.get('/api/v1/rosters/:id', {
    config,
    schema: { tags, summary: '一份名册 / one personnel file', params: Params, response: { 200: Roster } },
    handler: (request) => {
      const caller = callerOf(request);
      return inCentre(database, caller.centre, async (transaction) => {
        await requireOverCentre(desk, transaction, caller);
        return rosterDocument(await rosterOf(transaction, caller.centre, request.params.id));
      });
    },
  });

  app.get('/api/v1/rosters/:id/rows', {
    config,
    schema: {
      tags,
      summary: '名册各行 / what each line would do, or did',
      params: Params,
      querystring: Type.Object(
        { kind: Type.Optional(RosterKind), outcome: Type.Optional(RosterOutcome), ...pageQuery },
        closed,
      ),
      response: { 200: Page(RosterRow) },
    },
    handler: (request) => {
      const { kind, outcome, limit = defaultLimit, cursor } = request.query;
      const caller = callerOf(request);
      const english = prefersEnglish(request.headers['accept-language']);
      const after = placeOfCursor(cursor);
      return inCentre(database, caller.centre, async (transaction) => {
        await requireOverCentre(desk, transaction, caller);
        const { sight } = await viewOf(desk, transaction, caller);
        const { id } = await rosterOf(transaction, caller.centre, request.params.id);
        const rows = await listRows(transaction, caller.centre, id, { kind, outcome, after, limit: limit + 1 });
        const { data, nextCursor } = pageOf(rows, limit, ({ place }) => [String(place)]);
        return { data: data.map((row) => rowDocument(row, sight, english)), nextCursor };
      });
    },
  });

  app.post('/api/v1/rosters/:id/application', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '执行名册 / applies a personnel file, in the background; beyond the limits by a second administrator',
      params: Params,
      body: RosterApplicationInput,
      response: { 202: Roster },
    },
    handler: async (request, reply) => {
      const { params, body } = request;
      const roster = await applyRoster(desk, personOf(request), params.id, body.version, traceOf(request));
      nudge();
      return reply.status(202).send(rosterDocument(roster));
    },
  });

  app.post('/api/v1/rosters/:id/cancellation', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '取消名册 / does no more of it; what was done stays',
      params: Params,
      response: { 200: Roster },
    },
    handler: async (request) =>
      rosterDocument(await cancelRoster(desk, personOf(request), request.params.id, traceOf(request))),
  });

  app.get('/api/v1/roster-settings', {
    config,
    schema: {
      tags,
      summary: '名册设置 / limits of rosters, and the columns of the last one',
      response: { 200: RosterSettings },
    },
    handler: (request) => {
      const caller = callerOf(request);
      return inCentre(database, caller.centre, async (transaction) => {
        await viewOf(desk, transaction, caller);
        return readSettings(transaction, caller);
      });
    },
  });

  app.put('/api/v1/roster-settings', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '设定名册上限 / how many a roster may disable before a second administrator confirms it',
      body: RosterLimitsInput,
      response: { 200: RosterSettings },
    },
    handler: (request) => setLimits(desk, personOf(request), request.body, traceOf(request)),
  });
}
