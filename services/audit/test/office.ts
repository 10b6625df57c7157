import { advisoryLocks, type Lease, tryElection } from '@zhiheng/database';
import type { TestCaller } from '@zhiheng/http/testing';
import { ArchiveFolder } from '../archive/folder.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { officer } from './officer.ts';
import { appendThen, archiveOf, makeMonth } from './past.ts';
import { openWorld } from './world.ts';

/** Kept long enough by the ten years of the default, and one that is not. */
export const [first, second, recent] = ['2014-01', '2014-02', '2023-05'] as const;
export const base = '/audit/v1/retention';

/** A log with a past, and who decides how long it is kept. */
export async function openOffice() {
  const world = await openWorld();
  // Held so that the service's own archivist does nothing unasked.
  let lease: Lease | undefined = await tryElection(world.database, advisoryLocks.archivist);
  const letGo = () => {
    lease?.release();
    lease = undefined;
  };
  const service = await world.openService();
  const people = {
    ann: await officer(world, 'ann', ['retain', 'hold']),
    bob: await officer(world, 'bob', ['retain', 'hold']),
    keeper: await officer(world, 'keeper', ['retain']),
    warden: await officer(world, 'warden', ['hold']),
  };
  for (const month of [first, second, recent]) await makeMonth(world, month);
  // Of `north` by index.
  const ids = await appendThen(world, 'north', first, 300);
  ids.push(...(await appendThen(world, 'north', second, 300)));
  ids.push(...(await appendThen(world, 'north', recent, 10)));
  await appendThen(world, 'south', first, 5);
  ids.push(...(await world.append('north', ...Array.from({ length: 30 }, (_, n) => ({ target: `now/${n}` })))));
  await world.sequenceAll('north');
  return {
    world,
    service,
    ids,
    letGo,
    ...people,
    reader: () => world.client('north', 'audit:read'),
    inspector: () => world.as('north', 'inspector'),
    put: (caller: TestCaller | undefined, keepMonths: number, onlineMonths = 24, reason = '新规') =>
      service.send(caller, { method: 'PUT', url: base, payload: { keepMonths, onlineMonths, reason } }),
    remove: (caller: TestCaller | undefined, month: string = first, reason = '期满') =>
      service.post(caller, `${base}/months/${month}/removal`, { reason }),
    hold: (caller: TestCaller | undefined, more: object = {}) =>
      service.post(caller, '/audit/v1/holds', {
        since: '2014-01-20T00:00:00Z',
        until: '2014-01-21T00:00:00Z',
        document: '检调〔2026〕12号',
        reason: '调取',
        ...more,
      }),
    release: (caller: TestCaller | undefined, id: string) =>
      service.post(caller, `/audit/v1/holds/${id}/release`, { reason: '案结' }),
    months: async (query: Record<string, string> = {}) =>
      (await service.get(world.as('north', 'inspector'), `${base}/months`, query)).json(),
    preview: (caller: TestCaller | undefined, month: string = first) =>
      service.get(caller, `${base}/months/${month}/removal/preview`),
    newest: async (action: string) =>
      (
        await world.owner.pool.query(
          `select id, actor, outcome, reason, target, before, after, details from audit.entry
           where centre = 'north' and action = $1 order by id desc limit 1`,
          [action],
        )
      ).rows[0],
    verification: () => verifyLog(world.database, 'north', world.keys, {}, new ArchiveFolder(archiveOf(world))),
    async close() {
      letGo();
      await world.close();
    },
  };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** The status of an answer, and its problem or state. */
export async function code(answer: Promise<{ statusCode: number; json(): { code?: string; state?: string } }>) {
  const one = await answer;
  const { code: problem, state } = one.json();
  return [one.statusCode, problem ?? state];
}
