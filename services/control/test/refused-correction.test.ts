import { addWorkingDays } from '@zhiheng/calendar';
import type { Database } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { escalateOverdue } from '../findings/escalate.ts';
import { control } from '../plugin.ts';
import { foundControl, pastTriggers, type Staff } from './control-staff.ts';
import { entriesOf } from './founding.ts';

/** A section that does not put right what it was ordered to: the finding is handed to the administrative department, and stays open. */
const evidence = [{ name: '逾期未改情况.pdf', digest: `sha-256:${'0'.repeat(64)}` }];
let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
let north: Staff;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  north = await foundControl(test, 'north');
  database = await test.connect('control');
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const post = async (by: Staff[keyof Staff], url: string, body: object = {}) => {
  const answer = await service.post(by, `/api/v1/${url}`, body);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
};

it('what is not put right is handed over with its evidence, and still has to be', async () => {
  const found = { unit: 'pension', item: 'award', dimension: 'content', nature: 'violation', riskLevel: 2 };
  const { id } = await post(north.inspector, 'findings', { ...found, description: '缺签名', basis: '规程' });
  await post(north.inspector, `findings/${id}/feedback`);
  await post(north['pension-head'], `findings/${id}/response`, { response: 'accept' });
  const order = await post(north.controller, 'rectifications', {
    problems: [{ finding: id, measure: '补签' }],
    ...{ responsible: 'pension-head', basis: '条例第三十六条', proof: '补签材料' },
  });
  await pastTriggers(owner, "update control.rectification set due_at = now() - interval '30 days' where id = $1", [
    order.id,
  ]);
  await escalateOverdue(database, 'north', addWorkingDays);

  const body = { note: '逾期未改，移交县人社局基金监督股', evidence };
  const early = await service.post(north['pension-head'], `/api/v1/findings/${id}/transfer`, body);
  expect(early.json()).toMatchObject({ status: 403, code: 'not-permitted' });
  const bare = await service.post(north.controller, `/api/v1/findings/${id}/transfer`, { ...body, evidence: [] });
  expect(bare.json()).toMatchObject({ status: 400, code: 'invalid-request' });
  expect(await post(north.controller, `findings/${id}/transfer`, body)).toMatchObject({
    state: 'ordered',
    transferredAt: expect.any(String),
  });
  const entries = (await entriesOf(test, 'north', 'finding.transferred')).filter(({ target }) => target === id);
  expect(entries.filter(({ outcome }) => outcome === 'done')).toMatchObject([{ actor: 'controller' }]);
  const still = (await service.get(north.controller, `/api/v1/rectifications/${order.id}`)).json();
  expect(still).toMatchObject({ state: 'issued', overdue: true });
});
