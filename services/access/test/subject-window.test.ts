import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { Steps } from '../steps.ts';
import { evaluate, openCase, question, step, stepped } from './acting.ts';
import { codeOf, request } from './casework.ts';
import { type County, countyFile, openCounty } from './open-county.ts';

/** S08: who changed a payee's account stays out of that payee's payments for ninety days. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const unit = 'resident-pension';
const change = (subject: string, more: object = {}) =>
  openCase(county, { item: 'resident-payee-account-change', unit, subject, ...more });
const resumption = (subject: string, more: object = {}) =>
  openCase(county, { item: 'resident-pension-resumption', unit, subject, ...more });
const conflictOf = async (id: string, duty: string, actor: string) => {
  const answer = await step(county, id, duty, actor);
  expect(answer.json(), answer.body).toMatchObject({ status: 409, code: 'duty-conflict' });
  return answer.json().conflicts;
};
/** As if the steps of a case had been done so long before. */
const moveBack = (id: string, interval: string) =>
  county.owner.pool.query(`update access.step set at = at - $2::interval where "case" = $1`, [id, interval]);

test('S08: the prior step is named, by the refusal and by the decision alike; others, and for others, may', async () => {
  const changed = await change('X');
  await stepped(county, changed.id, 'handle', 'resident-pension-op1');
  const { id } = await resumption('X');
  const [conflict, ...more] = await conflictOf(id, 'handle', 'resident-pension-op1');
  expect(more).toEqual([]);
  expect(conflict).toMatchObject({
    rule: 'payee-cooling-off',
    source: '双改冒领案件；待遇支付风险防控',
    items: ['resident-pension-resumption', 'resident-payee-account-change'],
    with: [
      {
        person: county.as('resident-pension-op1').person,
        duty: 'handle',
        round: 1,
        case: changed.id,
        item: 'resident-payee-account-change',
      },
    ],
  });
  expect(conflict.resolution.zh).toContain('90日');
  const { decision, context } = await evaluate(county, question('resident-pension-op1', 'handle', id));
  expect(decision).toBe(false);
  const { at, ...elsewhere } = context.step ?? {};
  expect(context).toMatchObject({ reason: { code: 'duty-conflict' }, rule: 'payee-cooling-off' });
  expect(elsewhere).toEqual({
    duty: 'handle',
    person: 'resident-pension-op1',
    round: 1,
    case: changed.id,
    item: 'resident-payee-account-change',
  });
  expect(at).toBe(conflict.with[0].at);

  expect((await evaluate(county, question('resident-pension-op2', 'handle', id))).decision).toBe(true);
  await stepped(county, id, 'handle', 'resident-pension-op2');
  await stepped(county, (await resumption('Y')).id, 'handle', 'resident-pension-op1');
  await stepped(county, (await resumption('X', { subject: undefined })).id, 'handle', 'resident-pension-op1');
});

test('the ninetieth day is kept whole, on day ninety-one it is over', async () => {
  const changed = await change('window');
  await stepped(county, changed.id, 'handle', 'resident-pension-op1');
  const { id } = await resumption('window');
  await moveBack(changed.id, '90 days');
  expect((await conflictOf(id, 'handle', 'resident-pension-op1'))[0].rule).toBe('payee-cooling-off');
  await moveBack(changed.id, '1 day');
  expect((await evaluate(county, question('resident-pension-op1', 'handle', id))).decision).toBe(true);
  await stepped(county, id, 'handle', 'resident-pension-op1');
});

test('it holds the other way round as well, and a change that was sent back counts', async () => {
  const paid = await resumption('back');
  await stepped(county, paid.id, 'handle', 'resident-pension-op1');
  const changed = await change('back');
  expect((await conflictOf(changed.id, 'handle', 'resident-pension-op1'))[0].rule).toBe('payee-cooling-off');
  await stepped(county, changed.id, 'handle', 'resident-pension-op2');
  await stepped(county, changed.id, 'review', 'resident-pension-op3', { outcome: 'returned' });
  const next = await resumption('back');
  await stepped(county, next.id, 'handle', 'resident-pension-op1');
  const [conflict] = await conflictOf(next.id, 'review', 'resident-pension-op3');
  expect(conflict.with).toMatchObject([{ case: changed.id, duty: 'review' }]);
});

test('a person is one over all their accounts', async () => {
  const changed = await change('two accounts');
  await stepped(county, changed.id, 'handle', 'resident-pension-op2');
  const { person } = county.as('resident-pension-op2');
  await county.owner.pool.query(
    `with old as (update access.account set state = 'disabled', disabled_at = now() where person = $1 returning centre)
     select from old`,
    [person],
  );
  await county.owner.pool.query(
    `insert into access.account (centre, id, person, username) values ($1, gen_random_uuid(), $2, 'op2-again')`,
    [county.centre, person],
  );
  const { id } = await resumption('two accounts');
  expect((await conflictOf(id, 'handle', 'op2-again'))[0].rule).toBe('payee-cooling-off');
});

test('within one batch a step is judged after those before it on other cases of the subject', async () => {
  const steps = new Steps(county.database, new CentrePolicies());
  const [changed, paid, other] = [await change('batch'), await resumption('batch'), await resumption('batch 2')];
  const results = await Promise.allSettled(
    [changed.id, paid.id, other.id].map((id) =>
      steps.record(county.centre, request(id, 'handle', 'resident-pension-op1')),
    ),
  );
  expect(results.map(codeOf)).toEqual([undefined, 'duty-conflict', undefined]);
});

test('searches agree: of the cases of a subject only those are found that an evaluation permits', async () => {
  const changed = await change('sought');
  const [same, another] = [await resumption('sought'), await resumption('not sought')];
  await stepped(county, changed.id, 'handle', 'resident-pension-op1');
  const client = county.client('decide');
  const search = async (kind: string, body: object) =>
    (await county.service.post(client, `/access/v1/search/${kind}`, body)).json().results;
  const action = { name: 'handle' };
  const subject = { type: 'person', id: 'resident-pension-op1' };
  const cases = (await search('resource', { subject, action, resource: { type: 'case' } })).map(
    ({ id }: { id: string }) => id,
  );
  expect(cases).toContain(another.id);
  expect(cases).not.toContain(same.id);
  const people = (
    await search('subject', { subject: { type: 'person' }, action, resource: { type: 'case', id: same.id } })
  ).map(({ id }: { id: string }) => id);
  expect(people).not.toContain('resident-pension-op1');
  expect(people.length).toBeGreaterThan(0);
});

test('subjects of another centre of the same name are others', async () => {
  const file = countyFile();
  const { foundCentre } = await import('../plugin.ts');
  await foundCentre(county.database, { ...file, centre: 'other-county' }, (centre) => `test/log/${centre}`);
  const elsewhere = { ...county.client('cases:write'), centre: 'other-county' };
  const post = async (url: string, body: object) => {
    const answer = await county.service.post(elsewhere, url, body);
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json();
  };
  const open = (item: string) => post('/api/v1/cases', { item, unit, reference: item, subject: 'tenant' });
  const changed = await open('resident-payee-account-change');
  await post(`/api/v1/cases/${changed.id}/steps`, { duty: 'handle', actor: 'resident-pension-op1' });
  const { id } = await resumption('tenant');
  expect((await evaluate(county, question('resident-pension-op1', 'handle', id))).decision).toBe(true);
  await stepped(county, id, 'handle', 'resident-pension-op1');
});

test('an observed rule refuses nothing', async () => {
  await county.owner.pool.query(
    `update access.rule set effect = 'observe' where centre = $1 and code = 'payee-cooling-off'`,
    [county.centre],
  );
  await county.owner.pool.query(
    'update access.centre set epoch = epoch + 1, policy_epoch = epoch + 1 where centre = $1',
    [county.centre],
  );
  const changed = await change('observed');
  await stepped(county, changed.id, 'handle', 'resident-pension-op1');
  await stepped(county, (await resumption('observed')).id, 'handle', 'resident-pension-op1');
});
