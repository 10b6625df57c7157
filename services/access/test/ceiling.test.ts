import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCatalogue } from '../catalogue-check.ts';
import { foundCentre } from '../plugin.ts';
import { evaluate, openCase, question, step, stepped } from './acting.ts';
import { type County, countyFile, openCounty } from './open-county.ts';

/** S07: what a bank outlet or a village point may hold, and by which channel they act. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const village = { item: 'resident-pension-award', unit: 'village-01' };
const preview = (beneficiary: string, role: string, unit: string) =>
  county.service.post(county.as('director'), '/api/v1/requests/preview', {
    change: 'grant',
    beneficiary,
    role,
    unit,
    reason: 'S07',
  });

test('a grant above the ceiling is refused at preview and submission; its refusal names the permissions', async () => {
  for (const [role, actions] of [
    ['resident-pension-handle', ['handle']],
    ['card-review', ['review']],
  ] as const) {
    const shown = (await preview('outlet-op1', role, 'outlet-premium')).json();
    const conflict = shown.conflicts.find(({ rule }: { rule: string }) => rule === 'outlet-ceiling');
    expect(conflict).toMatchObject({ effect: 'block', source: '省定网点事项清单' });
    const answer = await county.service.post(county.as('director'), '/api/v1/requests', {
      change: 'grant',
      beneficiary: 'outlet-op1',
      role,
      unit: 'outlet-premium',
      reason: 'S07',
    });
    expect(answer.json()).toMatchObject({ status: 409, code: 'duty-conflict' });
    expect(actions).toContain(conflict.resolution ? actions[0] : '');
  }
  const elsewhere = (await preview('outlet-op1', 'resident-pension-handle', 'resident-pension')).json();
  expect(elsewhere.conflicts.map(({ rule }: { rule: string }) => rule)).not.toContain('outlet-ceiling');
});

test('a village point handles what came by its own channel, and nothing that came by another or by an unknown one', async () => {
  const { id } = await openCase(county, { ...village, channel: 'village' });
  expect((await evaluate(county, question('village-op1', 'handle', id))).decision).toBe(true);
  await stepped(county, id, 'handle', 'village-op1');
  await stepped(county, id, 'review', 'resident-pension-op3');
  for (const channel of ['hall', undefined]) {
    const { id: other } = await openCase(county, { ...village, channel });
    const { status, code, conflicts } = (await step(county, other, 'handle', 'village-op1')).json();
    expect({ status, code }).toEqual({ status: 409, code: 'duty-conflict' });
    expect(conflicts).toMatchObject([
      {
        rule: 'outlet-ceiling',
        items: ['resident-pension-award'],
        with: [{ role: 'village-agent', unit: 'village-01', permissions: [{ action: 'handle' }] }],
      },
    ]);
    expect(conflicts[0].resolution.en).toContain('village');
    const { context } = await evaluate(county, question('village-op1', 'handle', other));
    expect(context).toMatchObject({ reason: { code: 'duty-conflict' }, rule: 'outlet-ceiling' });
    expect(context.grant).toBe(conflicts[0].with[0].grant);
    // The section is bound by no ceiling.
    await stepped(county, other, 'handle', 'resident-pension-op1');
  }
});

test('of a case not yet recorded the channel is judged once it is named', async () => {
  const asked = (channel?: string) =>
    evaluate(county, question('village-op1', 'handle', { ...village, ...(channel ? { channel } : {}) }));
  expect((await asked('village')).decision).toBe(true);
  expect((await asked()).decision).toBe(true);
  expect((await asked('hall')).context).toMatchObject({ reason: { code: 'duty-conflict' }, rule: 'outlet-ceiling' });
});

test('searches agree with evaluations', async () => {
  const { id } = await openCase(county, { ...village, channel: 'hall' });
  const search = { subject: { type: 'person' }, action: { name: 'handle' }, resource: { type: 'case', id } };
  const { results } = (await county.service.post(county.client('decide'), '/access/v1/search/subject', search)).json();
  const found = results.map((one: { id: string }) => one.id);
  expect(found).toContain('resident-pension-op1');
  expect(found).not.toContain('village-op1');
});

test('a catalogue with somebody above a blocking ceiling is refused; above an observed one it is not', async () => {
  const file = countyFile();
  file.people.find(({ username }) => username === 'outlet-op1')?.roles.push('card-review');
  const at = file.people.findIndex(({ username }) => username === 'outlet-op1');
  expect(checkCatalogue(file).faults).toContainEqual({
    path: `/people/${at}/roles`,
    message: {
      zh: '“outlet-op1”一开始就违反不相容规则 outlet-ceiling',
      en: '“outlet-op1” would break the blocking rule outlet-ceiling from the start',
    },
  });
  await expect(foundCentre(county.database, { ...file, centre: 'above' }, () => 'x')).rejects.toThrow('fault');
  const rule = file.rules.find(({ code }) => code === 'outlet-ceiling');
  if (rule) rule.effect = 'observe';
  expect(checkCatalogue(file).faults.map(({ message }) => message.en)).not.toContainEqual(
    expect.stringContaining('outlet-ceiling'),
  );
});
