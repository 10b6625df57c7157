import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { question, reasonOf, stepped } from './acting.ts';
import { applied, ask, asked, inDays, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, rolesOf } from './requesting.ts';
import { addSections, opening, read, unit } from './retiring.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    addSections(file);
    const text = { zh: '并', en: 'Both' };
    // Handling and reviewing paper are two different items' business, apart at one unit only.
    file.rules.push({
      ...{ code: 'apart-at-a-unit', kind: 'static', name: text, source: '测试', effect: 'block' },
      ...{ within: 'unit', atMost: 1, of: [{ roles: ['paper-handle'] }, { roles: ['card-review'] }] },
    });
    file.units.push({ code: 'far', parent: 'centre', kind: 'section', name: text });
    file.units.push({ code: 'far-away', parent: 'far', kind: 'window', name: text });
    file.people.push({
      ...{ staffNumber: 'both', username: 'both', name: '两', unit: 'old', post: 'clerk' },
      roles: ['paper-handle'],
    });
  });
});
afterAll(() => county.close());

const takeOver = (into: string, from = 'old') => unit(from, { retired: true, into });
const grant = (beneficiary: string, role: string, at: string, more: object = {}) => ({
  ...{ change: 'grant', beneficiary, role, unit: at },
  ...more,
});

test('refused: a unit that is not there, the unit itself, one below it, one that is retired', async () => {
  const code = async (into: string) => (await ask(county, 'secadmin', takeOver(into))).json().code;
  expect(await code('nowhere')).toBe('unknown-code');
  expect(await code('old')).toBe('invalid-request');
  expect(await code('old-window')).toBe('invalid-request');
  await applied(county, 'secadmin', unit('empty', { retired: true }));
  expect(await code('empty')).toBe('retired');
});

test('what moves is judged where it goes to: refused with everybody whom that puts in conflict', async () => {
  await applied(county, 'newcomer', grant('both', 'card-review', 'far'));
  const refused = (await ask(county, 'secadmin', takeOver('far'))).json();
  expect(refused).toMatchObject({ status: 409, code: 'duty-conflict' });
  expect(refused.conflicts).toMatchObject([{ rule: 'apart-at-a-unit', person: 'both' }]);
  expect((await previewed(county, 'secadmin', takeOver('far'))).conflicts).toHaveLength(1);
  // Under a kind of unit with a ceiling nobody may hold what it does not let through.
  const outlet = (await ask(county, 'secadmin', takeOver('outlet-premium'))).json();
  expect(outlet.conflicts.map(({ rule, person }: Record<string, string>) => [rule, person])).toContainEqual([
    'outlet-ceiling',
    'old-reviewer',
  ]);
  await applied(county, 'newcomer', { ...grant('both', 'card-review', 'far'), change: 'revoke' });
});

test('somebody who came to be in conflict by the last approval makes it fail, and nothing moves', async () => {
  const almost = await approve(county, await asked(county, 'secadmin', takeOver('far')), 2);
  await applied(county, 'newcomer', grant('both', 'card-review', 'far-away'));
  expect(await approve(county, almost)).toMatchObject({ state: 'failed', failure: 'duty-conflict' });
  expect(await read(county, 'units', 'old')).toMatchObject({ retired: false, parent: 'centre' });
  expect(await rolesOf(county, 'both')).toEqual(['card-review@far-away', 'paper-handle@old']);
  await applied(county, 'newcomer', { ...grant('both', 'card-review', 'far-away'), change: 'revoke' });
});

test('children, people, items and grants go over in one transaction; what is open goes on with whoever took over', async () => {
  const { service, as } = county;
  const open = (await opening(county, { reference: 'open' })).json();
  const begins = inDays(5);
  const ends = inDays(40);
  await applied(county, 'newcomer', grant('card-op1', 'paper-review', 'old', { validFrom: begins, validUntil: ends }));
  // Held at both: at the new unit for some time already.
  await applied(county, 'card-op1', grant('newcomer', 'paper-handle', 'new', { validUntil: inDays(10) }));
  await applied(county, 'card-op1', grant('newcomer', 'paper-handle', 'old', { validUntil: inDays(20) }));
  // Whoever works there goes with it: nothing is left worse off.
  const preview = await previewed(county, 'director', takeOver('new'));
  expect(preview).toMatchObject({ submittable: true, losses: [] });
  const request = await applied(county, 'secadmin', takeOver('new'));
  expect(request.proposal).toMatchObject({ kind: 'unit', unit: { code: 'old', parent: 'centre' }, into: 'new' });

  expect(await read(county, 'units', 'old')).toMatchObject({ retired: true, parent: 'new' });
  expect(await read(county, 'units', 'old-window')).toMatchObject({ retired: false, parent: 'new' });
  expect(await read(county, 'items', 'old-paper')).toMatchObject({ unit: 'new' });
  for (const username of ['old-handler', 'old-reviewer', 'both'])
    expect(await read(county, 'people', username), username).toMatchObject({ unit: 'new', post: 'clerk' });
  expect(await rolesOf(county, 'old-handler')).toEqual(['paper-handle@new']);
  const grants = async (person: string) =>
    (await service.get(as('inspector'), '/api/v1/grants', { person })).json().data.reverse();
  expect((await grants('card-op1')).filter(({ role }: { role: string }) => role === 'paper-review')).toMatchObject([
    { unit: 'old', state: 'ended', endedBy: 'reorganisation' },
    { unit: 'new', state: 'planned', validFrom: begins, validUntil: ends, request: request.id },
  ]);
  const own = (await grants('newcomer')).filter(({ role }: { role: string }) => role === 'paper-handle');
  expect(own.map(({ unit, state }: Record<string, string>) => `${unit} ${state}`).sort()).toEqual([
    'new active',
    'new planned',
    'old ended',
  ]);

  const moved = (await service.get(as('inspector'), '/api/v1/transfers', { person: 'old-handler' })).json().data;
  expect(moved).toMatchObject([
    { from: { unit: 'old' }, to: { unit: 'new' }, state: 'done', effects: { grantsEnded: [{ unit: 'old' }] } },
  ]);
  expect((await county.entries('person.transferred')).map(({ target }) => target).sort()).toEqual([
    'both',
    'old-handler',
    'old-reviewer',
  ]);
  const started = (await county.entries('grant.started')).filter(({ reason }) => reason === 'reorganisation');
  expect(started).toHaveLength(5);

  expect(await reasonOf(county, question('old-handler', 'handle', { item: 'old-paper', unit: 'new' }))).toBe(
    'permitted',
  );
  expect(await reasonOf(county, question('old-handler', 'handle', { item: 'old-paper', unit: 'old' }))).toBe('retired');
  await stepped(county, open.id, 'handle', 'old-handler');
  expect(await stepped(county, open.id, 'review', 'old-reviewer')).toMatchObject({ state: 'complete', unit: 'old' });
  expect((await opening(county, { reference: 'late' })).json().code).toBe('retired');
  expect((await opening(county, { reference: 'late', unit: 'new' })).statusCode).toBe(201);
});

test('put back, the unit lies where it was left, and is given again by request', async () => {
  await applied(county, 'secadmin', unit('old', { retired: false }));
  expect(await read(county, 'units', 'old')).toMatchObject({ retired: false, parent: 'new' });
  await applied(county, 'secadmin', unit('old', { parent: 'centre' }));
  expect(await read(county, 'units', 'old')).toMatchObject({ parent: 'centre', kind: 'section', name: { en: 'Old' } });
  await applied(county, 'newcomer', grant('both', 'paper-handle', 'old'));
});

test('the database moves nothing without a request that says so', async () => {
  const write = (statement: string) =>
    inCentre(county.database, county.centre, async (transaction) => {
      await sql.raw(statement).execute(transaction);
    });
  await expect(write(`update access.unit set parent = 'new' where code = 'far-away'`)).rejects.toMatchObject({
    constraint: 'policy_needs_approval',
  });
  await expect(write(`update access.item set unit = 'far' where code = 'old-paper'`)).rejects.toMatchObject({
    constraint: 'policy_needs_approval',
  });
  const { rows } = await county.owner.pool.query(
    `select id from access.request where target = 'old' and state = 'applied'`,
  );
  const ended = `update access.grant set ended_by = 'reorganisation', ended_request = '${rows[0].id}' where unit = 'new' and ended_by is null`;
  await expect(write(ended)).rejects.toMatchObject({ constraint: 'grant_only_ends' });
  const begun = `insert into access.grant (centre, id, person, role, unit, validity, request)
    select centre, gen_random_uuid(), person, role, 'far', tstzrange(clock_timestamp(), null), '${rows[0].id}'
    from access.grant where unit = 'new' and ended_by is null limit 1`;
  await expect(write(begun)).rejects.toMatchObject({ constraint: 'grant_needs_approval' });
});
