import { advisoryLocks, inCentre, type Lease, newId, tryElection } from '@zhiheng/database';
import type { TestPerson, TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { officer } from './officer.ts';
import { appendThen, makeMonth, tend } from './past.ts';
import { openWorld, type World } from './world.ts';

/** However short the log is kept: what was done with personal data stays for three years. */
let world: World;
let service: TestService;
let lease: Lease | undefined;
let [ann, bob]: TestPerson[] = [];
const monthsAgo = (months: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months)).toISOString().slice(0, 7);
};
/** One with nothing personal; with data beside an entry; in which such were read; in which a file was handed out; and one of 38 months ago. */
const [plain, sealed, read, handed, over] = [20, 19, 18, 17, 38].map(monthsAgo) as [
  string,
  string,
  string,
  string,
  string,
];
const url = '/audit/v1/retention';

beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  service = await world.openService();
  [ann, bob] = [await officer(world, 'ann', ['retain', 'read']), await officer(world, 'bob', ['retain', 'read'])];
  await world.owner.pool.query(
    `insert into audit.retention (centre, keep_months, online_months) values ('north', 6, 2)`,
  );
  const actions = { [read]: 'personal.read', [handed]: 'export.downloaded', [over]: 'personal.read' };
  for (const month of [over, plain, sealed, read, handed]) {
    await makeMonth(world, month);
    const [entry] = await appendThen(world, 'north', month, 2, { ...(actions[month] && { action: actions[month] }) });
    if (month === sealed) await seal(entry as string);
  }
  await world.sequenceAll('north');
});
afterAll(async () => {
  lease?.release();
  await world.close();
});

async function seal(entry: string): Promise<void> {
  const key = newId();
  await world.owner.pool.query(
    `insert into audit.subject_key (centre, id, subject, wrapped_by, wrapped) values ('north', $1, sha256('x'), 'x', 'x')`,
    [key],
  );
  await world.owner.pool.query(
    `insert into audit.personal (centre, entry, key, sealed) values ('north', $1, $2, 'x')`,
    [entry, key],
  );
}

const remove = async (caller: TestPerson | undefined, month: string) => {
  const answer = await service.post(caller, `${url}/months/${month}/removal`, { reason: '期满' });
  return [answer.statusCode, answer.json().code ?? answer.json().state];
};
const threeYears = (month: string) => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number + 36)).toISOString();
};

it('is told of months in the database and in the archive', async () => {
  const { online } = (await service.get(ann, url)).json();
  const due = Object.fromEntries(online.map(({ month, dueAt }: { month: string; dueAt: string }) => [month, dueAt]));
  for (const month of [sealed, read, handed]) expect(due[month], month).toBe(threeYears(month));
  expect(due[plain] < new Date().toISOString()).toBe(true);
  // What has left the log in one round is proposed in the next.
  await tend(world);
  await tend(world);
  const { data } = (await service.get(ann, `${url}/months`)).json();
  expect(data.map(({ month, due: over }: { month: string; due: boolean }) => [month, over])).toEqual([
    [handed, false],
    [read, false],
    [sealed, false],
    [plain, true],
    [over, true],
  ]);
  const { rows } = await world.owner.pool.query(
    `select target from audit.entry where action = 'removal.proposed' order by target`,
  );
  expect(rows.map(({ target }) => target)).toEqual([over, plain]);
});

it('is not removed before, by whomever and however', async () => {
  for (const month of [sealed, read, handed]) {
    expect(await remove(ann, month)).toEqual([409, 'retention-not-over']);
    const alone = inCentre(world.database, 'north', (transaction) =>
      sql`insert into audit.month_removal (centre, id, month, reason, asked_by)
        values ('north', ${newId()}, ${month}, 'x', ${newId()})`.execute(transaction),
    );
    await expect(alone, month).rejects.toThrow(/is to be kept/);
  }
  for (const month of [plain, over]) {
    expect(await remove(ann, month)).toEqual([202, 'asked']);
    expect(await remove(bob, month)).toEqual([200, 'removed']);
  }
});

it('and a removal that the log does not speak of is none', async () => {
  const month = monthsAgo(40);
  await makeMonth(world, month);
  await appendThen(world, 'north', month, 1);
  await tend(world);
  expect(await remove(ann, month)).toEqual([202, 'asked']);
  const entry = async (entry: object) =>
    (await world.append('north', { targetType: 'month', ...(bob && { person: bob.person }), ...entry }))[0];
  for (const said of [
    newId(),
    await entry({ action: 'month.removed', target: sealed }),
    await entry({ action: 'removal.asked', target: month }),
    await entry({ action: 'month.removed', target: month, person: ann?.person }),
  ]) {
    const confirmed = inCentre(world.database, 'north', (transaction) =>
      sql`update audit.month_removal set confirmed_by = ${bob?.person}, confirmed_at = now(), entry = ${said} where month = ${month}`.execute(
        transaction,
      ),
    );
    await expect(confirmed).rejects.toThrow(/the log does not say/);
  }
  expect(await remove(bob, month)).toEqual([200, 'removed']);
});
