import type { Request } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveSuspensions } from '../suspension-move.ts';
import { question, reasonOf } from './acting.ts';
import { applied, ask, asked, asOwner, deskOf, inDays, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide } from './requesting.ts';
import { addSections, read, unit } from './retiring.ts';
import { grantIds, grantsOf, investigated, suspended, suspensionOf } from './suspending.ts';

const rounds = 8;
/** Sections with one person each, who handles paper there. */
const sections = ['a', 'b', 'c', 'd', 'e', ...Array.from({ length: rounds }, (_, round) => `round-${round}`)];

let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    addSections(file);
    const name = { zh: '组', en: 'Group' };
    file.units.push({ code: 'below', parent: 'new', kind: 'section', name });
    for (const code of sections) {
      file.units.push({ code, parent: 'centre', kind: 'section', name });
      const one = { staffNumber: `at-${code}`, username: `at-${code}`, name: code, unit: code, post: 'clerk' };
      file.people.push({ ...one, roles: ['paper-handle'] });
    }
  });
});
afterAll(() => county.close());

const takeOver = (from: string, into = 'new') => unit(from, { retired: true, into });
const grant = (beneficiary: string, at: string) => ({ change: 'grant', beneficiary, role: 'paper-handle', unit: at });
const handles = (who: string) => reasonOf(county, question(who, 'handle', { item: 'old-paper', unit: 'new' }));

test('what is suspended goes along and stays so, until its suspension is lifted', async () => {
  const { id, request } = await suspended(county, 'at-a');
  const preview = await previewed(county, 'secadmin', takeOver('a'));
  expect(preview).toMatchObject({ submittable: true, problem: null });
  expect(preview.left.map(({ kind }: { kind: string }) => kind)).not.toContain('suspended-grant');
  const reorganisation = await applied(county, 'secadmin', takeOver('a'));
  expect(await grantsOf(county, 'at-a')).toEqual(['paper-handle@a ended', 'paper-handle@new suspended']);
  expect(await handles('at-a')).not.toBe('permitted');
  const suspension = await suspensionOf(county, id);
  expect(suspension).toMatchObject({ state: 'unconfirmed', withheld: [{ role: 'paper-handle', unit: 'new' }] });
  expect(await read(county, 'people', 'at-a')).toMatchObject({ unit: 'new' });
  const entries = (await county.entries('grant.suspended')).filter(({ reason }) => reason === 'reorganisation');
  expect(entries).toMatchObject([{ unit: 'new', details: { suspension: id, request: reorganisation.id } }]);

  expect((await decide(county, 'director', request, 'reject', '无事')).json().state).toBe('rejected');
  expect(await grantsOf(county, 'at-a')).toEqual(['paper-handle@a ended', 'paper-handle@new active']);
  expect(await handles('at-a')).toBe('permitted');
  expect(await suspensionOf(county, id)).toMatchObject({ state: 'lifted', withheld: [] });
});

test('confirmed for good it ends where it has gone to', async () => {
  const [held] = await grantIds(county, 'at-b');
  const { request } = await suspended(county, 'at-b', { ...investigated, grants: [held] });
  await applied(county, 'secadmin', takeOver('b'));
  expect((await decide(county, 'director', request)).json().state).toBe('applied');
  expect(await grantsOf(county, 'at-b')).toEqual(['paper-handle@b ended', 'paper-handle@new ended']);
});

test('confirmed until a date it comes back on that date where it has gone to', async () => {
  const { id, request } = await suspended(county, 'at-c', {
    reason: 'seconded-out',
    note: '借调',
    keptUntil: inDays(9),
  });
  expect((await decide(county, 'director', request)).json().state).toBe('applied');
  await applied(county, 'secadmin', takeOver('c'));
  expect(await suspensionOf(county, id)).toMatchObject({ state: 'kept', withheld: [{ unit: 'new' }] });
  await asOwner(county, 'update access.suspension set kept_until = clock_timestamp() where id = $1', [id]);
  await moveSuspensions(deskOf(county), county.centre);
  expect(await grantsOf(county, 'at-c')).toEqual(['paper-handle@c ended', 'paper-handle@new active']);
});

test('held at both and suspended at one only it is refused, saying what is to be done; then it goes', async () => {
  const [held] = await grantIds(county, 'at-d');
  await applied(county, 'newcomer', grant('at-d', 'new'));
  const { request } = await suspended(county, 'at-d', { ...investigated, grants: [held] });
  for (const into of ['new', 'below']) {
    const refused = (await ask(county, 'inspector', takeOver('d', into))).json();
    expect(refused).toMatchObject({ status: 409, code: 'in-use' });
    expect(refused.detail).toMatch(/请先对停权作出决定，或收回其中之一/);
    const kept = { kind: 'suspended-grant', count: 1, refuses: true, some: ['at-d paper-handle d'] };
    expect(refused.left).toContainEqual(kept);
    expect((await previewed(county, 'inspector', takeOver('d', into))).left).toContainEqual(kept);
  }
  const elsewhere = (await previewed(county, 'secadmin', takeOver('d', 'empty'))) as { submittable: boolean };
  expect(elsewhere.submittable).toBe(true);
  await applied(county, 'card-op1', { ...grant('at-d', 'new'), change: 'revoke' });
  await applied(county, 'secadmin', takeOver('d'));
  expect(await grantsOf(county, 'at-d')).toContain('paper-handle@new suspended');
  await decide(county, 'director', request, 'reject', '无事');
});

test('a unit that retires alone still keeps what is suspended there', async () => {
  const { request } = await suspended(county, 'at-e');
  const refused = (await ask(county, 'secadmin', unit('e', { retired: true }))).json();
  expect(refused).toMatchObject({ code: 'in-use' });
  expect(refused.detail).toMatch(/请先对停权作出决定，或收回这些授权/);
  expect(refused.left.map(({ kind }: { kind: string }) => kind)).toContain('suspended-grant');
  await decide(county, 'director', request, 'reject', '无事');
});

test('a confirmation decided at the moment of the takeover: suspended until it is rejected, ended when it is approved', async () => {
  const other = await county.secondService();
  for (let round = 0; round < rounds; round++) {
    const [from, who] = [`round-${round}`, `at-round-${round}`];
    const { id, request } = await suspended(county, who);
    const wanted = await approve(county, await asked(county, 'secadmin', takeOver(from)), 2);
    const last = wanted.stages.find(({ state }) => state === 'open')?.candidates[0] as string;
    const decision = round % 2 ? 'reject' : 'approve';
    const confirmation: Request = await read(county, 'requests', request, 'director');
    const by = confirmation.stages.find(({ state }) => state === 'open')?.candidates[0] as string;
    const acts = [
      () => decide(county, last, wanted.id),
      () => decide({ as: county.as, service: other }, by, request, decision, '意见'),
    ];
    const answers = await Promise.all((round % 4 < 2 ? acts : acts.toReversed()).map((act) => act()));
    for (const answer of answers) expect(answer.statusCode, answer.body).toBe(200);
    expect(await read(county, 'units', from)).toMatchObject({ retired: true });
    const held = (await grantsOf(county, who)).filter((one) => !one.endsWith(' ended'));
    expect(held).toEqual(decision === 'reject' ? ['paper-handle@new active'] : []);
    expect(await suspensionOf(county, id)).toMatchObject({ state: decision === 'reject' ? 'lifted' : 'removed' });
  }
});

test('the database lets no suspension fall off on the way, and marks nothing else', async () => {
  const name = { zh: '组', en: 'Group' };
  await applied(county, 'secadmin', {
    change: 'rule',
    unitContent: { code: 'f', parent: 'centre', kind: 'section', name },
  });
  await applied(county, 'newcomer', grant('card-op1', 'f'));
  const [held] = (await county.owner.pool.query(`select id from access.grant where unit = 'f'`)).rows;
  const until = { reason: 'seconded-out', note: '借调', keptUntil: inDays(9) };
  const { id, request } = await suspended(county, 'card-op1', { ...until, grants: [held.id] });
  expect((await decide(county, 'director', request)).json().state).toBe('applied');
  const almost = await approve(county, await asked(county, 'secadmin', takeOver('f')), 2);
  const approved = [almost.id];
  await asOwner(county, `update access.request_stage set state = 'approved' where request = $1`, approved);
  await asOwner(county, `update access.request set state = 'approved' where id = $1`, approved);
  const begin = (mark: boolean, at: string) =>
    inCentre(county.database, county.centre, async (transaction) => {
      await sql`with begun as (insert into access.grant (centre, id, person, role, unit, validity, request)
          select centre, gen_random_uuid(), person, role, ${at}, tstzrange(clock_timestamp(), null), ${almost.id}
          from access.grant where id = ${held.id} returning centre, id)
        select count(*) from begun`.execute(transaction);
      if (mark)
        await sql`insert into access.grant_suspension (centre, "grant", suspension, validity)
          select centre, id, ${id}, tstzrange(clock_timestamp(), null) from access.grant where request = ${almost.id}`.execute(
          transaction,
        );
      await sql`update access.grant set ended_by = 'reorganisation', ended_request = ${almost.id},
          validity = tstzrange(lower(validity), clock_timestamp(), '[)') where id = ${held.id}`.execute(transaction);
    });
  await expect(begin(false, 'new')).rejects.toMatchObject({ constraint: 'suspension_goes_along' });
  await expect(begin(true, 'empty')).rejects.toMatchObject({ constraint: 'grant_needs_approval' });
  const markAnother = inCentre(county.database, county.centre, async (transaction) => {
    await sql`insert into access.grant_suspension (centre, "grant", suspension, validity)
      select g.centre, g.id, s.id, tstzrange(clock_timestamp(), null)
      from access.suspension s join access.grant g on g.person = s.person and g.unit = 'card'
      where s.id = ${id} and g.ended_by is null`.execute(transaction);
  });
  await expect(markAnother).rejects.toMatchObject({ constraint: 'grant_suspension_counts' });
  await begin(true, 'new');
});
