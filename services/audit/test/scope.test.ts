import { inCentre, newId, type Transaction } from '@zhiheng/database';
import type { TestPerson, TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopeOf } from '../scope.ts';
import { unitTree } from '../unit-tree.ts';
import { openWorld, type World } from './world.ts';

const url = '/audit/v1/entries';
let world: World;
let service: TestService;
/** In both centres, which have units of the same codes: `control` ⊃ `hall` ⊃ `window`, `control` ⊃ `office`. */
const people: Record<string, TestPerson> = {};

beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  for (const centre of ['north', 'south']) {
    await units(centre, ['hall', 'control'], ['window', 'hall'], ['office', 'control']);
    people[centre] = await reader(centre, 'hall-inspector', 'hall');
    const facts = [{ unit: 'control' }, { unit: 'hall' }, { unit: 'window' }, { unit: 'office' }, { unit: 'gone' }, {}];
    await world.append(centre, ...facts.map((one) => ({ ...one, target: 'scoped', reason: centre })));
    await world.settled(centre);
  }
});
afterAll(() => world.close());

const units = (centre: string, ...list: [unit: string, parent: string][]) =>
  inCentre(world.owner, centre, async (transaction) => {
    for (const [unit, parent] of list)
      await sql`insert into access.unit (centre, code, id, kind, name, parent)
        values (${centre}, ${unit}, ${newId()}, 'section', '{"zh":"名","en":"Name"}', ${parent})`.execute(transaction);
  });

/** Grants come of requests, which are access's to make: here they are set as a copy of a database sets its rows. */
const withoutRequest = (transaction: Transaction) =>
  sql`set local session_replication_role = replica`.execute(transaction);

/** Somebody new who holds a role at a unit. */
const reader = (centre: string, username: string, unit: string, role = 'inspector'): Promise<TestPerson> =>
  inCentre(world.owner, centre, async (transaction) => {
    const [person, account] = [newId(), newId()];
    await withoutRequest(transaction);
    await sql`insert into access.person (centre, id, staff_number, name, unit, post)
      values (${centre}, ${person}, ${username}, ${username}, ${unit}, 'post')`.execute(transaction);
    await sql`insert into access.account (centre, id, person, username)
      values (${centre}, ${account}, ${person}, ${username})`.execute(transaction);
    await sql`insert into access.grant (centre, id, person, role, unit, validity)
      values (${centre}, ${newId()}, ${person}, ${role}, ${unit}, '[2020-01-01,)')`.execute(transaction);
    return { centre, person, account, username };
  });

const seen = async (caller: TestPerson, filters: Record<string, string> = {}) => {
  const answer = await service.get(caller, url, { target: 'scoped', order: 'oldest', ...filters });
  expect(answer.statusCode, answer.body).toBe(200);
  const { data } = answer.json() as { data: { id: string; unit?: string; reason: string }[] };
  for (const entry of data) expect(entry.reason).toBe(caller.centre);
  return data;
};
const unitsSeen = async (caller: TestPerson, filters?: Record<string, string>) =>
  (await seen(caller, filters)).map(({ unit }) => unit);

describe('how far permissions reach', () => {
  const tree = unitTree([
    { unit: 'top', parent: null },
    { unit: 'other', parent: null },
    { unit: 'a', parent: 'top' },
    { unit: 'b', parent: 'top' },
    { unit: 'a1', parent: 'a' },
  ]);
  const held = (effect: string, unit: string, items: string[] | null = null, action = 'read') => ({
    action,
    effect,
    items,
    unit,
  });
  it.each([
    ['nothing', [], undefined],
    ['a subtree', [held('allow', 'a')], { only: ['a', 'a1'] }],
    ['a subtree but for a part', [held('allow', 'a'), held('deny', 'a1')], { only: ['a'] }],
    ['a subtree that is denied', [held('allow', 'a1'), held('deny', 'a')], undefined],
    ['one of two trees', [held('allow', 'top')], { only: ['top', 'a', 'b', 'a1'] }],
    ['all trees', [held('allow', 'top'), held('allow', 'other')], { except: [] }],
    ['all but a part', [held('allow', 'top'), held('allow', 'other'), held('deny', 'a')], { except: ['a', 'a1'] }],
    [
      'all but a tree',
      [held('allow', 'top'), held('allow', 'other'), held('deny', 'other')],
      { only: ['top', 'a', 'b', 'a1'] },
    ],
    ['allowed for some items', [held('allow', 'a', ['i'])], undefined],
    ['denied for some items', [held('allow', 'a'), held('deny', 'a1', ['i'])], { only: ['a'] }],
    ['of another action', [held('allow', 'a', null, 'export')], undefined],
  ])('%s', (_what, permissions, scope) => {
    expect(scopeOf(permissions, 'read', tree)).toEqual(scope);
  });
});

describe.each(['north', 'south'])('in %s', (centre) => {
  const hall = () => people[centre] as TestPerson;

  it('who holds read at a unit sees its subtree, and no entry without a unit', async () => {
    expect(await unitsSeen(hall())).toEqual(['hall', 'window']);
    expect(await unitsSeen(hall(), { unit: 'window' })).toEqual(['window']);
    expect(await unitsSeen(hall(), { onlyUnit: 'hall' })).toEqual(['hall']);
    for (const elsewhere of ['office', 'gone']) expect(await unitsSeen(hall(), { unit: elsewhere })).toEqual([]);
    expect(await unitsSeen(hall(), { unit: 'control' })).toEqual(['hall', 'window']);
  });

  it('who holds it at the root sees all', async () => {
    const all = ['control', 'hall', 'window', 'office', 'gone', undefined];
    expect(await unitsSeen(world.as(centre, 'inspector'))).toEqual(all);
    expect(await unitsSeen(world.as(centre, 'inspector'), { unit: 'hall' })).toEqual(['hall', 'window']);
    expect(await unitsSeen(world.as(centre, 'inspector'), { unit: 'gone' })).toEqual(['gone']);
  });

  it('a single entry, its proof, facets and the feed are held to the same', async () => {
    const entries = await seen(world.as(centre, 'inspector'));
    for (const { id, unit } of entries) {
      const expected = unit === 'hall' || unit === 'window' ? 200 : 404;
      expect((await service.get(hall(), `${url}/${id}`)).statusCode, unit).toBe(expected);
      expect((await service.get(hall(), `${url}/${id}/proof`)).statusCode, unit).toBe(expected);
    }
    const facets = (await service.get(hall(), `${url}/facets`, { target: 'scoped' })).json();
    expect(facets.facets.unit).toEqual([
      { value: 'hall', count: 1 },
      { value: 'window', count: 1 },
    ]);
    const feed = (await service.get(hall(), `${url}/feed`, { target: 'scoped' })).json();
    expect(feed.data.map(({ unit }: { unit: string }) => unit)).toEqual(['hall', 'window']);
  });

  it('what shows the whole log is refused to who may see a part', async () => {
    for (const answer of [
      await service.post(hall(), '/audit/v1/verifications', {}),
      await service.get(hall(), `/audit/log/${centre}/tile/entries/000.p/1`),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'not-permitted']);
    // How the log stands they may know.
    expect((await service.get(hall(), '/audit/v1/verifications')).statusCode).toBe(200);
  });

  it('a denial closes its subtree, and nothing else', async () => {
    const all = world.as(centre, 'inspector');
    await inCentre(world.owner, centre, async (transaction) => {
      await withoutRequest(transaction);
      await sql`insert into access.role (centre, code, id, name, risk)
        values (${centre}, 'blind', ${newId()}, '{"zh":"名","en":"Name"}', 1)`.execute(transaction);
      await sql`insert into access.role_permission (centre, role, ordinal, action, resource, effect)
        values (${centre}, 'blind', 0, 'read', 'entry', 'deny')`.execute(transaction);
      await sql`insert into access.grant (centre, id, person, role, unit, validity)
        values (${centre}, ${newId()}, ${all.person}, 'blind', 'hall', '[2020-01-01,)')`.execute(transaction);
    });
    expect(await unitsSeen(all)).toEqual(['control', 'office', 'gone', undefined]);
    expect(await unitsSeen(all, { unit: 'control' })).toEqual(['control', 'office']);
    expect((await service.post(all, '/audit/v1/verifications', {})).statusCode).toBe(403);
  });
});
