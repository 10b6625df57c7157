import {
  Id,
  IdOrCode,
  NewPersonInput,
  Page,
  Person,
  pageQuery,
  RehireInput,
  Transfer,
  TransferInput,
  TransferPreview,
  transferStates,
} from '@zhiheng/contracts';
import { type App, callerOf, pageOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { addPerson, rehire } from '../arrivals.ts';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { seesWholeCentre } from '../sight.ts';
import { listTransfers, type TransferRow } from '../store/movement-store.ts';
import { findPerson, type PersonRow } from '../store/people-store.ts';
import { cancelTransfer, orderTransfer, previewTransfer } from '../transfers.ts';
import { look } from '../viewer.ts';

/** People by what they hold, the HR system by its scope. */
const access = { personOrScope: 'scim' } as const;
const closed = { additionalProperties: false } as const;
const PersonParams = Type.Object({ idOrUsername: IdOrCode }, closed);
const tags = ['people'];

/** People come, move within the centre, and come back. */
export function movementRoutes(app: App, desk: Desk): void {
  app.post('/api/v1/people', {
    config: { access },
    schema: {
      tags,
      summary: '新增人员 / somebody new, with an account and nothing granted',
      body: NewPersonInput,
      response: { 201: Person },
    },
    handler: async (request, reply) => {
      const person = await addPerson(desk, callerOf(request), request.body, traceOf(request));
      return reply.status(201).header('location', `/api/v1/people/${person.id}`).send(document(person));
    },
  });

  app.post('/api/v1/people/:idOrUsername/rehire', {
    config: { access },
    schema: {
      tags,
      summary: '返聘 / somebody who had left comes back: a new account, nothing granted',
      params: PersonParams,
      body: RehireInput,
      response: { 201: Person },
    },
    handler: async (request, reply) => {
      const { idOrUsername } = request.params;
      const person = await rehire(desk, callerOf(request), idOrUsername, request.body, traceOf(request));
      return reply.status(201).header('location', `/api/v1/people/${person.id}`).send(document(person));
    },
  });

  app.post('/api/v1/people/:idOrUsername/transfer', {
    config: { access },
    schema: {
      tags: ['transfers'],
      summary: '调岗 / somebody moves: what was given for the old place ends, the new is asked for',
      params: PersonParams,
      body: TransferInput,
      response: { 201: Transfer },
    },
    handler: async (request, reply) => {
      const { idOrUsername } = request.params;
      const done = await orderTransfer(desk, callerOf(request), idOrUsername, request.body, traceOf(request));
      return reply.status(201).send({ ...transferDocument(done.transfer), suggestedGrants: done.suggestedGrants });
    },
  });

  app.post('/api/v1/people/:idOrUsername/transfer/preview', {
    config: { access },
    schema: {
      tags: ['transfers'],
      summary: '调岗预览 / what a transfer would do at this moment; changes nothing',
      params: PersonParams,
      body: TransferInput,
      response: { 200: TransferPreview },
    },
    handler: async (request) => {
      const { idOrUsername } = request.params;
      const english = prefersEnglish(request.headers['accept-language']);
      const input = { ...request.body, english };
      const found = await previewTransfer(desk, callerOf(request), idOrUsername, input, traceOf(request));
      const { id, username, name, unit, post } = found.person;
      return { ...found, person: { id, username, name, unit, post } };
    },
  });

  app.delete('/api/v1/transfers/:id', {
    config: { access },
    schema: {
      tags: ['transfers'],
      summary: '取消计划调岗 / takes a planned transfer back',
      params: Type.Object({ id: Id }, closed),
      response: { 200: Transfer },
    },
    handler: async (request) =>
      transferDocument(await cancelTransfer(desk, callerOf(request), request.params.id, traceOf(request))),
  });

  app.get('/api/v1/transfers', {
    config: { access },
    schema: {
      tags: ['transfers'],
      summary: '调岗记录 / transfers, newest first',
      querystring: Type.Object(
        { person: Type.Optional(IdOrCode), state: Type.Optional(Type.Enum(transferStates)), ...pageQuery },
        closed,
      ),
      response: { 200: Page(Transfer) },
    },
    handler: (request) => {
      const { person, state, limit = defaultLimit, cursor } = request.query;
      const before = idOfCursor(cursor);
      return look(desk, callerOf(request), async ({ transaction, centre, sight, policy }) => {
        const found = person === undefined ? undefined : await findPerson(transaction, centre, person);
        if (person !== undefined && !found) return { data: [], nextCursor: null };
        const rows = await listTransfers(transaction, centre, {
          ...(found ? { person: found.id } : {}),
          ...(state === undefined ? {} : { state }),
          ...(before === undefined ? {} : { before }),
          ...(seesWholeCentre(sight, policy) ? {} : { units: [...sight.overseen] }),
          ...(sight.self === undefined ? {} : { only: sight.self }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: data.map(transferDocument), nextCursor };
      });
    },
  });
}

const transferDocument = ({ fromUnit, fromPost, unit, post, at, ...row }: TransferRow): Transfer => ({
  ...row,
  from: { unit: fromUnit, post: fromPost },
  to: { unit, post },
  at: at.toISOString(),
  suggestedGrants: [],
});

/** As whoever added them may see them: whole. */
const document = ({ id, username, name, staffNumber, unit, post, state, roles }: PersonRow): Person => ({
  ...{ id, username, name, staffNumber, unit, post, state, roles },
});
