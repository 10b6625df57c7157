import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestPerson, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { control } from '../plugin.ts';
import { foundCentre, type People } from './founding.ts';

/** Whether the rules of internal control themselves are kept and still fit: a centre puts that into its self-checks, with approval. */
const question = {
  ...{ id: 'rules-evaluated', dimension: 'procedure', perGroup: false },
  text: { zh: '内控制度的制定与执行已评估', en: 'The rules of internal control were evaluated' },
};
let test: TestDatabase;
let service: TestService;
let north: People;
beforeAll(async () => {
  test = await openTestDatabase();
  north = await foundCentre(test, 'north');
  service = await openTestService(control, { database: await test.connect('control') });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});
const get = async (by: TestPerson, url: string) => (await service.get(by, `/api/v1/${url}`)).json();

it('a section is asked it once a centre has approved the question, and does not sign without an answer', async () => {
  const { settings, version } = await get(north.controller, 'control-settings');
  settings.selfCheck.questions.push(question);
  const proposal = { version, settings, reason: '条例第三十六条：定期评估内控制度' };
  const asked = await service.post(north.controller, '/api/v1/control-settings/proposals', proposal);
  expect(asked.statusCode, asked.body).toBe(201);
  const approval = `/api/v1/control-approvals/${asked.json().id}/decisions`;
  expect((await service.post(north.director, approval, { decision: 'approve' })).json().state).toBe('approved');

  // The next month's, which is opened from then on.
  const owner = await test.owner();
  const { rows } = await owner.pool.query(
    `insert into control.self_check (centre, id, unit, month, due_at)
     values ('north', gen_random_uuid(), 'pension', '2019-07', clock_timestamp() + interval '9 days') returning id`,
  );
  const [check] = rows;
  const { missing } = await get(north.clerk, `self-checks/${check.id}/draft`);
  expect(missing).toContainEqual({ question: question.id, group: null });

  type Place = { question: string; group: string | null };
  const save = (revision: number, places: Place[]) =>
    service.send(north.clerk, {
      method: 'PUT',
      url: `/api/v1/self-checks/${check.id}/draft`,
      payload: {
        revision,
        draft: {
          ...{ checkedOwn: 1, checkedOthers: 0 },
          entries: places.map((place) => ({ ...place, ok: true, findings: [] })),
        },
      },
    });
  const sign = (revision: number) =>
    service.post(north['pension-head'], `/api/v1/self-checks/${check.id}/completion`, { revision });
  await save(
    0,
    missing.filter((place: Place) => place.question !== question.id),
  );
  expect((await sign(1)).json().code).toBe('invalid-request');
  await save(1, missing);
  expect((await sign(2)).json()).toMatchObject({ state: 'completed', answers: { procedure: { ok: true } } });
});
