import { Deputy, DeputyInput, Id, IdOrCode, idempotencyHeaders, Page, pageQuery } from '@zhiheng/contracts';
import { type App, callerOf, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { endDeputy, nameDeputy } from '../deputies.ts';
import { deputyDocuments } from '../deputy-document.ts';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { seesWholeCentre } from '../sight.ts';
import { type DeputyRow, listDeputies, readDeputy } from '../store/deputy-store.ts';
import { findPerson } from '../store/people-store.ts';
import { look } from '../viewer.ts';

const closed = { additionalProperties: false } as const;

/** Who acts for whom in approvals while somebody is away. */
export function deputyRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/deputies', {
    config: { access: { personOrScope: 'decide' } },
    schema: {
      tags: ['deputies'],
      summary: '代理人 / deputies, newest first',
      querystring: Type.Object(
        {
          deputy: Type.Optional(IdOrCode),
          principal: Type.Optional(IdOrCode),
          state: Type.Optional(Type.Enum(['planned', 'active', 'ended'])),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(Deputy) },
    },
    handler: (request) => {
      const { deputy, principal, state, limit = defaultLimit, cursor } = request.query;
      const before = idOfCursor(cursor);
      return look(desk, callerOf(request), async ({ transaction, centre, sight, policy }) => {
        const people = { deputy, principal };
        const ids: { deputy?: string; principal?: string } = {};
        for (const side of ['deputy', 'principal'] as const) {
          const name = people[side];
          if (name === undefined) continue;
          const person = await findPerson(transaction, centre, name);
          if (!person) return { data: [], nextCursor: null };
          ids[side] = person.id;
        }
        const rows = await listDeputies(transaction, centre, {
          ...ids,
          ...(state === undefined ? {} : { state }),
          ...(before === undefined ? {} : { before }),
          ...(seesWholeCentre(sight, policy) ? {} : { units: [...sight.overseen] }),
          ...(sight.self === undefined ? {} : { only: sight.self }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: await deputyDocuments(transaction, centre, data), nextCursor };
      });
    },
  });

  app.post('/api/v1/deputies', {
    config: { access: 'person' },
    schema: {
      tags: ['deputies'],
      summary: '指定代理人 / name one’s own deputy, or somebody’s on leave as an administrator',
      headers: idempotencyHeaders,
      body: DeputyInput,
      response: { 201: Deputy },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const key = request.headers['idempotency-key'];
      const id = await nameDeputy(desk, caller, request.body, traceOf(request), key);
      const document = await look(desk, caller, async ({ transaction, centre }) => {
        const row = (await readDeputy(transaction, centre, id)) as DeputyRow;
        return (await deputyDocuments(transaction, centre, [row]))[0] as Deputy;
      });
      return reply.status(201).send(document);
    },
  });

  app.delete('/api/v1/deputies/:id', {
    config: { access: 'person' },
    schema: {
      tags: ['deputies'],
      summary: '终止代理 / end a deputyship',
      params: Type.Object({ id: Id }, closed),
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      await endDeputy(desk, personOf(request), request.params.id, traceOf(request));
      return reply.status(204).send(null);
    },
  });
}
