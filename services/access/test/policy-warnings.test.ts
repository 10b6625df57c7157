import type { ConflictSummary } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, asked, previewed } from './asking.ts';
import { holdingsOf, opened } from './certifying.ts';
import { type County, countyFile, openCounty } from './open-county.ts';

/** A catalogue with a role that is called harmless and approves what is not. */
const award = 'enterprise-pension-award';
const review = { action: 'review', resource: 'case', items: [award] };
let county: County;
beforeAll(async () => {
  county = await openCounty(({ roles, people }) => {
    roles.push({ code: 'harmless', name: { zh: '无害', en: 'Harmless' }, risk: 1, permissions: [review] });
    for (const person of people) if (person.username === 'hall-op7') person.roles.push('harmless', 'hall-handle');
  });
});
afterAll(() => county.close());

const raised = { code: 'risk-raised', role: 'harmless', declared: 1, risk: 3, item: award };
const reconciliation = { code: 'few-hands', item: 'fund-reconciliation', people: 2 };
const itemOf = (code: string, change: object) => {
  const item = countyFile().items.find((one) => one.code === code);
  return { change: 'rule', item: { ...item, ...change } };
};
const content = (role: string, more: object) => ({ change: 'role-content', role, content: more });
const stagesFor = async (role: string) =>
  (await previewed(county, 'card-op1', { change: 'grant', beneficiary: 'newcomer', role, unit: 'hall' })).stages.length;
/** As which a role counts, and as which it is written. */
const risksOf = async (role: string) => {
  const { risk, declaredRisk } = (await county.service.get(county.as('director'), `/api/v1/roles/${role}`)).json();
  return [risk, declaredRisk];
};
/** What the ledger of a moment says of the roles at the hall. */
const ledgerRisks = async (at: Date | undefined) => {
  const query = { unit: 'hall', limit: '100', ...(at ? { at: at.toISOString() } : {}) };
  const { data } = (await county.service.get(county.as('director'), '/api/v1/permission-ledger', query)).json();
  return Object.fromEntries(data.map(({ role }: { role: { code: string; risk: number } }) => [role.code, role.risk]));
};

test('at the founding a role counts as of what it may do; that, and items in few hands, are in the log and the report', async () => {
  const [founded] = await county.entries('centre.founded');
  expect(founded?.details?.warnings).toEqual([reconciliation, raised]);
  const summary: ConflictSummary = (
    await county.service.get(county.as('director'), '/api/v1/conflicts/summary')
  ).json();
  expect(summary.warnings).toEqual([reconciliation, raised]);
  expect(await risksOf('harmless')).toEqual([3, 1]);
  expect(await risksOf('enterprise-pension-approve')).toEqual([3, 3]);
  // Four stages is the chain of risk 3, two that of risk 1.
  expect(await stagesFor('harmless')).toBe(4);
  const { id } = await opened(county, { unit: 'hall', risk: 3 });
  expect(await holdingsOf(county, 'director', id)).toMatchObject([{ person: 'hall-op7', role: 'harmless', risk: 3 }]);
});

test('a role that is said to be of less risk than what it may do counts as of that, and its preview says so', async () => {
  for (const role of ['harmless', 'brand-new']) {
    const wanted = content(role, { name: { zh: '新', en: 'New' }, risk: 2, permissions: [review] });
    const { warnings, problem } = await previewed(county, 'secadmin', wanted);
    expect(problem).toBeNull();
    expect(warnings).toContainEqual({ code: 'risk-raised', role, declared: 2, risk: 3, item: award });
  }
  const preview = await previewed(county, 'secadmin', content('hall-handle', { permissions: [review] }));
  expect(preview.proposal.role).toMatchObject({ code: 'hall-handle', risk: 3 });
  expect(preview.warnings).toEqual([]);
});

test('an item that comes to be of more risk takes its roles along; the preview says which, and refuses nothing', async () => {
  const wanted = itemOf('rights-record-print', { risk: 3 });
  const preview = await previewed(county, 'secadmin', wanted);
  const role = { code: 'risk-raised', role: 'hall-handle', declared: 1, risk: 2, item: 'rights-record-print' };
  expect(preview).toMatchObject({ submittable: true, problem: null });
  expect(preview.warnings[0]).toEqual({ code: 'few-hands', item: 'rights-record-print', people: 1 });
  expect(preview.warnings).toContainEqual(role);
  expect(await stagesFor('hall-handle')).toBe(2);
  const [before] = (await county.owner.pool.query<{ at: Date }>('select clock_timestamp() as at')).rows;
  await applied(county, 'secadmin', wanted);
  expect(await risksOf('hall-handle')).toEqual([2, 1]);
  // A moment before is told by what counted then.
  expect(await ledgerRisks(before?.at)).toMatchObject({ harmless: 3, 'hall-handle': 1 });
  expect(await ledgerRisks(undefined)).toMatchObject({ harmless: 3, 'hall-handle': 2 });
  expect(await stagesFor('hall-handle')).toBe(3);
  expect(
    (await asked(county, 'card-op1', { change: 'grant', beneficiary: 'newcomer', role: 'hall-handle', unit: 'hall' }))
      .risk,
  ).toBe(2);
});

test('an item with three separate duties is not warned of', async () => {
  const preview = await previewed(county, 'secadmin', itemOf(award, { channels: ['hall'] }));
  expect(preview.warnings).toEqual([]);
  const bound = await previewed(county, 'secadmin', itemOf(award, { bound: [['review', 'approve']] }));
  expect(bound.warnings).toEqual([{ code: 'few-hands', item: award, people: 2 }]);
});
