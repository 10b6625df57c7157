import {
  IdOrCode,
  Page,
  PersonRetirement,
  PlannedDeparture,
  PlannedDepartureInput,
  pageQuery,
  plannedDepartureStates,
  planSources,
  RetirementInput,
} from '@zhiheng/contracts';
import { type App, callerOf, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { defaultLimit, isId } from '../list-page.ts';
import { orderPlan, takeBackPlan } from '../planned-departures.ts';
import { eraseBirth, orderBirth, readRetirement } from '../retirements.ts';
import { seesWholeCentre } from '../sight.ts';
import { findPerson } from '../store/people-store.ts';
import { listPlans, type PlannedDepartureRow } from '../store/planned-departure-store.ts';
import { look } from '../viewer.ts';

/** People by what they hold, the HR system by its scope. */
const access = { personOrScope: 'scim' } as const;
const closed = { additionalProperties: false } as const;
const PersonParams = Type.Object({ idOrUsername: IdOrCode }, closed);
const tags = ['departures'];

/** Somebody is to leave on a day. */
export function plannedDepartureRoutes(app: App, desk: Desk): void {
  app.put('/api/v1/people/:idOrUsername/planned-departure', {
    config: { access },
    schema: {
      tags,
      summary: '计划离岗 / somebody is to leave at 00:00 Asia/Shanghai of a day; past: at once',
      params: PersonParams,
      body: PlannedDepartureInput,
      response: { 200: PlannedDeparture },
    },
    handler: async (request) => {
      const caller = callerOf(request);
      const source = caller.kind === 'client' ? 'scim' : 'administrator';
      const plan = { ...request.body, source } as const;
      return document(await orderPlan(desk, caller, request.params.idOrUsername, plan, traceOf(request)));
    },
  });

  app.delete('/api/v1/people/:idOrUsername/planned-departure', {
    config: { access },
    schema: {
      tags,
      summary: '撤回离岗计划 / takes back what is planned, before its day',
      params: PersonParams,
      response: { 200: PlannedDeparture },
    },
    handler: async (request) =>
      document(await takeBackPlan(desk, callerOf(request), request.params.idOrUsername, traceOf(request))),
  });

  app.put('/api/v1/people/:idOrUsername/retirement', {
    config: { access },
    schema: {
      tags,
      summary: '登记出生日期与类别 / date of birth and category, by which they retire; the day is planned',
      params: PersonParams,
      body: RetirementInput,
      response: { 200: PersonRetirement },
    },
    handler: (request) =>
      orderBirth(desk, callerOf(request), request.params.idOrUsername, request.body, traceOf(request)),
  });

  app.get('/api/v1/people/:idOrUsername/retirement', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '退休信息 / when somebody retires; the date of birth to who says what for, which is logged',
      params: PersonParams,
      querystring: Type.Object(
        { purpose: Type.Optional(Type.String({ minLength: 2, maxLength: 200, description: '查看目的 / what for' })) },
        closed,
      ),
      response: { 200: PersonRetirement },
    },
    handler: (request) =>
      readRetirement(desk, personOf(request), request.params.idOrUsername, request.query.purpose, traceOf(request)),
  });

  app.delete('/api/v1/people/:idOrUsername/retirement', {
    config: { access },
    schema: {
      tags,
      summary: '清除退休信息 / erases the dates, and takes back the retirement planned by them',
      params: PersonParams,
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      await eraseBirth(desk, callerOf(request), request.params.idOrUsername, traceOf(request));
      return reply.status(204).send(null);
    },
  });

  app.get('/api/v1/planned-departures', {
    config: { access },
    schema: {
      tags,
      summary: '离岗计划 / planned departures, the earliest day first',
      querystring: Type.Object(
        {
          person: Type.Optional(IdOrCode),
          unit: Type.Optional(IdOrCode),
          source: Type.Optional(Type.Enum(planSources)),
          state: Type.Optional(Type.Enum(plannedDepartureStates)),
          within: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 36_600, description: '若干天内 / in so many days, or due' }),
          ),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(PlannedDeparture) },
    },
    handler: (request) => {
      const { person, limit = defaultLimit, cursor, ...filter } = request.query;
      const after = afterOf(cursor);
      return look(desk, callerOf(request), async ({ transaction, centre, sight, policy }) => {
        const found = person === undefined ? undefined : await findPerson(transaction, centre, person);
        if (person !== undefined && !found) return { data: [], nextCursor: null };
        const rows = await listPlans(transaction, centre, {
          ...filter,
          ...(found ? { person: found.id } : {}),
          ...(after ? { after } : {}),
          ...(seesWholeCentre(sight, policy) ? {} : { units: [...sight.overseen] }),
          ...(sight.self === undefined ? {} : { only: sight.self }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ day, id }) => [day, id]);
        return { data: data.map(document), nextCursor };
      });
    },
  });
}

/** Throws `invalid-cursor`. */
function afterOf(cursor: string | undefined): { day: string; id: string } | undefined {
  const keys = decodeCursor(cursor, 2);
  if (keys === undefined) return undefined;
  const [day, id] = keys.map(String) as [string, string];
  if (!isId(id) || !/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) throw new Problem('invalid-cursor');
  return { day, id };
}

const document = ({ due: _, plannedAt, closedAt, ...row }: PlannedDepartureRow): PlannedDeparture => ({
  ...row,
  plannedAt: plannedAt.toISOString(),
  closedAt: closedAt?.toISOString() ?? null,
});
