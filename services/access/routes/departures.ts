import {
  Day,
  Departure,
  DepartureInput,
  DeparturePreview,
  DepartureSettings,
  Id,
  IdOrCode,
  idempotencyHeaders,
  noSuch,
  Page,
  pageQuery,
} from '@zhiheng/contracts';
import { type App, callerOf, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { departureSettings, setDepartureSettings } from '../departure-settings.ts';
import { depart, previewDeparture } from '../departures.ts';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { type DepartureRow, listDepartures } from '../store/departure-store.ts';
import { findPerson } from '../store/people-store.ts';
import { look } from '../viewer.ts';

/** People by what they hold, the HR system by its scope. */
const access = { personOrScope: 'scim' } as const;
const closed = { additionalProperties: false } as const;
const PersonParams = Type.Object({ idOrUsername: IdOrCode }, closed);

/** Someone leaves: what it would do, doing it, and what was done. */
export function departureRoutes(app: App, desk: Desk): void {
  app.post('/api/v1/people/:idOrUsername/departure', {
    config: { access },
    schema: {
      tags: ['departures'],
      summary: '离岗 / someone leaves; takes effect at once',
      params: PersonParams,
      headers: idempotencyHeaders,
      body: DepartureInput,
      response: { 201: Departure },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const order = { person: request.params.idOrUsername, ...request.body };
      const key = request.headers['idempotency-key'];
      const departure = await depart(desk, caller, order, traceOf(request), key);
      return reply.status(201).header('location', `/api/v1/departures/${departure.id}`).send(document(departure));
    },
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/api/v1/people/:idOrUsername/departure/preview',
    config: { access },
    schema: {
      tags: ['departures'],
      summary: '离岗预览 / what a departure would do, `day`: and whom it would leave unstaffed then; changes nothing',
      params: PersonParams,
      querystring: Type.Object({ day: Type.Optional(Day) }, closed),
      response: { 200: DeparturePreview },
    },
    handler: async (request) => {
      const { idOrUsername } = request.params;
      const { day } = request.query;
      const outlook = await previewDeparture(desk, callerOf(request), idOrUsername, traceOf(request), day);
      const { id, username, name, unit, post } = outlook.person;
      return { ...outlook, person: { id, username, name, unit, post } };
    },
  });

  app.get('/api/v1/departure-settings', {
    config: { access: 'person' },
    schema: {
      tags: ['departures'],
      summary: '离岗管理设置 / what the centre decides about departures',
      response: { 200: DepartureSettings },
    },
    handler: (request) => departureSettings(desk, personOf(request)),
  });

  app.put('/api/v1/departure-settings', {
    config: { access: 'person' },
    schema: {
      tags: ['departures'],
      summary: '修改离岗管理设置 / changes them',
      body: DepartureSettings,
      response: { 200: DepartureSettings },
    },
    handler: (request) => setDepartureSettings(desk, personOf(request), request.body, traceOf(request)),
  });

  app.get('/api/v1/departures', {
    config: { access },
    schema: {
      tags: ['departures'],
      summary: '离岗记录 / departures, newest first',
      querystring: Type.Object({ person: Type.Optional(IdOrCode), ...pageQuery }, closed),
      response: { 200: Page(Departure) },
    },
    handler: (request) => {
      const { person, limit = defaultLimit, cursor } = request.query;
      const before = idOfCursor(cursor);
      return look(desk, callerOf(request), async ({ transaction, centre, sight }) => {
        const found = person === undefined ? undefined : await findPerson(transaction, centre, person);
        if (person !== undefined && !found) return { data: [], nextCursor: null };
        const rows = await listDepartures(transaction, centre, {
          units: [...sight.overseen],
          ...(found ? { person: found.id } : {}),
          ...(before === undefined ? {} : { before }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: data.map(document), nextCursor };
      });
    },
  });

  app.get('/api/v1/departures/:id', {
    config: { access },
    schema: {
      tags: ['departures'],
      summary: '一次离岗 / one departure',
      params: Type.Object({ id: Id }, closed),
      response: { 200: Departure },
    },
    handler: (request) => {
      const { id } = request.params;
      return look(desk, callerOf(request), async ({ transaction, centre, sight }) => {
        const [row] = await listDepartures(transaction, centre, { id, units: [...sight.overseen], limit: 1 });
        if (!row) throw new Problem('not-found', noSuch('departure', id));
        return document(row);
      });
    },
  });
}

const document = ({ at, ...row }: DepartureRow): Departure => ({ ...row, at: at.toISOString() });
