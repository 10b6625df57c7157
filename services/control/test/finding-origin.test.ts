import { type Database, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control } from '../plugin.ts';
import { foundControl, pastTriggers, type Staff } from './control-staff.ts';
import { addInspection } from './drawn.ts';
import { addReturnedCase } from './founding.ts';

const path = '/api/v1/findings';
const input = {
  unit: 'hall',
  dimension: 'content',
  nature: 'error',
  riskLevel: 2,
  description: '两件材料缺签名',
  basis: '经办规程第三条',
} as const;

let test: TestDatabase;
let owner: Database;
let service: TestService;
let north: Staff;
/** Cases of `award` and of `claim`, both opened in the hall in October, and one of November. */
let award: string;
let claim: string;
let later: string;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  north = await foundControl(test, 'north');
  for (const [item, at] of [
    ['award', '2025-10-05'],
    ['claim', '2025-10-06'],
    ['award', '2025-11-07'],
  ] as const)
    await addReturnedCase(test, north.clerk, { item, unit: 'hall', at: new Date(`${at}T02:00:00Z`) });
  const { rows } = await owner.pool.query(`select id from access.case where centre = 'north' order by id`);
  [award, claim, later] = rows.map(({ id }) => id) as [string, string, string];
  service = await openTestService(control, { database: await test.connect('control') });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

type Of = { kind: string; about: string | undefined };
const record = (source: Of, more: object = {}, by = north.inspector) =>
  service.post(by, path, { ...input, source, ...more });
/** What is wrong with it: the code, and the fields where they are named. */
const refused = async (source: Of, more: object = {}, by = north.inspector) => {
  const { code, errors = [] } = (await record(source, more, by)).json();
  return [code, ...errors.map((error: { path: string }) => error.path)].join(' ');
};
const recorded = async (source: Of, more: object = {}) => {
  const answer = await record(source, more);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
};

describe('a finding of a sample', () => {
  it('is of a working paper that is there, with the unit, the item and the case of it', async () => {
    const { papers, inspection } = await addInspection(owner, north.controller, {
      period: '2025-10',
      drawn: [
        { id: award, item: 'award', unit: 'hall', operator: north.clerk, by: [north.inspector, north.both] },
        { id: claim, item: 'claim', unit: 'hall', operator: north.clerk },
      ],
    });
    const of = { kind: 'sample', about: papers[0] };
    for (const about of [newId(), inspection, award]) expect(await refused({ ...of, about })).toBe('not-found');
    expect(await refused(of, { unit: 'pension' })).toBe('invalid-request /unit');
    expect(await refused(of, { item: 'claim' })).toBe('invalid-request /item');
    expect(await refused(of, { case: claim })).toBe('invalid-request /case');
    expect(await refused(of, { unit: 'pension', item: 'claim', case: claim })).toBe(
      'invalid-request /unit /item /case',
    );
    expect(await recorded(of)).toMatchObject({ about: papers[0], unit: 'hall', item: 'award', case: award });
    expect(await recorded(of, { item: 'award', case: award })).toMatchObject({ state: 'open', case: award });

    // Of the inspection as a whole: of a unit, an item, a case of which something was drawn.
    const whole = { kind: 'inspection', about: inspection };
    expect(await refused({ ...whole, about: newId() })).toBe('not-found');
    expect(await refused({ ...whole, about: papers[0] })).toBe('not-found');
    expect(await refused(whole, { unit: 'pension' })).toBe('invalid-request /unit');
    expect(await refused(whole, { item: 'certificate' })).toBe('invalid-request /item');
    expect(await refused(whole, { case: later })).toBe('invalid-request /case');
    expect(await refused(whole, { unit: 'health', case: claim })).toBe('invalid-request /unit');
    expect(await recorded(whole, { item: 'claim', case: claim })).toMatchObject({ about: inspection, case: claim });
    expect(await recorded(whole, { unit: 'centre' })).toMatchObject({ unit: 'centre', case: null });
  });

  it('is not recorded by who took part in the case, though it is not named', async () => {
    await addReturnedCase(test, north.inspector2, {
      item: 'award',
      unit: 'hall',
      at: new Date('2025-09-05T02:00:00Z'),
    });
    const { rows } = await owner.pool.query(`select "case" from access.step where person = $1`, [
      north.inspector2.person,
    ]);
    const { papers } = await addInspection(owner, north.controller, {
      period: '2025-09',
      drawn: [{ id: rows[0].case, item: 'award', unit: 'hall', by: [north.inspector, north.both] }],
    });
    expect(await refused({ kind: 'sample', about: papers[0] }, {}, north.inspector2)).toBe('took-part');
    await recorded({ kind: 'sample', about: papers[0] });
  });
});

it('a finding of a holding is of its paper: of its unit, and of no case', async () => {
  const { rows } = await owner.pool.query(`select id from access.grant where person = $1`, [
    north['pension-head'].person,
  ]);
  const { papers } = await addInspection(owner, north.controller, {
    period: '2025',
    drawn: [{ id: rows[0].id, unit: 'pension', operator: north['pension-head'], by: [north.inspector, north.both] }],
  });
  const of = { kind: 'inspection', about: papers[0] };
  expect(await refused({ ...of, kind: 'sample' }, { unit: 'pension' })).toBe('not-found');
  expect(await refused(of, { unit: 'hall' })).toBe('invalid-request /unit');
  expect(await refused(of, { unit: 'pension', item: 'award', case: award })).toBe('invalid-request /item /case');
  expect(await recorded(of, { unit: 'pension' })).toMatchObject({ about: papers[0], unit: 'pension', case: null });
});

it('a finding of a self-check is of its section, its business and its month, once it is signed off; the section answers it', async () => {
  const check = async (unit: string, state: string) => {
    const { rows } = await owner.pool.query(
      `insert into control.self_check (centre, id, unit, month, due_at) values ('north', gen_random_uuid(), $1, '2025-10', now() + interval '9 days')
        returning id`,
      [unit],
    );
    if (state === 'completed')
      await pastTriggers(
        owner,
        `update control.self_check set state = 'completed', completed_at = now(), completed_by = $2, answers = '{}', figures = '{}' where id = $1`,
        [rows[0].id, north['pension-head'].person],
      );
    return { kind: 'self-check', about: rows[0].id as string };
  };
  const of = await check('pension', 'completed');
  const own = { unit: 'pension' };
  expect(await refused(await check('health', 'open'), { unit: 'health' })).toBe('wrong-state');
  expect(await refused({ ...of, about: newId() }, own)).toBe('not-found');
  expect(await refused(of, { unit: 'health' })).toBe('invalid-request /unit');
  expect(await refused(of, { ...own, item: 'claim' })).toBe('invalid-request /item');
  expect(await refused(of, { ...own, case: claim })).toBe('invalid-request /case');
  expect(await refused(of, { ...own, case: later })).toBe('invalid-request /case');
  const { id, ...made } = await recorded(of, { ...own, item: 'award', case: award });
  expect(made).toMatchObject({ source: 'self-check', state: 'open' });
  await recorded(of, { unit: 'pension-desk' });

  const head = north['pension-head'];
  expect((await service.get(head, `${path}/${id}`)).statusCode).toBe(404);
  expect((await service.post(north.inspector, `${path}/${id}/feedback`, {})).statusCode).toBe(200);
  const answer = await service.post(head, `${path}/${id}/response`, { response: 'dispute', reason: '已补正' });
  expect(answer.json()).toMatchObject({ state: 'disputed' });
});

it.each(['sample', 'inspection', 'self-check'])(
  'the database refuses one of a %s that is not there',
  async (source) => {
    const insert = owner.pool.query(
      `insert into control.finding (centre, id, source, about, unit, item, "case", dimension, nature, risk, description, basis)
      values ('north', gen_random_uuid(), $1, gen_random_uuid(), 'hall', 'award', $2, 'content', 'error', 1, '问题', '依据')`,
      [source, award],
    );
    await expect(insert).rejects.toMatchObject({ constraint: 'finding_of_origin' });
  },
);
