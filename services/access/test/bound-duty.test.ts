import { inCentre, violates } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { CentrePolicies } from '../centre-policy.ts';
import { Steps } from '../steps.ts';
import { evaluate, question } from './acting.ts';
import { applied, ask } from './asking.ts';
import { codeOf, openCase, request, step, stepped } from './casework.ts';
import { type County, openCounty } from './open-county.ts';

/** Binding of duty: whoever handled a case corrects it, the same person and nobody else. */
const item = 'bound-payout';
const unit = 'enterprise-pension';
const people = ['ann', 'ben', 'cai'];

function addBoundItem(file: Catalogue): void {
  file.rules = file.rules.filter(({ kind }) => kind !== 'static');
  const duties = ['handle', 'review', 'correct', 'close'];
  file.items.push({
    ...(file.items.find(({ code }) => code === 'enterprise-pension-award') as Catalogue['items'][number]),
    code: item,
    duties,
    bound: [['handle', 'correct', 'close']],
  });
  file.roles.push({
    code: 'bound-clerk',
    name: { zh: '测试岗', en: 'Test clerk' },
    risk: 1,
    permissions: duties.map((action) => ({ action, resource: 'case', items: [item] })),
  });
  for (const username of people)
    file.people.push({ staffNumber: username, username, name: username, unit, post: '-', roles: ['bound-clerk'] });
}

let county: County;
beforeAll(async () => {
  county = await openCounty(addBoundItem);
});
afterAll(() => county.close());

const open = () => openCase(county, { item, unit });
const refused = async (id: string, duty: string, actor: string, more: object = {}) =>
  (await step(county, id, duty, actor, more)).json();

test('whoever handled it does what is bound to it, and nobody else may', async () => {
  const id = await open();
  await stepped(county, id, 'handle', 'ann');
  await stepped(county, id, 'review', 'ben');
  expect(await refused(id, 'correct', 'cai')).toMatchObject({
    status: 409,
    code: 'bound-duty',
    title: '须由同一人办理',
  });
  expect(await evaluate(county, question('cai', 'correct', id))).toMatchObject({
    decision: false,
    context: { reason: { code: 'bound-duty' } },
  });
  expect((await evaluate(county, question('ann', 'correct', id))).decision).toBe(true);
  await stepped(county, id, 'correct', 'ann');
  expect(await refused(id, 'close', 'ben')).toMatchObject({ code: 'bound-duty' });
  const { case: after } = await stepped(county, id, 'close', 'ann');
  expect(after.state).toBe('complete');
});

test('what is not bound stays apart, for the bound person as well', async () => {
  const id = await open();
  await stepped(county, id, 'handle', 'ann');
  expect(await refused(id, 'review', 'ann')).toMatchObject({ code: 'duty-conflict' });
});

test('a round binds anew, and somebody else may send a case back whose handler is gone', async () => {
  const id = await open();
  await stepped(county, id, 'handle', 'ann');
  await stepped(county, id, 'review', 'ben');
  await stepped(county, id, 'correct', 'cai', { outcome: 'returned' });
  await stepped(county, id, 'handle', 'cai');
  await stepped(county, id, 'review', 'ben');
  expect(await refused(id, 'correct', 'ann')).toMatchObject({ code: 'bound-duty' });
  await stepped(county, id, 'correct', 'cai', { outcome: 'returned' });
  // And again by the first: what they took up in the first round is theirs still.
  for (const [duty, actor] of [
    ['handle', 'ann'],
    ['review', 'ben'],
    ['correct', 'ann'],
    ['close', 'ann'],
  ] as const)
    await stepped(county, id, duty, actor);
});

test('all of it passes in one commit, over two rounds', async () => {
  const id = await open();
  const steps = new Steps(county.database, new CentrePolicies());
  const returned = { outcome: 'returned' } as const;
  const wanted = [
    ...[request(id, 'handle', 'ann'), request(id, 'review', 'ben'), request(id, 'correct', 'ann', returned)],
    ...['handle', 'review', 'correct', 'close'].map((duty) => request(id, duty, duty === 'review' ? 'ben' : 'ann')),
  ];
  const results = await Promise.allSettled(wanted.map((one) => steps.record(county.centre, one)));
  expect(results.map(codeOf)).toEqual(wanted.map(() => undefined));
  const { rows } = await county.owner.pool.query(
    'select duty, bound_to from access.case_person where "case" = $1 and person = $2 order by duty',
    [id, county.as('ann').person],
  );
  expect(rows).toEqual([
    { duty: 'close', bound_to: 'correct' },
    { duty: 'correct', bound_to: 'handle' },
    { duty: 'handle', bound_to: '' },
  ]);
});

test('the database makes room for what the item binds only', async () => {
  const id = await open();
  await stepped(county, id, 'handle', 'ann');
  const take = (duty: string, boundTo: string) =>
    inCentre(county.database, county.centre, (transaction) =>
      sql`insert into access.case_person (centre, "case", person, duty, bound_to)
        values (${county.centre}, ${id}, ${county.as('ann').person}, ${duty}, ${boundTo})`.execute(transaction),
    ).then(() => undefined, violates);
  expect(await take('review', '')).toBe('case_one_duty_a_person');
  expect(await take('review', 'handle')).toBe('case_person_is_bound');
  expect(await take('close', 'correct')).toBe('case_person_is_bound');
  expect(await take('correct', 'handle')).toBeUndefined();
});

test('staffing gives bound duties to one person; the item tells of them, and a request changes them', async () => {
  const { service, as } = county;
  const read = async () => (await service.get(as('director'), `/api/v1/items/${item}`)).json();
  const { id: _, ...content } = await read();
  expect(content.bound).toEqual([['handle', 'correct', 'close']]);
  const row = async () => (await service.get(as('director'), '/api/v1/staffing', { item, unit })).json().data[0];
  const [own, ...others] = new Set(
    (await row()).assignment
      .filter(({ duty }: { duty: string }) => duty !== 'review')
      .map((one: { person: string }) => one.person),
  );
  expect([own !== undefined, others]).toEqual([true, []]);
  const wrong = await ask(county, 'secadmin', { change: 'rule', item: { ...content, bound: [['handle', 'pay']] } });
  expect(wrong.json()).toMatchObject({ code: 'unknown-code', errors: [{ path: '/item/bound/0/1' }] });
  const { bound: __, ...loose } = content;
  await applied(county, 'secadmin', { change: 'rule', item: loose });
  expect(await read()).not.toHaveProperty('bound');
  const id = await open();
  await stepped(county, id, 'handle', 'ann');
  await stepped(county, id, 'review', 'ben');
  await stepped(county, id, 'correct', 'cai');
});
