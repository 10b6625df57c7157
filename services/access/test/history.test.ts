import type { LedgerDifference, LedgerDifferences, LedgerLine, LedgerLines } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundCentre } from '../plugin.ts';
import { applied } from './asking.ts';
import { waitingForLocks } from './holding.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { instant, moving, together, writing } from './replaying.ts';

let county: County;
let founded: string;
beforeAll(async () => {
  county = await openCounty();
  founded = await instant(county);
});
afterAll(() => county.close());

const url = '/api/v1/permission-ledger';
const get = async (who: string, path: string, query: Record<string, string>) => {
  const answer = await county.service.get(county.as(who), path, query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer;
};
const ledger = async (query: Record<string, string>, who = 'director'): Promise<LedgerLine[]> =>
  ((await get(who, url, { limit: '500', ...query })).json() as LedgerLines).data;
const differences = async (query: Record<string, string>): Promise<LedgerDifference[]> =>
  ((await get('director', `${url}/difference`, { limit: '500', ...query })).json() as LedgerDifferences).data;
const holders = (lines: LedgerLine[]) => lines.map(({ person }) => person.username).sort();

test('who has moved is told where they then belonged, by unit and post, and the move is a difference with its cause', async () => {
  const who = 'card-op1';
  const { person } = county.as(who);
  const [held] = await ledger({ person: who });
  const answer = await county.service.post(county.as('sysadmin'), `/api/v1/people/${person}/transfer`, {
    unit: 'hall',
    post: '大厅经办岗',
    reason: '调岗',
  });
  expect(answer.statusCode, answer.body).toBe(201);
  const moved = await instant(county);
  const [then] = await ledger({ at: founded, person: who });
  expect(then?.person).toMatchObject({ unit: 'card', post: held?.person.post });
  expect(holders(await ledger({ at: founded, post: held?.person.post as string }))).toContain(who);
  expect(holders(await ledger({ at: moved, post: held?.person.post as string }))).not.toContain(who);
  // Whoever heads the section now sees what its people of then held then, and no more what they hold elsewhere.
  expect(holders(await ledger({ at: founded }, 'card-op2'))).toContain(who);
  expect(holders(await ledger({ at: moved }, 'card-op2'))).not.toContain(who);
  const told = await differences({ from: founded, to: moved, person: who });
  const ended = told.find(({ kind }) => kind === 'ended');
  expect(ended?.grants).toMatchObject([{ endedBy: 'transfer' }]);
  expect(ended).toMatchObject({ before: { unit: 'card' }, person: { unit: 'hall', post: '大厅经办岗' } });
});

test('who keeps what they hold over a move has moved', async () => {
  const { person } = county.as('control-op1');
  await together(county, ...moving(county.centre, person, 'control', '新岗'));
  const after = await instant(county);
  const told = await differences({ from: founded, to: after, person: 'control-op1' });
  expect(told.length).toBeGreaterThan(0);
  for (const one of told)
    expect(one).toMatchObject({
      kind: 'moved',
      before: { unit: 'control' },
      person: { post: '新岗' },
      moves: [{ by: 'transfer', unit: 'control', post: '新岗' }],
    });
  // Asked by the new post, they come in; what was begun is nothing.
  expect((await differences({ from: founded, to: after, post: '新岗' })).map(({ kind }) => kind)).toEqual(
    told.map(() => 'moved'),
  );
});

test('a role that came to allow something else makes a difference to each holder, with the request and who approved it', async () => {
  const before = await instant(county);
  const item = 'rights-record-print';
  const [first] = await ledger({ at: before, role: 'card-handle' });
  const { permissions } = countyFile().roles.find(({ code }) => code === 'card-handle') as unknown as {
    permissions: [{ items: string[] }];
  };
  const content = { permissions: [{ ...permissions[0], items: [item, ...permissions[0].items.slice(1)] }] };
  const request = await applied(county, 'secadmin', { change: 'role-content', role: 'card-handle', content });
  const after = await instant(county);
  const told = await differences({ from: before, to: after });
  expect(told.length).toBe((await ledger({ at: after, role: 'card-handle' })).length);
  expect(told[0]).toMatchObject({
    kind: 'content',
    role: { code: 'card-handle' },
    content: {
      gained: content.permissions,
      lost: permissions,
      causes: [{ kind: 'role', code: 'card-handle', by: { request: request.id, requester: 'secadmin' } }],
    },
    grants: [{ grant: first?.grant }],
  });
  expect(told[0]?.content?.causes[0]?.by?.decisions.map(({ person }) => person)).toEqual(['control-head', 'director']);
  // By item: before it was not theirs, afterwards it is; each moment by what the role then said.
  expect(holders(await ledger({ at: before, item }))).not.toContain(first?.person.username);
  expect(holders(await ledger({ at: after, item }))).toContain(first?.person.username);
  expect((await differences({ from: before, to: after, item })).map(({ kind }) => kind)).toEqual(
    told.map(() => 'content'),
  );
  expect(await differences({ from: before, to: after, role: 'hall-handle' })).toEqual([]);
});

test('a unit that comes below another gives those who hold there more, and says by which request', async () => {
  const before = await instant(county);
  const request = await applied(county, 'secadmin', {
    change: 'rule',
    unitContent: { code: 'hall-window-1', parent: 'card' },
  });
  const after = await instant(county);
  const told = await differences({ from: before, to: after, unit: 'card' });
  expect(told.find(({ unit }) => unit.code === 'card')).toMatchObject({
    kind: 'reach',
    reach: { gained: ['hall-window-1'], lost: [], causes: [{ code: 'hall-window-1', by: { request: request.id } }] },
  });
  const lost = await differences({ from: before, to: after, unit: 'hall' });
  expect(lost.find(({ unit }) => unit.code === 'hall')?.reach?.lost).toEqual(['hall-window-1']);
  // What lies above both reaches what it did.
  expect((await differences({ from: before, to: after })).map(({ unit }) => unit.code)).not.toContain('centre');
});

test('the answer says from when on history is whole, and so do its files', async () => {
  const { historyFrom } = (await get('director', url, {})).json() as LedgerLines;
  expect(Date.parse(historyFrom)).toBeLessThanOrEqual(Date.parse(founded));
  const between = { from: founded, to: await instant(county) };
  expect((await get('director', `${url}/difference`, between)).json().historyFrom).toBe(historyFrom);
  const file = await get('director', `${url}/difference.xlsx`, between);
  expect(file.headers['content-disposition']).toContain('permission-ledger-difference.xlsx');
  expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
  const [entry] = (await county.entries('permission-ledger.read')).slice(-1);
  expect(entry).toMatchObject({ actor: 'director', details: { ...between, format: 'xlsx' } });
  // Before, what was first known stands for what was.
  expect(await ledger({ at: '2001-01-01T00:00:00Z' })).toEqual([]);
});

test('two who change one role, or move one person, at once leave one history', async () => {
  const { centre, as, owner } = county;
  const rounds = Array.from({ length: 12 }, (_, n) => n);
  await Promise.all(
    rounds.flatMap((n) => [
      together(
        county,
        ...writing(centre, 'hall-handle', { action: n % 2 ? 'handle' : 'review', items: [`i${n}`] }),
      ).catch(() => undefined),
      together(county, ...moving(centre, as('newcomer').person, n % 2 ? 'card' : 'hall', `岗${n}`)).catch(
        () => undefined,
      ),
    ]),
  );
  const { rows } = await owner.pool.query(
    `select count(*)::int as count, count(*) filter (where until = 'infinity')::int as present, bool_and(until = 'infinity' or exists (
       select from access.policy_history n where n.kind = h.kind and n.code = h.code and n.since = h.until)) as whole,
       bool_and(until <> 'infinity' or content = access.policy_content(centre, kind, code)) as current
     from access.policy_history h where code = 'hall-handle'
     union all
     select count(*)::int, count(*) filter (where until = 'infinity')::int, bool_and(until = 'infinity' or exists (
       select from access.person_history n where n.person = h.person and n.since = h.until)),
       bool_and(until <> 'infinity' or exists (select from access.person p where p.id = h.person and (p.unit, p.post) = (h.unit, h.post)))
     from access.person_history h where person = '${as('newcomer').person}'`,
  );
  for (const one of rows) expect(one).toMatchObject({ present: 1, whole: true, current: true });
  expect(rows.map(({ count }) => count > 2)).toEqual([true, true]);
});

test('who ends a change of a role while another ends theirs waits, and finds what that one left', async () => {
  const { owner } = county;
  const adding = async (ordinal: number) => {
    const session = await owner.pool.connect();
    await session.query('begin');
    await session.query(
      `insert into access.role_permission (centre, role, ordinal, action, resource) values ($1, 'card-review', $2, 'read', 'x')`,
      [county.centre, ordinal],
    );
    // As at its end.
    return { session, ended: session.query('set constraints all immediate') };
  };
  const one = await adding(100);
  await one.ended;
  const other = await adding(101);
  await waitingForLocks(county, 1);
  await one.session.query('commit');
  await other.ended;
  await other.session.query('commit');
  one.session.release();
  other.session.release();
  const { rows } = await owner.pool.query(
    `select jsonb_array_length(content -> 'permissions') - lag(jsonb_array_length(content -> 'permissions')) over (order by since) as added,
       until = 'infinity' as present
     from access.policy_history where code = 'card-review' order by since desc limit 2`,
  );
  expect(rows).toEqual([
    { added: 1, present: true },
    { added: 1, present: false },
  ]);
});

test('nobody writes the history but the triggers, and one centre reads nothing of another', async () => {
  const { database, centre } = county;
  const neighbour = { ...countyFile(), centre: 'neighbour' };
  await foundCentre(database, neighbour, (one) => `test/log/${one}`);
  const count = (own: string, table: string) =>
    inCentre(database, own, async (transaction) => {
      const { rows } = await sql<{ centre: string }>`select distinct centre from ${sql.table(table)}`.execute(
        transaction,
      );
      return rows.map((row) => row.centre);
    });
  for (const table of ['access.person_history', 'access.policy_history']) {
    expect(await count('neighbour', table)).toEqual(['neighbour']);
    expect(await count(centre, table)).toEqual([centre]);
    for (const act of [
      sql`delete from ${sql.table(table)}`,
      sql`update ${sql.table(table)} set until = 'infinity'`,
      sql`insert into ${sql.table(table)} select * from ${sql.table(table)}`,
    ])
      await expect(inCentre(database, centre, (transaction) => act.execute(transaction))).rejects.toThrow(
        'permission denied',
      );
  }
  // The neighbour's roles of the same codes changed nothing here.
  const director = await inCentre(database, 'neighbour', (transaction) =>
    transaction
      .selectFrom('access.account')
      .select(['id as account', 'person'])
      .where('username', '=', 'director')
      .executeTakeFirstOrThrow(),
  );
  const there = await county.service.get({ centre: 'neighbour', username: 'director', ...director }, url, {
    at: new Date().toISOString(),
    role: 'card-handle',
  });
  expect(there.json().data.length).toBe(
    countyFile().people.filter(({ roles }) => roles.includes('card-handle')).length,
  );
});
