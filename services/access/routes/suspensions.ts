import {
  Id,
  IdOrCode,
  noSuch,
  Page,
  pageQuery,
  Suspension,
  SuspensionInput,
  SuspensionPreview,
  suspensionStates,
  UnitSuspension,
  UnitSuspensionInput,
} from '@zhiheng/contracts';
import { type App, callerOf, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { findPerson } from '../store/people-store.ts';
import { listSuspensions } from '../store/suspension-store.ts';
import { suspensionDocument } from '../suspension-document.ts';
import { previewSuspension, suspend } from '../suspensions.ts';
import { look, type View } from '../viewer.ts';

const closed = { additionalProperties: false } as const;
const PersonParams = Type.Object({ idOrUsername: IdOrCode }, closed);
const UnitParams = Type.Object({ idOrCode: IdOrCode }, closed);
const states = Object.keys(suspensionStates) as (keyof typeof suspensionStates)[];

/** Emergency suspensions: at once, confirmed by a request after the fact. */
export function suspensionRoutes(app: App, desk: Desk): void {
  app.post('/api/v1/people/:idOrUsername/suspension', {
    config: { access: 'person' },
    schema: {
      tags: ['suspensions'],
      summary: '紧急停权 / suspends somebody at once, to be confirmed within a working day',
      params: PersonParams,
      body: SuspensionInput,
      response: { 201: Suspension },
    },
    handler: async (request, reply) => {
      const wish = { target: { kind: 'person', named: request.params.idOrUsername }, ...request.body } as const;
      const [done] = await suspend(desk, personOf(request), wish, traceOf(request));
      if (!done) throw new Error('A suspension was ordered and is not there.');
      return reply.status(201).header('location', `/api/v1/suspensions/${done.id}`).send(suspensionDocument(done));
    },
  });

  app.post('/api/v1/people/:idOrUsername/suspension/preview', {
    config: { access: 'person' },
    schema: {
      tags: ['suspensions'],
      summary: '停权预览 / what a suspension would do; changes nothing',
      params: PersonParams,
      body: SuspensionInput,
      response: { 200: SuspensionPreview },
    },
    handler: (request) => {
      const wish = { target: { kind: 'person', named: request.params.idOrUsername }, ...request.body } as const;
      return previewSuspension(desk, personOf(request), wish, traceOf(request));
    },
  });

  app.post('/api/v1/units/:idOrCode/suspension', {
    config: { access: 'person' },
    schema: {
      tags: ['suspensions'],
      summary: '网点整体停权 / suspends everybody who belongs to a unit or below it',
      params: UnitParams,
      body: UnitSuspensionInput,
      response: { 201: UnitSuspension },
    },
    handler: async (request, reply) => {
      const wish = { target: { kind: 'unit', named: request.params.idOrCode }, ...request.body } as const;
      const done = await suspend(desk, personOf(request), wish, traceOf(request));
      return reply.status(201).send({ suspensions: done.map(suspensionDocument) });
    },
  });

  app.post('/api/v1/units/:idOrCode/suspension/preview', {
    config: { access: 'person' },
    schema: {
      tags: ['suspensions'],
      summary: '网点停权预览 / what the suspension of a unit would do; changes nothing',
      params: UnitParams,
      body: UnitSuspensionInput,
      response: { 200: SuspensionPreview },
    },
    handler: (request) => {
      const wish = { target: { kind: 'unit', named: request.params.idOrCode }, ...request.body } as const;
      return previewSuspension(desk, personOf(request), wish, traceOf(request));
    },
  });

  app.get('/api/v1/suspensions', {
    config: { access: 'person' },
    schema: {
      tags: ['suspensions'],
      summary: '停权记录 / suspensions, newest first',
      querystring: Type.Object(
        { person: Type.Optional(IdOrCode), state: Type.Optional(Type.Enum(states)), ...pageQuery },
        closed,
      ),
      response: { 200: Page(Suspension) },
    },
    handler: (request) => {
      const { person, state, limit = defaultLimit, cursor } = request.query;
      const before = idOfCursor(cursor);
      return look(desk, callerOf(request), async (view) => {
        const found = person === undefined ? undefined : await findPerson(view.transaction, view.centre, person);
        if (person !== undefined && !found) return { data: [], nextCursor: null };
        const rows = await listSuspensions(view.transaction, view.centre, {
          ...seenBy(view),
          ...(found ? { person: found.id } : {}),
          ...(state === undefined ? {} : { state }),
          ...(before === undefined ? {} : { before }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: data.map(suspensionDocument), nextCursor };
      });
    },
  });

  app.get('/api/v1/suspensions/:id', {
    config: { access: 'person' },
    schema: {
      tags: ['suspensions'],
      summary: '一次停权 / one suspension',
      params: Type.Object({ id: Id }, closed),
      response: { 200: Suspension },
    },
    handler: (request) => {
      const { id } = request.params;
      return look(desk, callerOf(request), async (view) => {
        const [row] = await listSuspensions(view.transaction, view.centre, { ...seenBy(view), id, limit: 1 });
        if (!row) throw new Problem('not-found', noSuch('suspension', id));
        return suspensionDocument(row);
      });
    },
  });
}

/** Their own, and those of whom they oversee. */
const seenBy = ({ sight: { overseen, self } }: View) => ({
  units: [...overseen],
  ...(self === undefined ? {} : { only: self }),
});
