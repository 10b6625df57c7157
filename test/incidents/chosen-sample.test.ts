import type { Inspection } from '@zhiheng/contracts';
import { beforeAll, expect, test } from 'vitest';
import { County, type ProblemBody } from '../support/county.ts';
import { addFinishedCases, monthBefore } from '../support/finished-cases.ts';

/** The chosen sample: a section head learned which cases would be inspected, and had them put in order first. */
const county = County.ofThisFile();
const { month, at } = monthBefore();
const path = '/api/v1/inspections';
const subject = '350102196606066666';
const sectionHead = 'injury-unemployment-head';
let drawn: string;
let inspection: string;
beforeAll(async () => {
  const skill = { item: 'skill-subsidy', unit: 'injury-unemployment', handle: 'hall-op3', review: 'hall-op4' };
  const ids = await addFinishedCases(county.running.database, at, [{ ...skill, amountFen: 5_000_000 }]);
  drawn = ids[0] as string;
  // What was finished last month was about the subject of a case of today.
  const today = await county.opened('skill-subsidy', 'injury-unemployment', { subject });
  await county.sqlPastTriggers(
    `update access.case set subject = (select subject from access.case where id = $1) where id = $2`,
    [today, drawn],
  );
}, 240_000);

const state = async () => (await county.get<Inspection>('control-head', `${path}/${inspection}`)).body.state as string;

test('before the draw nobody can know it: the secret is told nowhere, the population no longer changes', async () => {
  const planned = await county.post<Inspection>('control-head', path, { period: month });
  inspection = planned.body.id;
  expect(JSON.stringify(planned.body)).not.toContain('secret');
  expect((await county.post<ProblemBody>('control-head', `${path}/${inspection}/reveal`)).body.code).toBe(
    'wrong-state',
  );
  expect((await county.post('control-head', `${path}/${inspection}/freeze`)).status).toBe(200);
  await expect(county.sql('update control.population set must = null, stratum = 0')).rejects.toThrow(/not changed/);
  expect((await county.get(sectionHead, `${path}/${inspection}/sample`)).status).toBe(403);
});

test('nor does the section learn it afterwards from here', async () => {
  await expect
    .poll(
      async () => {
        await county.post('control-head', `${path}/${inspection}/draw`);
        return state();
      },
      { timeout: 30_000, interval: 200 },
    )
    .toBe('drawn');
  for (const what of ['', '/sample', '/proof'])
    expect((await county.get(sectionHead, `${path}/${inspection}${what}`)).status, what).toBe(403);
  expect((await county.get('control-head', `${path}/${inspection}/sample`)).status).toBe(200);
});

test('if it is told all the same: a correction of a drawn case’s data is named by the next morning', async () => {
  expect(await county.doubtsOf('correction-after-inspection')).toEqual([]);
  const correction = await county.opened('data-correction', 'information', { subject });
  const [doubt, ...more] = await county.doubtsOf('correction-after-inspection');
  expect(more).toEqual([]);
  expect(doubt).toMatchObject({ severity: 3, unit: 'injury-unemployment', case: drawn });
  expect(doubt?.facts).toMatchObject({ inspection, sample: [drawn, correction] });
  expect(JSON.stringify(doubt)).not.toContain(subject);
});
