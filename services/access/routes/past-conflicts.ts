import { IdOrCode, Page, PastConflict, PastSummary, PractisedStep, pageQuery } from '@zhiheng/contracts';
import { type App, decodeCursor, Problem, pageOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { summaryOf } from '../conflict-summary.ts';
import type { Desk } from '../desk.ts';
import { allPastConflicts, pastConflicts } from '../did-do.ts';
import { pastDocument } from '../did-do-document.ts';
import { practisedSteps } from '../did-practise.ts';
import { defaultLimit, isId } from '../list-page.ts';
import { overlook } from '../overlook.ts';
import { ConflictFilter, Period, periodOf, resolved } from './conflict-query.ts';

const access = { personOrScope: 'decide' } as const;
const closed = { additionalProperties: false } as const;
const nothing = { data: [], nextCursor: null };

/** What people did against the rules as they now stand. */
export function pastConflictRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/conflicts/past', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '既往冲突（做过什么） / what people did against static, case and recusal rules as they now stand',
      querystring: Type.Object({ ...Period, ...ConflictFilter, ...pageQuery }, closed),
      response: { 200: Page(PastConflict) },
    },
    handler: (request) => {
      const { limit = defaultLimit, cursor, from, to, ...filter } = request.query;
      const place = placeOf(cursor);
      return overlook(desk, request, 'past-conflicts', async (view) => {
        const wanted = await resolved(view, filter);
        if (!wanted) return nothing;
        const period = await periodOf(view, { ...(from ? { from } : {}), ...(to ? { to } : {}) }, place?.to);
        const page = { ...wanted, ...period, ...(place ? { after: place } : {}), limit };
        const { data, nextCursor } = await pastConflicts(view, page);
        return { data: data.map((row) => pastDocument(row, view.policy.compiled)), nextCursor };
      });
    },
  });

  app.get('/api/v1/conflicts/past/summary', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '既往冲突汇总 / what people did, counted by rule, unit, person and severity',
      querystring: Type.Object({ ...Period, ...ConflictFilter }, closed),
      response: { 200: PastSummary },
    },
    handler: (request) => {
      const { from, to, ...filter } = request.query;
      return overlook(desk, request, 'past-conflicts', async (view) => {
        const period = await periodOf(view, { ...(from ? { from } : {}), ...(to ? { to } : {}) });
        const wanted = await resolved(view, filter);
        const found = wanted && (await allPastConflicts(view, { ...wanted, ...period }));
        return {
          ...summaryOf(view, found ? [...found.practices, ...found.deeds] : []),
          to: new Date(period.to).toISOString(),
          complete: found?.complete ?? true,
        };
      });
    },
  });

  app.get('/api/v1/conflicts/past/steps', {
    config: { access },
    schema: {
      tags: ['analysis'],
      summary: '某人在某静态规则各方办理的环节 / the steps by which somebody did both sides of a static rule',
      querystring: Type.Object({ ...Period, rule: IdOrCode, person: IdOrCode, ...pageQuery }, closed),
      response: { 200: Page(PractisedStep) },
    },
    handler: (request) => {
      const { limit = defaultLimit, cursor, from, to, rule, person } = request.query;
      const place = placeOf(cursor);
      return overlook(desk, request, 'past-conflicts', async (view) => {
        const wanted = await resolved(view, { rule, person });
        if (wanted?.rule === undefined || wanted.person === undefined) return nothing;
        const period = await periodOf(view, { ...(from ? { from } : {}), ...(to ? { to } : {}) }, place?.to);
        const rows = await practisedSteps(view, {
          ...{ ...period, rule: wanted.rule, person: wanted.person },
          ...(place ? { after: place.anchor } : {}),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [period.to, id, '']);
        return { data: data.map(({ id: _, at, ...row }) => ({ ...row, at: at.toISOString() })), nextCursor };
      });
    },
  });
}

/** A place in the look back; it keeps the end of the period, so that what is done meanwhile moves nothing. */
function placeOf(cursor: string | undefined): { to: number; anchor: string; key: string } | undefined {
  const [to, anchor, key] = decodeCursor(cursor, 3) ?? [];
  if (to === undefined) return undefined;
  if (typeof to !== 'number' || typeof anchor !== 'string' || typeof key !== 'string' || !isId(anchor))
    throw new Problem('invalid-cursor');
  return { to, anchor, key };
}
