import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, step, stepped } from './acting.ts';
import { applied, ask, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { read } from './retiring.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const code = 'payee-cooling-off';
const change = (more: object) => ({ change: 'rule', rule: { code, ...more } });
const unit = 'resident-pension';

/** The duty on one more case of somebody whose account the same person changed a hundred days ago. */
async function aHundredDaysLater(subject: string): Promise<string> {
  const changed = await openCase(county, { item: 'resident-payee-account-change', unit, subject });
  await stepped(county, changed.id, 'handle', 'resident-pension-op1');
  await county.owner.pool.query(`update access.step set at = at - interval '100 days' where "case" = $1`, [changed.id]);
  const { id } = await openCase(county, { item: 'resident-pension-resumption', unit, subject });
  const answer = await step(county, id, 'handle', 'resident-pension-op1');
  return answer.statusCode === 201 ? 'done' : answer.json().code;
}

test('a window that is left out stays; no other value takes it away', async () => {
  const kept = await previewed(county, 'secadmin', change({ source: '甲' }));
  expect(kept.proposal.rule).toMatchObject({ source: '甲', withinDays: 90 });
  expect(kept.proposal).not.toHaveProperty('removes');
  for (const wrong of [{ withinDays: 0 }, { withinDays: 3661 }, { withinDays: '' }, { within: null }, { of: null }])
    expect((await ask(county, 'secadmin', change(wrong))).json(), JSON.stringify(wrong)).toMatchObject({
      code: 'invalid-request',
    });
});

test('null takes the window away: shown before and after, recorded, and what was done counts without end', async () => {
  expect(await aHundredDaysLater('before')).toBe('done');
  const preview = await previewed(county, 'secadmin', change({ withinDays: null }));
  expect(preview).toMatchObject({ submittable: true, proposal: { kind: 'rule', removes: ['withinDays'] } });
  expect(preview.proposal.rule).toMatchObject({ code, within: 'subject', atMost: 1 });
  expect(preview.proposal.rule).not.toHaveProperty('withinDays');

  const request = await applied(county, 'secadmin', change({ withinDays: null }));
  expect(request.proposal).toEqual(preview.proposal);
  const after = await read(county, 'rules', code);
  expect(after).toMatchObject({ within: 'subject', effect: 'block' });
  expect(after).not.toHaveProperty('withinDays');
  expect(after.definition).not.toHaveProperty('withinDays');
  const { rows } = await county.owner.pool.query(
    `select before ->> 'withinDays' as before, after ? 'withinDays' as still, after -> 'removes' as removes
     from audit.entry where action = 'policy.changed' and target = $1`,
    [code],
  );
  expect(rows).toEqual([{ before: '90', still: false, removes: ['withinDays'] }]);
  expect(await aHundredDaysLater('after')).toBe('duty-conflict');
});

test('a rule without a window has none to lose, and is given one again', async () => {
  const nothing = await previewed(county, 'secadmin', change({ withinDays: null }));
  expect(nothing.proposal).not.toHaveProperty('removes');
  const nested = await previewed(county, 'secadmin', change({ withinDays: 30, definition: { withinDays: null } }));
  expect(nested.proposal.rule).toMatchObject({ withinDays: 30 });
  await applied(county, 'secadmin', change({ withinDays: 90 }));
  expect(await aHundredDaysLater('again')).toBe('done');
  const sentBack = { ...(await read(county, 'rules', code)), withinDays: null };
  expect((await previewed(county, 'secadmin', { change: 'rule', rule: sentBack })).proposal.removes).toEqual([
    'withinDays',
  ]);
});
