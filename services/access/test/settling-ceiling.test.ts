import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleAdjustments } from '../adjustment-settle.ts';
import { evaluate, openCase, question, step, stepped } from './acting.ts';
import { adjustmentsOf, applied, ask, deskOf, inDays } from './asking.ts';
import { type County, openCounty } from './open-county.ts';

/** A ceiling is judged of grants and again with every act: what it tolerates has to hold at both. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const ceiling = {
  ...{
    code: 'reads-only',
    kind: 'ceiling',
    name: { zh: '网点只读', en: 'Outlets read' },
    effect: 'block',
    source: '测试',
  },
  ...{ unitKinds: ['bank-outlet'], allow: { action: ['read'] } },
};
const agent = (beneficiary: string, unit: string) => ({ change: 'grant', beneficiary, role: 'outlet-agent', unit });
const outlet = (unit: string) => ({ item: 'employment-registration', unit, channel: 'outlet' });
let item: string;
beforeAll(async () => {
  const role = (await county.service.get(county.as('director'), '/api/v1/roles/outlet-agent')).json();
  item = role.permissions[0].items[0];
});
const at = (unit: string) => ({ ...outlet(unit), item });

test('who was above a new ceiling acts on, observed; nobody else does, and no other grant of theirs', async () => {
  await applied(county, 'secadmin', { change: 'rule', rule: ceiling });
  const tasks = await adjustmentsOf(county, 'inspector', { rule: 'reads-only', state: 'open' });
  expect(tasks.map(({ username }) => username).sort()).toEqual(['outlet-op1', 'outlet-op2']);

  const { id } = await openCase(county, at('outlet-premium'));
  const other = await county.secondService();
  for (const service of [county.service, other])
    for (const resource of [id, at('outlet-premium')])
      expect((await evaluate(county, question('outlet-op1', 'handle', resource), service)).decision).toBe(true);
  await stepped(county, id, 'handle', 'outlet-op1');
  const recorded = (await county.entries('step.recorded')).at(-1);
  expect(recorded?.details?.observed).toEqual(['reads-only']);

  const refused = await ask(county, 'director', agent('newcomer', 'outlet-premium'));
  expect(refused.json()).toMatchObject({ code: 'duty-conflict', conflicts: [{ rule: 'reads-only' }] });
  expect((await ask(county, 'director', agent('outlet-op1', 'outlet-basic'))).json().code).toBe('duty-conflict');
});

test('it goes with the grant where a unit is taken over', async () => {
  const into = { code: 'outlet-premium', retired: true, into: 'outlet-basic' };
  await applied(county, 'secadmin', { change: 'rule', unitContent: into });
  const { id } = await openCase(county, at('outlet-basic'));
  await stepped(county, id, 'handle', 'outlet-op1');
  const [task] = await adjustmentsOf(county, 'inspector', { rule: 'reads-only', person: 'outlet-op1' });
  expect(task?.resolutions.flat()).toMatchObject([{ role: 'outlet-agent', unit: 'outlet-basic' }]);
});

test('clean once, it is barred for good, in every process', async () => {
  const plan = { coverPlan: { by: ['outlet-op2'], until: inDays(30), note: '顶岗' } };
  await applied(county, 'director', { ...agent('outlet-op1', 'outlet-basic'), change: 'revoke', ...plan });
  await settleAdjustments(deskOf(county), county.centre);
  expect((await ask(county, 'director', agent('outlet-op1', 'outlet-basic'))).json().code).toBe('duty-conflict');
  // An exception lets a grant begin; the ceiling still bars what it does once the exception is over.
  const tasks = await adjustmentsOf(county, 'inspector', { rule: 'reads-only', state: 'open' });
  expect(tasks.map(({ username }) => username)).toEqual(['outlet-op2']);
  const { id } = await openCase(county, at('outlet-basic'));
  expect((await step(county, id, 'handle', 'outlet-op1')).json().code).toBe('not-permitted');
});
