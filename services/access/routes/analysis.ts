import { ConflictSummary, HeldConflict, Page, pageQuery, said } from '@zhiheng/contracts';
import { type App, callerOf, Problem, pageOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { mostRows, spreadsheetType, workbook } from '@zhiheng/http/spreadsheet';
import { Type } from 'typebox';
import { conflictFacts, conflictSheets } from '../conflict-sheets.ts';
import { conflictSummary } from '../conflict-summary.ts';
import { findConflicts, heldConflicts } from '../conflicts.ts';
import type { Desk } from '../desk.ts';
import { allPastConflicts } from '../did-do.ts';
import { defaultLimit, keyOfCursor } from '../list-page.ts';
import { overlook } from '../overlook.ts';
import { Scans } from '../scans.ts';
import { append } from '../store/log-store.ts';
import { ConflictFilter, Period, periodOf, resolved } from './conflict-query.ts';

const access = { personOrScope: 'decide' } as const;
const closed = { additionalProperties: false } as const;

const Settling = {
  settling: Type.Optional(
    Type.Boolean({
      description: '规则生效时已存在、尚在限期调整的冲突 / held when its rule began, and still to be given up',
    }),
  ),
};
/** What the whole centre can do, and did, against its rules: for those who oversee it or a part of it. */
export function analysisRoutes(app: App, desk: Desk): void {
  const scans = new Scans();

  app.get('/api/v1/conflicts', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '现有冲突（能做什么） / what people can do against static rules and ceilings, now or planned',
      querystring: Type.Object({ ...ConflictFilter, ...Settling, ...pageQuery }, closed),
      response: { 200: Page(HeldConflict) },
    },
    handler: (request) => {
      const { limit = defaultLimit, cursor, ...filter } = request.query;
      const after = keyOfCursor(cursor);
      return overlook(desk, request, 'conflicts', async (view) => {
        const wanted = await resolved(view, filter);
        if (!wanted) return nothing;
        const place = after === undefined ? {} : { after };
        const rows = await heldConflicts(view, scans, { ...wanted, ...place, limit });
        const { data, nextCursor } = pageOf(rows, limit, ({ key }) => [key]);
        return { data: data.map(({ row }) => row), nextCursor };
      });
    },
  });

  app.get('/api/v1/conflicts/summary', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '现有冲突汇总 / held conflicts counted by rule, unit, person and severity',
      querystring: Type.Object({ ...ConflictFilter, ...Settling }, closed),
      response: { 200: ConflictSummary },
    },
    handler: (request) =>
      overlook(desk, request, 'conflicts', async (view) => {
        const wanted = await resolved(view, request.query);
        return wanted ? conflictSummary(view, scans, wanted) : none;
      }),
  });

  app.get('/api/v1/conflicts.xlsx', {
    config: { access, stepUp: true },
    schema: {
      tags: ['analysis'],
      summary: '职责冲突表格：能做什么与做过什么对照 / what people can do and did, side by side, as a workbook',
      querystring: Type.Object({ ...Period, ...ConflictFilter }, closed),
      response: { 200: File },
    },
    handler: async (request, reply) => {
      const { from, to, ...filter } = request.query;
      const english = prefersEnglish(request.headers['accept-language']);
      const sheets = await overlook(desk, request, 'conflicts', async (view) => {
        const period = await periodOf(view, { ...(from ? { from } : {}), ...(to ? { to } : {}) });
        const wanted = await resolved(view, filter);
        const held = wanted ? await findConflicts(view, scans, wanted) : [];
        const past = wanted
          ? await allPastConflicts(view, { ...wanted, ...period })
          : { practices: [], deeds: [], complete: true };
        const lines = held.length + past.practices.length + past.deeds.length;
        if (lines > mostRows) throw new Problem('too-large', said('ledger-too-long', { most: mostRows }));
        await append(view.transaction, view.centre, {
          ...traceOf(request),
          action: 'conflicts.exported',
          outcome: 'done',
          targetType: 'analysis',
          details: { ...request.query, lines },
        });
        const caller = callerOf(request);
        const facts = {
          ...{ ...period, centre: view.policy.name, complete: past.complete },
          reader: caller.kind === 'person' ? caller.username : caller.client,
        };
        return [...conflictSheets(view, { held, past }, english), conflictFacts(facts, filter, english)];
      });
      return reply
        .header('content-type', spreadsheetType)
        .header('content-disposition', 'attachment; filename="conflicts.xlsx"')
        .send(await workbook(sheets));
    },
  });
}

const File = {
  content: {
    [spreadsheetType]: { schema: Type.Unsafe<Buffer | string>(Type.String({ description: '文件 / the file' })) },
  },
};
const nothing = { data: [], nextCursor: null };
const none: ConflictSummary = {
  conflicts: 0,
  people: 0,
  settling: 0,
  rules: [],
  units: [],
  persons: [],
  severities: [],
  warnings: [],
};
