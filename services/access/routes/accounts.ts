import {
  AccountFinding,
  AccountFindingKind,
  AccountReport,
  AccountSettings,
  Dormancy,
  type DormancyState,
  dormancyStates,
  Id,
  Page,
  pageQuery,
  WakingDecisionInput,
  WakingInput,
} from '@zhiheng/contracts';
import { type App, decodeCursor, pageOf, personOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { spreadsheetType, workbook } from '@zhiheng/http/spreadsheet';
import { Type } from 'typebox';
import { accountFindingsPage, accountReport, accountSheets } from '../account-report.ts';
import { accountSettings, setAccountSettings } from '../account-settings.ts';
import type { Desk } from '../desk.ts';
import { unitsReviewed } from '../duplicates.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { type DormancyRow, listDormancies } from '../store/dormancy-store.ts';
import { usernamesOf } from '../store/people-store.ts';
import { look, type View } from '../viewer.ts';
import { askForWaking, decideOnWaking } from '../waking.ts';

const config = { access: 'person' } as const;
const tags = ['accounts'];
const closed = { additionalProperties: false } as const;
const Params = Type.Object({ id: Id }, closed);
const File = {
  content: {
    [spreadsheetType]: { schema: Type.Unsafe<Buffer | string>(Type.String({ description: '文件 / the file' })) },
  },
};

/** The review of a centre's accounts, those that sleep, and what the centre says of both. */
export function accountRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/accounts/report', {
    config,
    schema: { tags, summary: '账号清查 / how many accounts want a look, and why', response: { 200: AccountReport } },
    handler: (request) => accountReport(desk, personOf(request), traceOf(request)),
  });

  app.get('/api/v1/accounts/report/findings', {
    config,
    schema: {
      tags,
      summary: '账号清查明细 / the accounts of one kind',
      querystring: Type.Object({ kind: AccountFindingKind, ...pageQuery }, closed),
      response: { 200: Page(AccountFinding) },
    },
    handler: async (request) => {
      const { kind, limit = defaultLimit, cursor } = request.query;
      const after = decodeCursor(cursor, kind === 'duplicate' ? 2 : 1)?.map(String);
      const rows = await accountFindingsPage(
        desk,
        personOf(request),
        kind,
        { after, limit: limit + 1 },
        traceOf(request),
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ keys }) => keys);
      return { data: data.map(({ finding }) => finding), nextCursor };
    },
  });

  app.get('/api/v1/accounts/report.xlsx', {
    config: { ...config, stepUp: true },
    schema: { tags, summary: '账号清查表格 / all of it as a workbook', response: { 200: File } },
    handler: async (request, reply) => {
      const english = prefersEnglish(request.headers['accept-language']);
      const sheets = await accountSheets(desk, personOf(request), english, traceOf(request));
      return reply
        .header('content-type', spreadsheetType)
        .header('content-disposition', 'attachment; filename="accounts.xlsx"')
        .send(await workbook(sheets));
    },
  });

  app.get('/api/v1/accounts/settings', {
    config,
    schema: { tags, summary: '账号规则 / what the centre says of its accounts', response: { 200: AccountSettings } },
    handler: (request) => accountSettings(desk, personOf(request)),
  });

  app.put('/api/v1/accounts/settings', {
    config,
    schema: {
      tags,
      summary: '设置账号规则 / sets it, from now on',
      body: AccountSettings,
      response: { 200: AccountSettings },
    },
    handler: (request) => setAccountSettings(desk, personOf(request), request.body, traceOf(request)),
  });

  app.get('/api/v1/accounts/dormancies', {
    config,
    schema: {
      tags,
      summary: '休眠账号 / accounts that were suspended as nobody used them, newest first',
      querystring: Type.Object(
        { state: Type.Optional(Type.Enum(Object.keys(dormancyStates) as DormancyState[])), ...pageQuery },
        closed,
      ),
      response: { 200: Page(Dormancy) },
    },
    handler: (request) => {
      const { state, limit = defaultLimit, cursor } = request.query;
      const before = idOfCursor(cursor);
      return look(desk, personOf(request), async (view) => {
        const rows = await listDormancies(view.transaction, view.centre, {
          units: unitsReviewed(view),
          ...(state === undefined ? {} : { state }),
          ...(before === undefined ? {} : { before }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: await documents(view, data), nextCursor };
      });
    },
  });

  app.post('/api/v1/accounts/dormancies/:id/waking', {
    config,
    schema: {
      tags,
      summary: '申请唤醒 / asks that it be woken; a second administrator decides',
      params: Params,
      body: WakingInput,
      response: { 200: Dormancy },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const row = await askForWaking(desk, caller, request.params.id, request.body.reason, traceOf(request));
      return look(desk, caller, (view) => document(view, row));
    },
  });

  app.post('/api/v1/accounts/dormancies/:id/waking/decision', {
    config,
    schema: {
      tags,
      summary: '核准或驳回唤醒 / decides on it; approved, it signs in again',
      params: Params,
      body: WakingDecisionInput,
      response: { 200: Dormancy },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const row = await decideOnWaking(desk, caller, request.params.id, request.body, traceOf(request));
      return look(desk, caller, (view) => document(view, row));
    },
  });
}

const document = async (view: View, row: DormancyRow): Promise<Dormancy> =>
  (await documents(view, [row]))[0] as Dormancy;

async function documents({ transaction, centre }: View, rows: readonly DormancyRow[]): Promise<Dormancy[]> {
  const who = rows.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]).filter((one) => one !== null);
  const names = await usernamesOf(transaction, centre, who);
  const named = (person: string | null) => (person === null ? null : (names.get(person) ?? null));
  return rows.map(({ account: _, unusedSince, at, askedAt, decidedAt, askedBy, decidedBy, ...row }) => ({
    ...row,
    unusedSince: unusedSince.toISOString(),
    at: at.toISOString(),
    askedAt: askedAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
    askedBy: named(askedBy),
    decidedBy: named(decidedBy),
  }));
}
