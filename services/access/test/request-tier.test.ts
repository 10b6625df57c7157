import { afterEach, beforeEach, expect, test } from 'vitest';
import { applied } from './asking.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { approve, decide, handleFor, rolesOf, submitted } from './requesting.ts';

/** What a request asks for may come to need a higher approval while it is on its way: then it is asked for anew. */
let county: County;
beforeEach(async () => {
  county = await openCounty(({ units, chains }) => {
    const stages = [{ by: 'director', of: 'centre' as const, workingDays: 2 }];
    // Of a kind of which there is no unit yet.
    chains.push({ change: 'grant', risk: 2, unitKind: 'vault', stages });
    units.push({ code: 'vault', parent: 'centre', kind: 'vault', name: { zh: '-', en: '-' } });
  });
});
afterEach(() => county.close());

const role = 'enterprise-pension-handle';
const permissions = () => countyFile().roles.find(({ code }) => code === role)?.permissions;
const setRisk = (risk: number) =>
  applied(county, 'secadmin', { change: 'role-content', role, content: { permissions: permissions(), risk } });
const asked = () => submitted(county, 'enterprise-pension-op1', handleFor('newcomer'));
const failure = async (id: string) =>
  (await county.service.get(county.as('enterprise-pension-op1'), `/api/v1/requests/${id}`)).json();

test('a role whose risk was raised meanwhile is not approved any further by the lower chain', async () => {
  const request = await asked();
  expect((await approve(county, request, 1)).state).toBe('pending');
  await setRisk(3);
  const answer = await decide(county, 'control-head', request.id);
  expect(answer.json()).toMatchObject({ state: 'failed', failure: 'tier-changed' });
  expect((await county.entries('request.failed')).at(-1)).toMatchObject({ target: request.id, reason: 'tier-changed' });
  const anew = await asked();
  expect(anew.stages.map(({ by }) => by)).toContain('permission-maintainer');
});

test('nor does it take effect by its last approval', async () => {
  const request = await approve(county, await asked(), 2);
  expect(request.state).toBe('pending');
  await setRisk(3);
  expect((await approve(county, request)).failure).toBe('tier-changed');
  expect(await failure(request.id)).toMatchObject({ state: 'failed', failure: 'tier-changed' });
  expect(await rolesOf(county, 'newcomer')).toEqual([]);
});

test('a removal likewise', async () => {
  const wanted = { ...handleFor('enterprise-pension-op1'), change: 'revoke' as const };
  const request = await approve(county, await submitted(county, 'newcomer', wanted), 1);
  expect(request.state).toBe('pending');
  await setRisk(3);
  expect((await approve(county, request)).failure).toBe('tier-changed');
});

test('a lower risk, or another chain for the same, lets it go on as it began', async () => {
  const [first, second] = [await asked(), await submitted(county, 'newcomer', { ...handleFor('card-op1') })];
  await setRisk(1);
  expect((await approve(county, first)).state).toBe('applied');
  await setRisk(2);
  const stages = [{ by: 'director', of: 'centre', workingDays: 2 }];
  await applied(county, 'secadmin', { change: 'rule', chain: { change: 'grant', risk: 2, stages } });
  const done = await approve(county, second);
  expect(done.state).toBe('applied');
  expect(done.stages).toHaveLength(3);
});

test('a unit that has become of another kind with a chain of its own', async () => {
  const request = await asked();
  const home = await submitted(county, 'newcomer', { beneficiary: 'newcomer', role: 'card-handle', unit: 'card' });
  const become = (unit: string, kind: string) =>
    applied(county, 'secadmin', { change: 'rule', unitContent: { code: unit, kind } });
  await become('enterprise-pension', 'vault');
  expect((await approve(county, request)).failure).toBe('tier-changed');
  // Of a kind without one of its own nothing else would be needed.
  await become('card', 'office');
  expect((await approve(county, home)).state).toBe('applied');
});
