import {
  ConflictSummary,
  HeldConflict,
  IdOrCode,
  Instant,
  Page,
  PastConflict,
  pageQuery,
  said,
} from '@zhiheng/contracts';
import { boundDuty } from '@zhiheng/duties';
import { type App, decodeCursor, fieldProblem, Problem, pageOf } from '@zhiheng/http';
import { type Static, Type } from 'typebox';
import { conflictSummary } from '../conflict-summary.ts';
import { type ConflictsWanted, heldConflicts } from '../conflicts.ts';
import type { Desk } from '../desk.ts';
import { pastConflicts } from '../did-do.ts';
import { pastDocument } from '../did-do-document.ts';
import { defaultLimit, isId, keyOfCursor } from '../list-page.ts';
import { known, overlook } from '../overlook.ts';
import { Scans } from '../scans.ts';
import { databaseNow } from '../store/clock-store.ts';
import { findPerson } from '../store/people-store.ts';
import type { View } from '../viewer.ts';

const access = { personOrScope: 'decide' } as const;
const closed = { additionalProperties: false } as const;

const Settling = {
  settling: Type.Optional(
    Type.Boolean({
      description: '规则生效时已存在、尚在限期调整的冲突 / held when its rule began, and still to be given up',
    }),
  ),
};
const Filter = {
  rule: Type.Optional(IdOrCode),
  unit: Type.Optional({ ...IdOrCode, description: '人员所属机构及其下级 / the unit people belong to, and below' }),
  person: Type.Optional(IdOrCode),
  severity: Type.Optional(Type.Integer({ minimum: 1, maximum: 3, description: '严重程度 / severity' })),
  effect: Type.Optional(Type.Enum(['block', 'observe'])),
};
type Filter = Static<Type.TObject<typeof Filter>>;

/** What the whole centre can do, and did, against its rules: for those who oversee it or a part of it. */
export function analysisRoutes(app: App, desk: Desk): void {
  const scans = new Scans();

  app.get('/api/v1/conflicts', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '现有冲突（能做什么） / what people can do against static rules and ceilings, now or planned',
      querystring: Type.Object({ ...Filter, ...Settling, ...pageQuery }, closed),
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
      querystring: Type.Object({ ...Filter, ...Settling }, closed),
      response: { 200: ConflictSummary },
    },
    handler: (request) =>
      overlook(desk, request, 'conflicts', async (view) => {
        const wanted = await resolved(view, request.query);
        return wanted ? conflictSummary(view, scans, wanted) : none;
      }),
  });

  app.get('/api/v1/conflicts/past', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '既往冲突（做过什么） / what people did against case and recusal rules as they now stand',
      querystring: Type.Object(
        { from: Type.Optional(Instant), to: Type.Optional(Instant), ...Filter, ...pageQuery },
        closed,
      ),
      response: { 200: Page(PastConflict) },
    },
    handler: (request) => {
      const { limit = defaultLimit, cursor, from, to, ...filter } = request.query;
      const place = placeOf(cursor);
      return overlook(desk, request, 'past-conflicts', async (view) => {
        const wanted = await resolved(view, filter);
        if (!wanted) return nothing;
        const until = place?.to ?? (to === undefined ? await databaseNow(view.transaction) : Date.parse(to));
        if (from !== undefined && Date.parse(from) >= until)
          throw fieldProblem('invalid-period', '/from', said('ends-too-soon'));
        const { data, nextCursor } = await pastConflicts(view, {
          ...wanted,
          ...(from === undefined ? {} : { from: Date.parse(from) }),
          to: until,
          ...(place ? { after: place } : {}),
          limit,
        });
        return { data: data.map((row) => pastDocument(row, view.policy.compiled)), nextCursor };
      });
    },
  });
}

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

/** Undefined when there is no such person, and so no conflict. Throws `unknown-code`. */
async function resolved(
  view: View,
  { rule, unit, person, ...rest }: Filter & { settling?: boolean },
): Promise<ConflictsWanted | undefined> {
  const found = person === undefined ? undefined : await findPerson(view.transaction, view.centre, person);
  if (person !== undefined && !found) return undefined;
  return {
    ...rest,
    ...(rule === undefined ? {} : { rule: rule === boundDuty ? rule : known(view.policy, 'rule', rule) }),
    ...(unit === undefined ? {} : { unit: known(view.policy, 'unit', unit) }),
    ...(found ? { person: found.id } : {}),
  };
}

/** A place in the look back; it keeps the end of the period, so that what is done meanwhile moves nothing. */
function placeOf(cursor: string | undefined): { to: number; anchor: string; key: string } | undefined {
  const [to, anchor, key] = decodeCursor(cursor, 3) ?? [];
  if (to === undefined) return undefined;
  if (typeof to !== 'number' || typeof anchor !== 'string' || typeof key !== 'string' || !isId(anchor))
    throw new Problem('invalid-cursor');
  return { to, anchor, key };
}
