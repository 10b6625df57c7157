import { inCentre } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundCentre } from '../plugin.ts';
import { certify, decideOn, holdingsOf, opened } from './certifying.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { approve, submitted } from './requesting.ts';

let county: County;
let second: TestService;
beforeAll(async () => {
  county = await openCounty();
  second = await county.secondService();
});
afterAll(() => county.close());

const deputies = ['deputy-director', 'deputy-director2'] as const;

test('two reviewers decide one holding at once, from two processes: one is heard, the other is told', async () => {
  for (let round = 0; round < 25; round++) {
    const { id } = await opened(county, { unit: 'finance', risk: 2 });
    const [head] = await holdingsOf(county, 'director', id, { person: 'finance-head' });
    const grant = head?.grant as string;
    const both = await Promise.all([
      certify(county, deputies[0], id, grant, round % 2 ? 'keep' : 'remove', 'a'),
      certify({ as: county.as, service: second }, deputies[1], id, grant, 'keep'),
    ]);
    expect(both.filter(({ decided }) => decided)).toHaveLength(1);
    expect(both.find(({ decided }) => !decided)?.problem?.code).toBe('holding-decided');
  }
  const entries = (await county.entries('certification.decided')).map(({ outcome }) => outcome);
  expect(entries.filter((outcome) => outcome === 'done')).toHaveLength(25);
  expect(entries.filter((outcome) => outcome === 'denied')).toHaveLength(25);
});

test('of a decision and the signature at once, the decision is in the report or refused', async () => {
  for (let round = 0; round < 15; round++) {
    const { id } = await opened(county, { unit: 'village-01' });
    const holdings = await holdingsOf(county, 'director', id);
    const last = holdings.at(-1);
    for (const { grant, reviewers } of holdings.slice(0, -1))
      await certify(county, reviewers[0] as string, id, grant, 'keep');
    const [verdict, signed] = await Promise.all([
      certify(county, last?.reviewers[0] as string, id, last?.grant as string, 'keep'),
      second.post(county.as('director'), `/api/v1/certifications/${id}/sign-off`, {}),
    ]);
    expect(verdict.decided).toBe(true);
    if (signed.statusCode === 200)
      expect(signed.json().progress).toMatchObject({ undecided: 0, kept: holdings.length });
    else expect(signed.json().code).toBe('undecided-holdings');
  }
});

test('a grant that begins while a campaign opens is in it with its approvals, or is not in it', async () => {
  for (const who of ['hall-op1', 'hall-op2', 'card-op1', 'card-op2']) {
    const request = await submitted(county, 'newcomer', {
      beneficiary: who,
      role: 'hall-handle',
      unit: 'hall-window-1',
    });
    const [campaign] = await Promise.all([opened(county, { unit: 'hall-window-1' }), approve(county, request)]);
    const { rows } = await county.owner.pool.query(
      `select cardinality(h.granters) as granters from access.certification_holding h
       where h.certification = $1 and h.request = $2`,
      [campaign.id, request.id],
    );
    for (const { granters } of rows) expect(granters).toBe(1 + request.stages.length);
  }
});

test('a campaign goes on where it was when the process that opened it is gone', async () => {
  const { id } = await opened(county, { unit: 'card' });
  const mine = await holdingsOf(county, 'card-head', id, { reviewer: 'me' });
  await certify(county, 'card-head', id, mine[0]?.grant as string, 'keep');
  const third = await county.secondService();
  const left = (
    await third.get(county.as('card-head'), `/api/v1/certifications/${id}/holdings`, { reviewer: 'me' })
  ).json();
  expect(left.data).toHaveLength(mine.length - 1);
  const last = { grant: left.data[0].grant, decision: 'keep' } as const;
  expect(
    (await decideOn({ as: county.as, service: third }, 'card-head', id, [last, last])).json().verdicts,
  ).toMatchObject([
    { decided: true, holding: { decision: { together: 2 } } },
    { decided: false, problem: { code: 'holding-decided' } },
  ]);
});

test('a reviewer who has left is not heard', async () => {
  const { id } = await opened(county, { unit: 'contribution' });
  const [holding] = await holdingsOf(county, 'contribution-head', id, { reviewer: 'me' });
  await county.service.post(county.as('sysadmin'), '/api/v1/people/contribution-head/departure', { kind: 'resigned' });
  expect((await certify(county, 'contribution-head', id, holding?.grant as string, 'keep')).problem?.code).toBe(
    'account-disabled',
  );
  const [after] = await holdingsOf(county, 'director', id, { person: holding?.person as string });
  expect(after?.reviewers).toEqual([...deputies]);
});

test('the database itself keeps the population, one decision a holding, and nobody from reviewing their own', async () => {
  const { id } = await opened(county, { unit: 'enrolment' });
  const [holding, other] = await holdingsOf(county, 'enrolment-head', id, { reviewer: 'me' });
  const grant = holding?.grant as string;
  await certify(county, 'enrolment-head', id, grant, 'keep');
  const refused = async (statement: string, values: unknown[] = []) =>
    county.owner.pool.query(statement, values).then(
      () => 'done',
      (error) => error.constraint,
    );
  expect(
    await refused("update access.certification_holding set role = 'director' where certification = $1", [id]),
  ).toBe('certification_population_is_frozen');
  expect(await refused('delete from access.certification_holding where certification = $1', [id])).toBe(
    'certification_population_is_frozen',
  );
  expect(
    await refused(
      `insert into access.certification_holding select centre, certification, gen_random_uuid(), holder, holder_unit, holder_post, holder_state,
    role, risk, unit, since, until, request, granters, ladder from access.certification_holding where certification = $1 limit 1`,
      [id],
    ),
  ).toBe('certification_population_is_frozen');
  expect(
    await refused("update access.certification_decision set decision = 'keep' where certification = $1", [id]),
  ).toBe('certification_decision_stays');
  const insert = (column: string, who: string) =>
    refused(
      `insert into access.certification_decision (centre, certification, "grant", holder, reviewer, rung, decision, act, act_size)
      select centre, certification, "grant", holder, ${column}, 0, 'keep', gen_random_uuid(), 1 from access.certification_holding where certification = $1 and "grant" = $2`,
      [id, who],
    );
  expect(await insert(`'${county.as('director').person}'`, grant)).toBe('certification_decision_pkey');
  expect(await insert('holder', other?.grant as string)).toBe('certification_not_of_oneself');
  const signed = `update access.certification set state = 'signed-off', signed_off_at = now(), report = '{}', digest = repeat('0', 64), signed_off_by = `;
  expect(await refused(`${signed} opened_by where id = $1`, [id])).toBe('certification_signed_off_by_another');
  expect(await refused(`${signed} '${county.as('director').person}' where id = $1`, [id])).toBe('done');
  expect(await refused("update access.certification set name = 'x' where id = $1", [id])).toBe(
    'certification_only_advances',
  );
  expect(await insert(`'${county.as('director').person}'`, other?.grant as string)).toBe('certification_is_open');
  const privilege = await county.database.pool.query(
    "select has_table_privilege('access.certification_holding', 'update, delete') or has_any_column_privilege('access.certification_holding', 'update') as may",
  );
  expect(privilege.rows).toEqual([{ may: false }]);
});

test('another centre sees none of it', async () => {
  const { id } = await opened(county, { unit: 'card' });
  await foundCentre(county.database, { ...countyFile(), centre: 'neighbour' }, (code) => `test/${code}`);
  const rows = await inCentre(county.database, 'neighbour', (transaction) =>
    transaction.selectFrom('access.account').select(['id as account', 'person', 'username']).execute(),
  );
  const theirs = (username: string) => ({
    centre: 'neighbour',
    ...(rows.find((row) => row.username === username) as (typeof rows)[number]),
  });
  expect((await county.service.get(theirs('director'), `/api/v1/certifications/${id}`)).statusCode).toBe(404);
  expect((await county.service.get(theirs('director'), '/api/v1/certifications')).json().data).toEqual([]);
  const [holding] = await holdingsOf(county, 'card-head', id, { reviewer: 'me' });
  const decision = { decisions: [{ grant: holding?.grant, decision: 'keep' }] };
  const answer = await county.service.post(
    theirs('card-head'),
    `/api/v1/certifications/${id}/holdings/decisions`,
    decision,
  );
  expect(answer.statusCode).toBe(404);
  expect((await county.service.post(theirs('director'), `/api/v1/certifications/${id}/sign-off`, {})).statusCode).toBe(
    404,
  );
});
