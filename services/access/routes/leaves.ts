import { Id, IdOrCode, Leave, LeaveInput, LeavePreview, leaveStates, Page, pageQuery } from '@zhiheng/contracts';
import { type App, callerOf, pageOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { endLeave, orderLeave, previewLeave } from '../leaves.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { seesWholeCentre } from '../sight.ts';
import { type LeaveRow, listLeaves } from '../store/leave-store.ts';
import { findPerson } from '../store/people-store.ts';
import { look } from '../viewer.ts';

/** People by what they hold, the HR system by its scope. */
const access = { personOrScope: 'scim' } as const;
const closed = { additionalProperties: false } as const;
const PersonParams = Type.Object({ idOrUsername: IdOrCode }, closed);
const tags = ['leaves'];

/** Leaves of absence: what one would do, ordering it, returning early, and who is or was away. */
export function leaveRoutes(app: App, desk: Desk): void {
  app.post('/api/v1/people/:idOrUsername/leave', {
    config: { access },
    schema: {
      tags,
      summary: '请假 / somebody is to be away; nothing they hold acts meanwhile',
      params: PersonParams,
      body: LeaveInput,
      response: { 201: Leave },
    },
    handler: async (request, reply) => {
      const { idOrUsername } = request.params;
      const leave = await orderLeave(desk, callerOf(request), idOrUsername, request.body, traceOf(request));
      return reply.status(201).send(document(leave));
    },
  });

  app.post('/api/v1/people/:idOrUsername/leave/preview', {
    config: { access },
    schema: {
      tags,
      summary: '请假预览 / what a leave would do and leave unstaffed; changes nothing',
      params: PersonParams,
      body: LeaveInput,
      response: { 200: LeavePreview },
    },
    handler: async (request) => {
      const { idOrUsername } = request.params;
      const found = await previewLeave(desk, callerOf(request), idOrUsername, request.body, traceOf(request));
      const { id, username, name, unit, post } = found.person;
      const { effects, deputies, staffing, losses } = found;
      const [from, until] = [new Date(found.from).toISOString(), new Date(found.until).toISOString()];
      return { person: { id, username, name, unit, post }, from, until, effects, deputies, staffing, losses };
    },
  });

  app.delete('/api/v1/leaves/:id', {
    config: { access },
    schema: {
      tags,
      summary: '提前销假 / somebody returns early, or a leave is taken back before it began',
      params: Type.Object({ id: Id }, closed),
      response: { 200: Leave },
    },
    handler: async (request) => document(await endLeave(desk, callerOf(request), request.params.id, traceOf(request))),
  });

  app.get('/api/v1/leaves', {
    config: { access },
    schema: {
      tags,
      summary: '请假记录 / leaves, newest first',
      querystring: Type.Object(
        { person: Type.Optional(IdOrCode), state: Type.Optional(Type.Enum(leaveStates)), ...pageQuery },
        closed,
      ),
      response: { 200: Page(Leave) },
    },
    handler: (request) => {
      const { person, state, limit = defaultLimit, cursor } = request.query;
      const before = idOfCursor(cursor);
      return look(desk, callerOf(request), async ({ transaction, centre, sight, policy }) => {
        const found = person === undefined ? undefined : await findPerson(transaction, centre, person);
        if (person !== undefined && !found) return { data: [], nextCursor: null };
        const rows = await listLeaves(transaction, centre, {
          ...(found ? { person: found.id } : {}),
          ...(state === undefined ? {} : { state }),
          ...(before === undefined ? {} : { before }),
          ...(seesWholeCentre(sight, policy) ? {} : { units: [...sight.overseen] }),
          ...(sight.self === undefined ? {} : { only: sight.self }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: data.map(document), nextCursor };
      });
    },
  });
}

const document = ({ unit: _, from, until, orderedAt, endedAt, ...row }: LeaveRow): Leave => ({
  ...row,
  from: from.toISOString(),
  until: until.toISOString(),
  orderedAt: orderedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});
