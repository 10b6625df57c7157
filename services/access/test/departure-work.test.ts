import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { approve, handleFor, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

async function openCase(item: string, unit: string, reference: string, done: [duty: string, actor: string][]) {
  const { service, client } = county;
  const business = client('cases:write', 'decide');
  const opened = await service.post(business, '/api/v1/cases', { item, unit, reference, channel: 'hall' });
  expect(opened.statusCode, opened.body).toBe(201);
  for (const [duty, actor] of done) {
    const step = await service.post(business, `/api/v1/cases/${opened.json().id}/steps`, { duty, actor });
    expect(step.statusCode, step.body).toBe(201);
  }
  return opened.json().id as string;
}

const leave = (who: string) =>
  county.service.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, { kind: 'retired' });

test('S05: cases that waited for the leaver are listed with who may go on, who had no other part in them', async () => {
  const [item, unit] = ['institution-pension-award', 'institution-pension'];
  const waiting = await openCase(item, unit, 'W-1', [['handle', 'institution-pension-op1']]);
  // Waits for approval, which the leaver does not hold; and one that is not begun.
  await openCase(item, unit, 'W-2', [
    ['handle', 'institution-pension-op1'],
    ['review', 'institution-pension-op4'],
  ]);
  await openCase(item, unit, 'W-3', []);
  const { effects } = (await leave('institution-pension-op4')).json();
  expect(effects.openCases).toEqual([
    {
      id: waiting,
      item,
      unit,
      reference: 'W-1',
      nextDuty: 'review',
      candidates: ['institution-pension-op3'],
    },
  ]);
});

test('who had another part in the case, or will hold the duty only later, is no candidate', async () => {
  const soon = new Date(Date.now() + 86_400_000).toISOString();
  await approve(county, await submitted(county, 'card-op1', { ...handleFor('newcomer'), validFrom: soon }));
  const [item, unit] = ['enterprise-pension-award', 'enterprise-pension'];
  const id = await openCase(item, unit, 'W-4', []);
  const { effects } = (await leave('enterprise-pension-op1')).json();
  expect(effects.openCases).toMatchObject([{ id, nextDuty: 'handle', candidates: ['enterprise-pension-op2'] }]);
});

test('after the departure no step of theirs is taken, and what they did stays', async () => {
  const { service, client } = county;
  const business = client('cases:write');
  const body = { item: 'institution-pension-award', unit: 'institution-pension', reference: 'W-5', channel: 'hall' };
  const { id } = (await service.post(business, '/api/v1/cases', body)).json();
  await service.post(business, `/api/v1/cases/${id}/steps`, { duty: 'handle', actor: 'institution-pension-op2' });
  const review = { duty: 'review', actor: 'institution-pension-op4' };
  expect((await service.post(business, `/api/v1/cases/${id}/steps`, review)).statusCode).toBe(409);
  await leave('institution-pension-op2');
  const kept = (await service.get(client('cases:write', 'decide'), `/api/v1/cases/${id}`)).json();
  expect(kept.steps).toMatchObject([{ duty: 'handle', username: 'institution-pension-op2' }]);
});
