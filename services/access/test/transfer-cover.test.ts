import { afterAll, beforeAll, expect, test } from 'vitest';
import { movePlanned } from '../transfer-move.ts';
import { ask, asOwner, coveredBy, deskOf, previewed } from './asking.ts';
import { inMinutes, moved, transfer } from './moving.ts';
import { type County, openCounty } from './open-county.ts';

const [one, other] = ['institution-pension', 'resident-pension'] as const;
let county: County;
beforeAll(async () => {
  county = await openCounty(({ people }) => {
    const grants = [
      { role: `${one}-handle`, unit: one },
      { role: `${other}-handle`, unit: other },
    ];
    const username = 'in-two';
    people.push({ staffNumber: username, username, name: username, unit: one, post: '兼岗', roles: [], grants });
    // Nobody else handles in either section.
    for (const person of people)
      if (person.username?.match(/^(institution|resident)-pension-op[12]$/)) person.roles = [];
  });
});
afterAll(() => county.close());

const shownTransfers = async (who: string) =>
  (await county.service.get(county.as('sysadmin'), '/api/v1/transfers', { person: who })).json().data;
const refusal = async (who: string, input: object) => (await transfer(county, who, input)).json();

test('one that leaves a duty to nobody is refused without a plan, with the list', async () => {
  const refused = await refusal('in-two', { unit: 'card' });
  expect(refused).toMatchObject({ status: 409, code: 'cover-plan-required' });
  for (const unit of [one, other])
    expect(refused.errors).toContainEqual({
      path: '/coverPlan',
      message: `${unit} 的 ${unit}-award 的经办：尚余 0 人`,
    });
  expect((await county.entries('person.transferred')).at(-1)).toMatchObject({
    outcome: 'denied',
    target: 'in-two',
    reason: 'cover-plan-required',
  });
  expect(await shownTransfers('in-two')).toEqual([]);
});

test('somebody named has to be able to take over each role that ends', async () => {
  const by = (...names: string[]) => refusal('in-two', { unit: 'card', ...coveredBy(...names) });
  expect(await by('in-two')).toMatchObject({ code: 'invalid-request', errors: [{ path: '/coverPlan/by/0' }] });
  expect(await by('nobody')).toMatchObject({ code: 'unknown-code', errors: [{ path: '/coverPlan/by/0' }] });
  // Reviews the one section, and could handle for the other only.
  expect(await by(`${one}-op3`)).toMatchObject({
    code: 'duty-conflict',
    conflicts: [{ rule: 'item-handle-review', person: `${one}-op3` }],
  });
});

test('with people who cover it between them it is done; the plan is on record and in the log', async () => {
  const done = await moved(county, 'in-two', { unit: 'card', ...coveredBy(`${one}-op3`, `${other}-op3`) });
  expect(done).toMatchObject({ state: 'done', cover: { by: [`${one}-op3`, `${other}-op3`], note: '暂由其顶岗' } });
  expect(done.cover?.duties).toContainEqual({ item: `${one}-award`, unit: one, duty: 'handle', remaining: 0 });
  expect((await shownTransfers('in-two'))[0].cover).toEqual(done.cover);
  expect((await county.entries('person.transferred')).at(-1)).toMatchObject({
    outcome: 'done',
    details: { grantsEnded: 2, thinlyCovered: done.cover?.duties.length, coverPlan: { until: done.cover?.until } },
  });
});

test('what a planned one will take away counts as gone for who asks for a removal, until it is taken back', async () => {
  const section = 'enrolment';
  const removal = { change: 'revoke', beneficiary: `${section}-op3`, role: `${section}-review`, unit: section };
  const { thinlyCovered } = await previewed(county, 'newcomer', removal);
  const review = thinlyCovered.filter(({ duty }: { duty: string }) => duty === 'review');
  expect(new Set(review.map(({ remaining }: { remaining: number }) => remaining))).toEqual(new Set([1]));

  const who = `${section}-op4`;
  const planned = await moved(county, who, { unit: 'card', at: inMinutes(60), ...coveredBy(`${section}-op3`) });
  expect(planned).toMatchObject({ state: 'planned', cover: { by: [`${section}-op3`] } });
  expect((await county.entries('transfer.planned')).at(-1)).toMatchObject({
    details: { thinlyCovered: planned.cover?.duties.length },
  });
  const after = await previewed(county, 'newcomer', removal);
  const item = 'employer-registration';
  expect(after.thinlyCovered).toContainEqual({ item, unit: section, duty: 'review', remaining: 0 });
  const losing = (await ask(county, 'newcomer', { ...removal, ...coveredBy(who) })).json();
  expect(losing).toMatchObject({ errors: [{ path: '/coverPlan/by/0', message: '同样将被收回' }] });

  const url = `/api/v1/transfers/${planned.id}`;
  await county.service.send(county.as('sysadmin'), { method: 'DELETE', url });
  expect((await previewed(county, 'newcomer', removal)).thinlyCovered).toEqual(thinlyCovered);
});

test('planned with a plan it takes place when it is due, whatever has become of who was to cover', async () => {
  const who = 'enrolment-op1';
  const planned = await moved(county, who, { unit: 'card', at: inMinutes(60), ...coveredBy('enrolment-op2') });
  await county.service.post(county.as('sysadmin'), '/api/v1/people/enrolment-op2/departure', { kind: 'resigned' });
  const due = "update access.transfer set at = clock_timestamp() - interval '1 second' where id = $1";
  await asOwner(county, due, [planned.id]);
  await movePlanned(deskOf(county), county.centre);
  expect((await shownTransfers(who))[0]).toMatchObject({ state: 'done', cover: { by: ['enrolment-op2'] } });
});

test('two at once, each of which leaves one person: the later finds nobody, and needs a plan', async () => {
  const section = 'contribution';
  const there = await county.secondService();
  const both = await Promise.all([
    transfer(county, `${section}-op1`, { unit: 'card' }),
    transfer({ as: county.as, service: there }, `${section}-op2`, { unit: 'card' }),
  ]);
  expect(both.map((answer) => answer.json().code ?? answer.statusCode).sort()).toEqual([201, 'cover-plan-required']);
});
