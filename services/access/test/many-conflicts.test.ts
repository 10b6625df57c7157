import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluate, openCase, question, step, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

/** A denial tells what is broken, and how much more there is, within bounds. */
let county: County;
beforeAll(async () => {
  county = await openCounty(({ rules }) => {
    const cooling = rules.find(({ code }) => code === 'payee-cooling-off');
    if (!cooling) throw new Error('The county has no such rule.');
    for (let n = 1; n < 13; n++) rules.push({ ...cooling, code: `cooling-${n}` });
  });
});
afterAll(() => county.close());

test('of thirteen conflicts ten are told, and that there are three more; the step’s refusal and the entry name all', async () => {
  const unit = 'resident-pension';
  const who = 'resident-pension-op1';
  const changed = await openCase(county, { item: 'resident-payee-account-change', unit, subject: 'X' });
  await stepped(county, changed.id, 'handle', who);
  const paid = await openCase(county, { item: 'resident-pension-resumption', unit, subject: 'X' });
  const { context } = await evaluate(county, question(who, 'handle', paid.id));
  const { conflicts } = (await step(county, paid.id, 'handle', who)).json();
  expect(conflicts).toHaveLength(13);
  expect(context.conflicts).toEqual(conflicts.slice(0, 10));
  expect(context.conflicts?.[0]?.with).toMatchObject([{ case: changed.id, duty: 'handle' }]);
  expect(context.furtherConflicts).toBe(3);
  expect(context.rule).toBe(context.conflicts?.[0]?.rule);
  const [entry] = await county.entries('decision.evaluated');
  expect(entry?.details?.rules).toHaveLength(13);
});
