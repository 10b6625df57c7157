import { IdOrCode, Instant, LedgerDifferences, LedgerLines, pageQuery, said } from '@zhiheng/contracts';
import {
  type App,
  callerOf,
  decodeCursor,
  fieldProblem,
  Problem,
  pageOf,
  prefersEnglish,
  traceOf,
} from '@zhiheng/http';
import { csv, csvType, mostRows, spreadsheetType, workbook } from '@zhiheng/http/spreadsheet';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { type LedgerWanted, permissionLedger, recordReading } from '../permission-ledger.ts';
import { permissionLedgerDifference } from '../permission-ledger-difference.ts';
import { differenceSheet, ledgerFacts, ledgerSheet, type Reading, rolesSheet } from '../permission-ledger-sheet.ts';
import { policyThen } from '../policy-then.ts';
import { databaseNow } from '../store/clock-store.ts';
import { readHistoryFrom } from '../store/history-store.ts';
import type { DifferenceKey } from '../store/permission-ledger-store.ts';
import { look, type View } from '../viewer.ts';

const access = { personOrScope: 'decide' } as const;
const closed = { additionalProperties: false } as const;

const filters = {
  person: Type.Optional(IdOrCode),
  post: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: '当时岗位 / their post at the moment' }),
  ),
  unit: Type.Optional(IdOrCode),
  item: Type.Optional(IdOrCode),
  role: Type.Optional(IdOrCode),
};
const at = Type.Optional(Instant);
const File = (type: string) => ({
  content: { [type]: { schema: Type.Unsafe<Buffer | string>(Type.String({ description: '文件 / the file' })) } },
});

/** The permission ledger: who held what, where, since when, by which request and approvers, as of any moment. */
export function permissionLedgerRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/permission-ledger', {
    config: { access },
    schema: {
      tags: ['permission-ledger'],
      summary: '权限台账 / who holds what at a moment, past or planned, and by which approvals',
      querystring: Type.Object({ at, ...filters, ...pageQuery }, closed),
      response: { 200: LedgerLines },
    },
    handler: (request) => {
      const { at, limit = defaultLimit, cursor, ...wanted } = request.query;
      const after = idOfCursor(cursor);
      return look(desk, callerOf(request), async (view) => {
        const page = { at: await momentOf(view, at), ...(after === undefined ? {} : { after }), limit: limit + 1 };
        const lines = await permissionLedger(view, wanted, page);
        // Once a query, not once a page of it.
        if (after === undefined) await recordReading(view, traceOf(request), { ...wanted, at: page.at.toISOString() });
        return { ...pageOf(lines, limit, ({ grant }) => [grant]), historyFrom: await historyFrom(view) };
      });
    },
  });

  app.get('/api/v1/permission-ledger/difference', {
    config: { access },
    schema: {
      tags: ['permission-ledger'],
      summary: '台账差异 / what began, ended or changed between two moments',
      querystring: Type.Object({ from: Instant, to: Instant, ...filters, ...pageQuery }, closed),
      response: { 200: LedgerDifferences },
    },
    handler: (request) => {
      const { from, to, limit = defaultLimit, cursor, ...wanted } = request.query;
      const after = keyOf(cursor);
      const between = { from: instant(from, 'from'), to: instant(to, 'to') };
      return look(desk, callerOf(request), async (view) => {
        const page = { ...between, ...(after ? { after } : {}), limit: limit + 1 };
        const rows = await permissionLedgerDifference(view, wanted, page);
        if (!after) await recordReading(view, traceOf(request), { ...wanted, from, to });
        const keysOf = ({ person, role, unit }: (typeof rows)[number]) => [person.id, role.code, unit.code];
        return { ...pageOf(rows, limit, keysOf), historyFrom: await historyFrom(view) };
      });
    },
  });

  app.get('/api/v1/permission-ledger.xlsx', {
    config: { access, stepUp: true },
    schema: {
      tags: ['permission-ledger'],
      summary: '权限台账表格 / the same as a workbook',
      querystring: Type.Object({ at, ...filters }, closed),
      response: { 200: File(spreadsheetType) },
    },
    handler: async (request, reply) => {
      const { sheets } = await whole(desk, request, request.query, 'xlsx');
      return asFile(reply, spreadsheetType, 'permission-ledger.xlsx').send(await workbook(sheets));
    },
  });

  app.get('/api/v1/permission-ledger/difference.xlsx', {
    config: { access, stepUp: true },
    schema: {
      tags: ['permission-ledger'],
      summary: '台账差异表格 / the differences as a workbook',
      querystring: Type.Object({ from: Instant, to: Instant, ...filters }, closed),
      response: { 200: File(spreadsheetType) },
    },
    handler: async (request, reply) => {
      const sheets = await wholeDifference(desk, request, request.query);
      return asFile(reply, spreadsheetType, 'permission-ledger-difference.xlsx').send(await workbook(sheets));
    },
  });

  app.get('/api/v1/permission-ledger.csv', {
    config: { access, stepUp: true },
    schema: {
      tags: ['permission-ledger'],
      summary: '权限台账文本 / the same as CSV',
      querystring: Type.Object({ at, ...filters }, closed),
      response: { 200: File('text/csv') },
    },
    handler: async (request, reply) => {
      const { sheets } = await whole(desk, request, request.query, 'csv');
      return asFile(reply, csvType, 'permission-ledger.csv').send(csv(sheets[0]));
    },
  });
}

/** The whole ledger of a moment, what the roles on it held, and what was asked. Throws `too-large`. */
function whole(desk: Desk, request: FastifyRequest, query: LedgerWanted & { at?: string }, format: 'xlsx' | 'csv') {
  const { at, ...wanted } = query;
  const english = prefersEnglish(request.headers['accept-language']);
  return look(desk, callerOf(request), async (view) => {
    const moment = await momentOf(view, at);
    const lines = few(await permissionLedger(view, wanted, { at: moment, limit: mostRows + 1 }));
    await recordReading(view, traceOf(request), { ...wanted, at: moment.toISOString(), format, lines: lines.length });
    const facts = ledgerFacts(await readingOf(view, request, lines.length, [moment]), asked(wanted), english);
    const roles = rolesSheet(await policyThen(view, moment), lines, english);
    return { sheets: [ledgerSheet(lines, english), roles, facts] as const };
  });
}

function wholeDifference(desk: Desk, request: FastifyRequest, query: LedgerWanted & { from: string; to: string }) {
  const { from, to, ...wanted } = query;
  const english = prefersEnglish(request.headers['accept-language']);
  const [before, after] = [instant(from, 'from'), instant(to, 'to')];
  return look(desk, callerOf(request), async (view) => {
    const found = await permissionLedgerDifference(view, wanted, { from: before, to: after, limit: mostRows + 1 });
    const rows = few(found);
    await recordReading(view, traceOf(request), { ...wanted, from, to, format: 'xlsx', lines: rows.length });
    const facts = ledgerFacts(await readingOf(view, request, rows.length, [before, after]), asked(wanted), english);
    return [differenceSheet(rows, english), facts];
  });
}

function few<T>(rows: T[]): T[] {
  if (rows.length > mostRows) throw new Problem('too-large', said('ledger-too-long', { most: mostRows }));
  return rows;
}

const asked = (wanted: LedgerWanted): Record<string, string> => ({ ...wanted });

async function readingOf(view: View, request: FastifyRequest, lines: number, moments: Date[]): Promise<Reading> {
  const caller = callerOf(request);
  return {
    moments,
    readAt: new Date(await databaseNow(view.transaction)),
    historyFrom: await readHistoryFrom(view.transaction, view.centre),
    reader: caller.kind === 'person' ? caller.username : caller.client,
    centre: view.policy.name,
    lines,
  };
}

const asFile = <R extends { header(name: string, value: string): R }>(reply: R, type: string, name: string): R =>
  reply.header('content-type', type).header('content-disposition', `attachment; filename="${name}"`);

const historyFrom = async ({ transaction, centre }: View): Promise<string> =>
  (await readHistoryFrom(transaction, centre)).toISOString();

/** The database's clock decides what now is. */
const momentOf = async ({ transaction }: View, at: string | undefined): Promise<Date> =>
  at === undefined ? new Date(await databaseNow(transaction)) : instant(at, 'at');

/** RFC 3339 knows leap seconds; the clocks do not. */
function instant(text: string, field: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw fieldProblem('invalid-request', `/${field}`, said('no-instant'));
  return date;
}

function keyOf(cursor: string | undefined): DifferenceKey | undefined {
  const keys = decodeCursor(cursor, 3)?.map(String);
  if (keys && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(keys[0] ?? '')) throw new Problem('invalid-cursor');
  return keys as [string, string, string] | undefined;
}
