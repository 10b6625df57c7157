import { Id, IdOrCode, noSuch, Page, pageQuery, SignInSession } from '@zhiheng/contracts';
import type { Database, Transaction } from '@zhiheng/database';
import { type App, decodeCursor, type PersonCaller, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { act, requireOver } from '../act.ts';
import { endSession, ownSession } from '../sessions.ts';
import { findPerson } from '../store/permission-store.ts';
import { type KeptSession, sessionById, sessionsOfPerson } from '../store/session-store.ts';

const tags = ['sign-in'];
const SessionPage = Page(SignInSession);
const attempt = { action: 'sessions.ended', targetType: 'session' } as const;
const administering = ['administer-accounts', 'account'] as const;
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const Query = Type.Object(pageQuery, { additionalProperties: false });

/** Who is signed in where: one's own sessions, and those of the people whose accounts one administers. */
export function sessionRoutes(app: App, database: Database): void {
  app.get('/api/v1/me/sessions', {
    config: { access: 'person' },
    schema: { tags, summary: '本人的登录会话 / own sessions', querystring: Query, response: { 200: SessionPage } },
    handler: (request) => {
      const caller = personOf(request);
      return act(database, request, attempt, (transaction) => page(transaction, caller, caller.person, request.query));
    },
  });

  app.delete('/api/v1/me/sessions/:id', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '终止本人的一个会话 / end one of one’s own sessions',
      params: Type.Object({ id: Id }),
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      await act(database, request, { ...attempt, target: request.params.id }, (transaction) =>
        end(transaction, request, caller.person, request.params.id),
      );
      return reply.status(204).send(null);
    },
  });

  app.get('/api/v1/account-sessions/:person', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '某人的登录会话 / the sessions of somebody',
      params: Type.Object({ person: IdOrCode }),
      querystring: Query,
      response: { 200: SessionPage },
    },
    handler: (request) =>
      act(database, request, attempt, async (transaction) => {
        const { person } = await administered(transaction, request, request.params.person);
        return page(transaction, personOf(request), person, request.query);
      }),
  });

  app.delete('/api/v1/account-sessions/:person/:id', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '终止某人的一个会话 / end a session of somebody',
      params: Type.Object({ person: IdOrCode, id: Id }),
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      const { person: named, id } = request.params;
      await act(database, request, { ...attempt, target: id }, async (transaction) => {
        const { person } = await administered(transaction, request, named);
        await end(transaction, request, person, id);
      });
      return reply.status(204).send(null);
    },
  });
}

/** Throws Problem `not-found`, `not-permitted`. */
async function administered(transaction: Transaction, request: FastifyRequest, named: string) {
  const found = await findPerson(transaction, personOf(request).centre, named);
  if (!found) throw new Problem('not-found', noSuch('person', named));
  await requireOver(transaction, request, administering, found.unit);
  return found;
}

async function page(
  transaction: Transaction,
  caller: PersonCaller,
  person: string,
  { limit = 50, cursor }: { limit?: number; cursor?: string },
) {
  const before = decodeCursor(cursor, 1)?.[0];
  if (before !== undefined && !isId.test(String(before))) throw new Problem('invalid-cursor');
  const kept = await sessionsOfPerson(transaction, caller.centre, person, {
    limit: limit + 1,
    before: before as string | undefined,
  });
  const own = await ownSession(transaction, caller);
  const { data, nextCursor } = pageOf(kept, limit, ({ id }) => [id]);
  return { data: data.map((session) => shown(session, own?.id)), nextCursor };
}

const shown = ({ id, startedAt, seenAt, endsAt, address, browser }: KeptSession, own: string | undefined) => ({
  id,
  startedAt: startedAt.toISOString(),
  seenAt: seenAt.toISOString(),
  endsAt: endsAt.toISOString(),
  address,
  browser,
  current: id === own,
});

async function end(transaction: Transaction, request: FastifyRequest, person: string, id: string): Promise<void> {
  const caller = personOf(request);
  const session = await sessionById(transaction, caller.centre, id);
  if (session?.person !== person) throw new Problem('not-found', noSuch('session', id));
  const own = person === caller.person;
  await endSession(transaction, caller.centre, session, {
    ...traceOf(request),
    ...(own ? {} : { about: person }),
    reason: own ? 'by-holder' : 'by-administrator',
  });
}
