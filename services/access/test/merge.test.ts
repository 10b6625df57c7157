import { inCentre, violates } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluate, openCase, question, reasonOf, step, stepped } from './acting.ts';
import { addTwins, askedMerge, askMerge, decideMerge, merged, previewedMerge } from './merging.ts';
import { type County, openCounty } from './open-county.ts';
import { decide, rolesOf, submitted } from './requesting.ts';
import { suspend } from './suspending.ts';

const pension = 'enterprise-pension';
const payee = { unit: 'resident-pension', item: 'resident-payee-account-change' };

let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    for (const name of ['case', 'both', 'ask', 'gone', 'plan'])
      addTwins(file, name, pension, [`${pension}-handle`, `${pension}-review`]);
    addTwins(file, 'window', 'resident-pension', ['resident-pension-handle', 'resident-pension-handle']);
    addTwins(file, 'head', pension, ['control-review', 'section-head']);
  });
});
afterAll(() => county.close());

const get = (who: string, url: string) => county.service.get(county.as(who), url);
const pairs = async (query = '') => (await get('sysadmin', `/api/v1/people/duplicates${query}`)).json();

test('records that may be of one human are listed in pairs, by what they are alike, page by page', async () => {
  const { data } = await pairs();
  const named = data.map(({ people, by }: { people: { username: string }[]; by: string[] }) => [
    ...people.map(({ username }) => username),
    ...by,
  ]);
  expect(named).toContainEqual(['case-a', 'case-b', 'name-unit', 'staff-number']);
  expect(named).toHaveLength(7);
  const first = await pairs('?limit=4');
  const second = await pairs(`?limit=4&cursor=${first.nextCursor}`);
  expect([...first.data, ...second.data]).toEqual(data);
  expect(second.nextCursor).toBeNull();
  for (const who of ['both-a', 'both-b'])
    expect(
      (
        await county.service.post(county.as(who), '/api/v1/me/relations', {
          relation: 'self',
          identity: '110101199003074477',
        })
      ).statusCode,
    ).toBe(201);
  expect((await pairs()).data.flatMap(({ by }: { by: string[] }) => by)).toContain('identity');
});

test('a preview tells what would end and what it would break to be asked for, and changes nothing', async () => {
  expect(await previewedMerge(county, 'ask-b', 'ask-a')).toMatchObject({
    effects: { accounts: ['ask-b'], grantsEnded: [{ role: `${pension}-review`, unit: pension }] },
    suggestedGrants: [{ role: `${pension}-review`, unit: pension, conflicts: [{ rule: 'item-handle-review' }] }],
  });
  expect(await rolesOf(county, 'ask-b')).toEqual([`${pension}-review@${pension}`]);
  expect(await county.entries('person.merged')).toEqual([]);
});

test('one administrator asks, another decides; neither who asked nor one of the two', async () => {
  const asked = await askedMerge(county, 'ask-b', 'ask-a');
  expect(asked).toMatchObject({ state: 'asked', askedBy: 'sysadmin', candidates: ['secadmin'], effects: null });
  expect((await askMerge(county, 'ask-b', 'ask-a')).json().code).toBe('already-exists');
  for (const who of ['sysadmin', 'ask-a', 'director'])
    expect((await decideMerge(county, asked.id, who)).json().code, who).toBe('not-permitted');
  const { data } = (await get('secadmin', '/api/v1/notices')).json();
  expect(data).toMatchObject([{ kind: 'merge-asked', about: { type: 'merge', id: asked.id } }]);
  expect((await decideMerge(county, asked.id, 'secadmin', 'reject')).json()).toMatchObject({ state: 'rejected' });
  expect((await decideMerge(county, asked.id)).json().code).toBe('not-pending');
  const again = await askedMerge(county, 'ask-b', 'ask-a');
  expect((await decideMerge(county, again.id, 'sysadmin', 'reject')).json().state).toBe('rejected');
  expect(await reasonOf(county, question('ask-b', 'review'))).toBe('permitted');
});

test('the record that ends is out at once, its grants have ended, and it stands for nobody any more', async () => {
  const { effects, state, decidedBy } = await merged(county, 'gone-b', 'gone-a');
  expect({ state, decidedBy }).toEqual({ state: 'done', decidedBy: 'secadmin' });
  expect(effects).toMatchObject({ accounts: ['gone-b'], grantsEnded: [{ role: `${pension}-review` }] });
  expect((await get('gone-b', '/api/v1/me')).statusCode).toBe(401);
  expect(await reasonOf(county, question('gone-b', 'review'))).not.toBe('permitted');
  expect(await rolesOf(county, 'gone-a')).toEqual([`${pension}-handle@${pension}`]);
  const back = { unit: pension, reason: '返聘' };
  const rehire = await county.service.post(county.as('sysadmin'), '/api/v1/people/gone-b/rehire', back);
  expect(rehire.json()).toMatchObject({ code: 'already-departed', detail: expect.stringContaining('gone-a') });
  expect((await askMerge(county, 'gone-b', 'both-a')).json().code).toBe('not-mergeable');
  expect((await pairs()).data.flatMap(({ people }: { people: { username: string }[] }) => people)).not.toContainEqual(
    expect.objectContaining({ username: 'gone-b' }),
  );
  for (const change of [`state = 'active'`, 'merged_into = null'])
    await expect(
      county.owner.pool.query(`update access.person set ${change} where id = $1`, [county.as('gone-b').person]),
    ).rejects.toMatchObject({ constraint: expect.stringMatching(/person_(merges|moves)_on_record/) });
  await expect(
    county.owner.pool.query(
      `update access.person set state = 'departed', merged_into = $2 where id = $1`,
      ['both-b', 'both-a'].map((who) => county.as(who).person),
    ),
  ).rejects.toMatchObject({ constraint: 'person_merges_on_record' });
});

test('what was done under either counts for the human: a case they reviewed as the one they do not handle as the other', async () => {
  const { id } = await openCase(county);
  await stepped(county, id, 'handle', `${pension}-op1`);
  await stepped(county, id, 'review', 'case-b');
  await stepped(county, id, 'approve', `${pension}-op5`, { outcome: 'returned', note: '材料不全' });
  const untouched = await openCase(county);
  await merged(county, 'case-b', 'case-a');
  const refused = await step(county, id, 'handle', 'case-a');
  expect(refused.json()).toMatchObject({ code: 'duty-conflict', conflicts: [{ rule: 'case-one-person' }] });
  expect((await evaluate(county, question('case-a', 'handle', id))).context.reason.code).toBe('duty-conflict');
  await stepped(county, untouched.id, 'handle', 'case-a');
  // The database has no place for it, either.
  const second = inCentre(county.database, county.centre, (transaction) =>
    transaction
      .insertInto('access.case_person')
      .values({ centre: county.centre, case: id, person: county.as('case-a').person, duty: 'handle' })
      .execute(),
  );
  expect(await second.catch(violates)).toBe('case_one_duty_a_person');
  await stepped(county, id, 'handle', `${pension}-op1`);
});

test('within a subject, too: recorded, and asked about before', async () => {
  const changed = await openCase(county, { ...payee, subject: 'S-47' });
  await stepped(county, changed.id, 'handle', 'window-b');
  const resumption = { item: 'resident-pension-resumption', unit: payee.unit };
  const { id } = await openCase(county, { ...resumption, subject: 'S-47' });
  await merged(county, 'window-b', 'window-a');
  const refused = await step(county, id, 'handle', 'window-a');
  expect(refused.json()).toMatchObject({ code: 'duty-conflict', conflicts: [{ rule: 'payee-cooling-off' }] });
  const about = question('window-a', 'handle', { ...resumption, subject: 'S-47' });
  expect((await evaluate(county, about)).context.reason.code).toBe('duty-conflict');
});

test('where one human had acted as two is told, and found by the look back', async () => {
  const { id, reference } = await openCase(county);
  await stepped(county, id, 'handle', 'both-a');
  await stepped(county, id, 'review', 'both-b');
  const past = async () =>
    (await get('director', `/api/v1/conflicts/past?person=${county.as('both-a').person}`)).json().data;
  expect(await past()).toEqual([]);
  const { effects } = await merged(county, 'both-b', 'both-a');
  expect(effects?.actedAsTwo).toMatchObject({ cases: [{ id, reference, duties: ['handle', 'review'] }], more: false });
  const rules = (await past()).map(({ conflict }: { conflict: { rule: string } }) => conflict.rule);
  expect(rules).toContain('case-one-person');
  expect(rules).toContain('item-handle-review');
});

test('a pending request on which the ended record was heard has to be asked for anew', async () => {
  const grant = { beneficiary: 'newcomer', role: `${pension}-handle`, unit: pension };
  const request = await submitted(county, 'newcomer', grant);
  expect((await decide(county, 'head-b', request.id)).statusCode).toBe(200);
  const { effects } = await merged(county, 'head-b', 'head-a');
  expect(effects?.requestsFailed).toEqual([request.id]);
  expect((await get('newcomer', `/api/v1/requests/${request.id}`)).json()).toMatchObject({
    state: 'failed',
    failure: 'one-human',
  });
});

test('refused: itself, whoever left for whoever is here, and who is suspended', async () => {
  const who = `${pension}-op4`;
  const refusal = async (person: string, into: string) => (await askMerge(county, person, into)).json();
  expect(await refusal(who, who)).toMatchObject({ code: 'not-mergeable' });
  expect(await refusal(who, 'nobody')).toMatchObject({ code: 'not-found' });
  expect((await askMerge(county, who, `${pension}-op3`, 'newcomer')).json().code).toBe('not-permitted');
  expect(await refusal('sysadmin', who)).toMatchObject({ code: 'not-permitted' });
  const departure = { kind: 'resigned' };
  await county.service.post(county.as('sysadmin'), `/api/v1/people/${pension}-op2/departure`, departure);
  expect(await refusal(who, `${pension}-op2`)).toMatchObject({ code: 'not-mergeable' });
  expect((await askMerge(county, `${pension}-op2`, who)).statusCode).toBe(201);
  await suspend(county, who);
  expect(await refusal(who, `${pension}-op3`)).toMatchObject({ code: 'not-mergeable' });
});

test('no route answers without a token, to a machine, over another unit, of another centre, or from a closed account', async () => {
  const { service, as, client } = county;
  const id = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
  const into = { into: 'ask-a' };
  const routes = [
    ['GET', '/api/v1/people/duplicates'],
    ['POST', '/api/v1/people/ask-b/merge/preview', into],
    ['POST', '/api/v1/people/ask-b/merge', { ...into, reason: '测试' }],
    ['POST', `/api/v1/merges/${id}/decision`, { decision: 'approve' }],
    ['GET', '/api/v1/merges'],
    ['GET', `/api/v1/merges/${id}`],
  ] as const;
  for (const [method, url, payload] of routes) {
    const send = (caller: Parameters<typeof service.send>[0]) =>
      service.send(caller, { method, url, ...(payload ? { payload } : {}) });
    expect((await send(undefined)).statusCode, url).toBe(401);
    expect((await send(client('decide', 'scim'))).statusCode, url).toBe(403);
    expect((await send(as('gone-b'))).json().code, url).toBe('account-disabled');
    expect((await send({ ...as('sysadmin'), centre: 'elsewhere' })).statusCode, url).toBeGreaterThanOrEqual(401);
    const other = await send(as('card-op1'));
    expect([403, 404, 200], url).toContain(other.statusCode);
    if (other.statusCode === 200) expect(other.json().data).toEqual([]);
  }
});

test('what was planned of the record that ends is over', async () => {
  const plan = { kind: 'retired', day: '2099-01-01' };
  const url = '/api/v1/people/plan-b/planned-departure';
  const planned = await county.service.send(county.as('sysadmin'), { method: 'PUT', url, payload: plan });
  expect(planned.statusCode, planned.body).toBeLessThan(300);
  await merged(county, 'plan-b', 'plan-a');
  const { rows } = await county.owner.pool.query('select state from access.planned_departure where person = $1', [
    county.as('plan-b').person,
  ]);
  expect(rows).toEqual([{ state: 'withdrawn' }]);
});
