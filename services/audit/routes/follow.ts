import { Readable } from 'node:stream';
import { accountActive, type Database, inCentre } from '@zhiheng/database';
import { type App, type Caller, callerOf, decodeCursor, encodeCursor, Problem } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lookOnward, type Onward } from '../feed.ts';
import { HeadWatch } from '../head-watch.ts';
import { loggedReading } from '../query.ts';
import { currentScope, readLog } from '../reading.ts';
import type { EntryFilters } from '../store/entry-filters.ts';
import { logSize } from '../store/entry-store.ts';
import { type TailEnd, tail } from '../tail.ts';
import { Tails } from '../tails.ts';
import { FeedAnswer, FeedQuery, TailAnswer, TailHeaders, TailQuery } from './entry-schemas.ts';

const access = { personOrScope: 'audit:read' } as const;
const followAction = 'entries.followed';
/** Entries a tail reads at once: what it holds in memory for a slow reader. */
const tailBatch = 100;
/** How long a reader that no longer reads may keep a connection whose token has ended. */
const graceMs = 5_000;

/** The log in the order of its index: by answers that lead to the next, or as a stream of events. */
export function followRoutes(app: App, { database, nudge }: { database: Database; nudge: () => void }): void {
  const tags = ['audit'];
  const watch = new HeadWatch(database);
  const tails = new Tails();
  app.addHook('preClose', async () => tails.stop());

  app.get('/audit/v1/entries/feed', {
    config: { access },
    schema: {
      tags,
      summary: '按序号续读 / what follows an index, in the order of the log',
      querystring: FeedQuery,
      response: { 200: FeedAnswer },
    },
    handler: async (request, reply) => {
      const { from, cursor, limit = 50, wait = 0, ...filters } = request.query;
      const place = placeOf(cursor);
      const start = place?.next ?? from ?? 0;
      const open = await readLog(database, request, {
        scoped: true,
        ...(place ? {} : { reading: { action: followAction, details: { filters, from: start } } }),
        work: async (transaction, centre, logged) => {
          if (place) await loggedReading(transaction, centre, callerOf(request), followAction, filters, place.logged);
          return { logged: place?.logged ?? logged, size: (await logSize(transaction, centre)) ?? 0 };
        },
      });
      const { centre } = callerOf(request);
      if (open.size <= start && wait > 0) {
        nudge();
        await watch.grown(centre, start, wait * 1_000, hangUpOf(reply));
      }
      // Looked at once more, for they may have waited.
      const seen = await readLog(database, request, {
        scoped: true,
        work: (transaction, _centre, _logged, scope) =>
          lookOnward(transaction, centre, scope, filters, { from: start, limit }),
      });
      return answerOf(seen, open.logged);
    },
  });

  app.get('/audit/v1/entries/tail', {
    exposeHeadRoute: false,
    config: { access },
    schema: {
      tags,
      summary: '实时跟踪 / what is logged from now on, as server-sent events',
      querystring: TailQuery,
      headers: TailHeaders,
      response: { 200: TailAnswer },
    },
    handler: async (request, reply) => {
      const { from, ...filters } = request.query;
      const caller = callerOf(request);
      const received = request.headers['last-event-id'];
      const { stopping, leave } = tails.enter(caller);
      reply.raw.once('close', leave);
      try {
        const size = await readLog(database, request, {
          scoped: true,
          reading: { action: followAction, details: { filters, tail: true } },
          work: async (transaction, centre) => (await logSize(transaction, centre)) ?? 0,
        });
        const signal = AbortSignal.any([stopping, hangUpOf(reply)]);
        const endsAt = tokenEnd(request);
        const overdue = setTimeout(() => reply.raw.destroy(), endsAt - Date.now() + graceMs);
        reply.raw.once('close', () => clearTimeout(overdue));
        const events = tail({
          from: received === undefined ? (from ?? size) : Number(received) + 1,
          look: (next) => lookAs(database, caller, filters, next),
          log: `/audit/log/${caller.centre}`,
          grown: (beyond, milliseconds) => watch.grown(caller.centre, beyond, milliseconds, signal),
          endsAt,
          now: Date.now,
          signal,
        });
        return reply
          .type('text/event-stream; charset=utf-8')
          .header('cache-control', 'no-store')
          .header('x-accel-buffering', 'no')
          .send(Readable.from(events, { highWaterMark: 1 }) as NodeJS.ReadableStream);
      } catch (error) {
        leave();
        throw error;
      }
    },
  });
}

/** What follows, as the caller may see it at this very moment; nothing is sent to who may no longer. */
async function lookAs(
  database: Database,
  caller: Caller,
  filters: EntryFilters,
  from: number,
): Promise<Onward | TailEnd> {
  const { centre } = caller;
  try {
    if (caller.kind === 'person' && !(await accountActive(database, centre, caller.account))) return 'account-disabled';
    return await inCentre(database, centre, async (transaction) => {
      const scope = await currentScope(transaction, caller, 'read');
      return scope ? lookOnward(transaction, centre, scope, filters, { from, limit: tailBatch }) : 'not-permitted';
    });
  } catch {
    return 'unavailable';
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Throws Problem `invalid-cursor`. */
function placeOf(cursor: string | undefined): { next: number; logged: string } | undefined {
  const keys = decodeCursor(cursor, 2);
  if (!keys) return undefined;
  const [next, logged] = keys;
  if (!Number.isSafeInteger(next) || Number(next) < 0 || !uuid.test(String(logged)))
    throw new Problem('invalid-cursor');
  return { next: next as number, logged: logged as string };
}

const answerOf = ({ entries, next, size, ...searched }: Onward, logged: string) => ({
  data: entries,
  nextIndex: next,
  nextCursor: encodeCursor([next, logged]),
  size,
  ...searched,
});

function hangUpOf(reply: FastifyReply): AbortSignal {
  const hangUp = new AbortController();
  reply.raw.once('close', () => hangUp.abort());
  return hangUp.signal;
}

/** Milliseconds since 1970. The token was verified when the request was let in. */
function tokenEnd({ headers }: FastifyRequest): number {
  const [, payload = ''] = (headers.authorization ?? '').split('.');
  const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { exp: number };
  return exp * 1_000;
}
