import { Grant, Id, IdOrCode, Me, Page, Person, pageQuery } from '@zhiheng/contracts';
import { type App, callerOf, pageOf, personOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { grantDocument, grantsFor, me, peopleFor, personFor, seePerson } from '../people.ts';
import { codeOf } from '../request-fields.ts';
import { findPerson } from '../store/people-store.ts';
import { look } from '../viewer.ts';

const access = { personOrScope: 'decide' } as const;
const closed = { additionalProperties: false } as const;

/** The signed-in person, people and grants, as far as the caller's sight goes. */
export function peopleRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/me', {
    config: { access: 'person' },
    schema: { tags: ['people'], summary: '本人 / the signed-in person', response: { 200: Me } },
    handler: (request) => {
      const caller = personOf(request);
      return look(desk, caller, (view) => me(view, caller));
    },
  });

  app.get('/api/v1/people', {
    config: { access },
    schema: {
      tags: ['people'],
      summary: '人员 / people',
      querystring: Type.Object(
        {
          unit: Type.Optional(IdOrCode),
          state: Type.Optional(Type.Enum(['active', 'departed'])),
          text: Type.Optional(
            Type.String({ minLength: 1, maxLength: 100, description: '姓名或用户名含 / part of name or username' }),
          ),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(Person) },
    },
    handler: (request) => {
      const { unit, state, text, limit = defaultLimit, cursor } = request.query;
      const after = idOfCursor(cursor);
      return look(desk, callerOf(request), async (view) => {
        const people = await peopleFor(view, {
          ...(unit === undefined ? {} : { unit: codeOf(view.policy, 'unit', unit) }),
          ...(state === undefined ? {} : { state }),
          ...(text === undefined ? {} : { text }),
          ...(after === undefined ? {} : { after }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(people, limit, ({ id }) => [id]);
        return { data: data.map((person) => personFor(view, person)), nextCursor };
      });
    },
  });

  app.get('/api/v1/people/:idOrUsername', {
    config: { access },
    schema: {
      tags: ['people'],
      summary: '一名人员 / one person',
      params: Type.Object({ idOrUsername: IdOrCode }, closed),
      response: { 200: Person },
    },
    handler: (request) =>
      look(desk, callerOf(request), async (view) =>
        personFor(view, await seePerson(view, request.params.idOrUsername)),
      ),
  });

  app.get('/api/v1/grants', {
    config: { access },
    schema: {
      tags: ['people'],
      summary: '授权 / grants, newest first',
      querystring: Type.Object(
        {
          person: Type.Optional(IdOrCode),
          role: Type.Optional(IdOrCode),
          unit: Type.Optional(IdOrCode),
          state: Type.Optional(Type.Enum(['planned', 'active', 'ended'])),
          request: Type.Optional(Id),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(Grant) },
    },
    handler: (request) => {
      const { person, role, unit, state, limit = defaultLimit, cursor, request: by } = request.query;
      const before = idOfCursor(cursor);
      return look(desk, callerOf(request), async (view) => {
        const found = person === undefined ? undefined : await findPerson(view.transaction, view.centre, person);
        if (person !== undefined && !found) return { data: [], nextCursor: null };
        const grants = await grantsFor(view, {
          ...(found ? { person: found.id } : {}),
          ...(role === undefined ? {} : { role: codeOf(view.policy, 'role', role) }),
          ...(unit === undefined ? {} : { unit: codeOf(view.policy, 'unit', unit) }),
          ...(state === undefined ? {} : { state }),
          ...(by === undefined ? {} : { request: by }),
          ...(before === undefined ? {} : { before }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(grants, limit, ({ id }) => [id]);
        return { data: data.map(grantDocument), nextCursor };
      });
    },
  });
}
