import { type Database, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import type { TestPerson } from '@zhiheng/http/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { control } from '../plugin.ts';
import { lookThrough } from '../sampling/tainting.ts';
import { foundControl, pastTriggers, type Staff } from './control-staff.ts';
import { addInspection } from './drawn.ts';
import { addReturnedCase, entriesOf } from './founding.ts';

let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
let people: Staff;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  people = await foundControl(test, 'north');
  database = await test.connect('control');
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const caseOf = async (at: string): Promise<string> => {
  await addReturnedCase(test, people.clerk, { item: 'award', unit: 'hall', at: new Date(at) });
  return (await owner.pool.query(`select id from access.case where opened_at = $1`, [at])).rows[0].id;
};
const ok = { ok: true, evidence: [] };
const finding = {
  dimension: 'content',
  nature: 'error',
  riskLevel: 2,
  description: '缺签名',
  basis: '第三条',
} as const;
const wrong = { ok: false, note: '缺签名', evidence: [] };

/** A month with one paper each of so many cases, inspected, signed and agreed to. */
async function agreed(month: string, days: number) {
  const cases = [];
  for (let day = 1; day <= days; day++) cases.push(await caseOf(`${month}-0${day}T02:00:00Z`));
  const { inspection, papers } = await addInspection(owner, people.controller, {
    period: month,
    drawn: cases.map((id) => ({
      ...{ id, item: 'award', unit: 'hall', operator: people.clerk, by: [people.inspector, people.both] as const },
    })),
  });
  const urls = papers.map((paper) => `/api/v1/inspections/${inspection}/papers/${paper}`);
  for (const url of urls) await inspect(url, people.inspector, people.both, [finding]);
  return { inspection, cases, papers: papers as string[], urls };
}

/** Writes, signs and agrees. */
async function inspect(url: string, by: TestPerson, second: TestPerson, findings: object[]) {
  const { version } = (await service.get(by, url)).json();
  const points = { procedure: ok, content: findings.length ? wrong : ok, policyBasis: ok };
  const payload = { version, points, findings, sign: true };
  expect((await service.send(by, { method: 'PUT', url, payload })).statusCode).toBe(200);
  return review(url, second);
}
async function review(url: string, second: TestPerson) {
  const { version } = (await service.get(second, url)).json();
  const answer = await service.post(second, `${url}/review`, { version, outcome: 'agreed' });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

const stepOf = (ofCase: string | undefined, person: string) =>
  pastTriggers(
    owner,
    `insert into access.step (centre, "case", round, duty, id, person, account, client, outcome, at)
      values ('north', $1, 1, 'handle', gen_random_uuid(), $2, $3, 'test', 'done', now())`,
    [ofCase, person, people.inspector.account],
  );
const look = async () => (await lookThrough(database, 'north', undefined)).found;
const reassign = async (url: string | undefined, input: object) => {
  const answer = await service.post(people.controller, `${url}/reassignment`, { reason: '参与过该办件', ...input });
  return { status: answer.statusCode, body: answer.json() };
};
const tasks = async (): Promise<string[]> =>
  (await service.get(people.controller, '/api/v1/tasks', { kind: 'paper-reassign' }))
    .json()
    .data.map(({ about }: { about: { id: string } }) => about.id);
const findingsOf = async (paper: string | undefined) =>
  (
    await owner.pool.query('select description from control.finding where about = $1 order by found_at', [paper])
  ).rows.map(({ description }) => description);

it('a paper agreed to is done anew by others when it turns out that who agreed had a part, whichever way that was found out', async () => {
  const { inspection, cases, papers, urls } = await agreed('2025-03', 4);
  expect(await look()).toBe(0);
  expect((await reassign(urls[0], { inspector: 'inspector2' })).body.code).toBe('wrong-state');

  // The inspector's own step comes to light, a relation of the second is declared, and somebody who took part turns out to be the inspector.
  const former = newId();
  await stepOf(cases[0], people.inspector.person);
  await pastTriggers(owner, `update access.case set subject = sha256('kin') where id = $1`, [cases[1]]);
  await pastTriggers(
    owner,
    `insert into access.relation (centre, id, person, relation, subject) values ('north', gen_random_uuid(), $1, 'spouse', sha256('kin'))`,
    [people.both.person],
  );
  await stepOf(cases[2], former);
  await pastTriggers(
    owner,
    `insert into access.person (centre, id, staff_number, name, unit, post, state, merged_into)
      values ('north', $1, 'former', 'former', 'hall', 'post', 'departed', $2)`,
    [former, people.inspector.person],
  );
  expect((await service.post(people.controller, `/api/v1/inspections/${inspection}/reveal`, {})).json()).toMatchObject({
    code: 'wrong-state',
    detail: expect.stringContaining('3'),
  });
  expect(await Promise.all([look(), look()]).then((found) => found.toSorted())).toEqual([0, 3]);
  expect(await look()).toBe(0);
  const tainted = papers.slice(0, 3).toSorted();
  expect((await tasks()).toSorted()).toEqual(tainted);
  const told = (await service.get(people.controller, '/api/v1/control-notices', { kind: 'paper-tainted' })).json().data;
  expect(told.map(({ about }: { about: { id: string } }) => about.id).toSorted()).toEqual(tainted);
  const logged = await entriesOf(test, 'north', 'inspection-paper.tainted');
  expect(logged.map(({ target }) => target).toSorted()).toEqual(tainted);

  // Not to who had the part, nor with the second who had it.
  expect((await reassign(urls[0], { reviewer: 'inspector2' })).body.code).toBe('took-part');
  expect((await reassign(urls[2], { reviewer: 'inspector2' })).body.code).toBe('took-part');
  expect((await reassign(urls[1], { inspector: 'inspector2' })).body.code).toBe('took-part');
  expect(await reassign(urls[0], { inspector: 'inspector2' })).toMatchObject({
    status: 200,
    body: {
      ...{ paperState: 'open', tainted: false, points: null, findings: [], inspector: 'inspector2', reviewedAt: null },
      earlier: [
        {
          inspector: 'inspector',
          reviewer: 'both',
          people: ['inspector'],
          findings: [finding],
          points: { content: wrong },
        },
      ],
    },
  });
  expect(await reassign(urls[1], { reviewer: 'inspector2' })).toMatchObject({
    status: 200,
    body: { paperState: 'signed', tainted: false, findings: [finding], earlier: [{ people: ['both'] }] },
  });
  expect(await tasks()).toEqual([papers[2]]);

  // What is found again stands already; what is found beside it is raised.
  await inspect(urls[0] as string, people.inspector2, people.both, [finding, { ...finding, description: '缺盖章' }]);
  await review(urls[1] as string, people.inspector2);
  expect(await findingsOf(papers[0])).toEqual(['缺签名', '缺盖章']);
  expect(await findingsOf(papers[1])).toEqual(['缺签名']);
  expect(await look()).toBe(0);
  expect((await service.get(people.controller, urls[0] as string)).json().earlier).toHaveLength(1);
});

it('also once its inspection is completed, which stays what it was', async () => {
  const { inspection, cases, urls } = await agreed('2025-04', 1);
  await pastTriggers(
    owner,
    `update control.inspection set state = 'completed', secret = 's', revealed_at = now(), completed_at = now() where id = $1`,
    [inspection],
  );
  await stepOf(cases[0], people.both.person);
  expect(await look()).toBe(1);
  expect(await reassign(urls[0], { reviewer: 'inspector2' })).toMatchObject({
    status: 200,
    body: { paperState: 'signed' },
  });
  expect((await review(urls[0] as string, people.inspector2)).paperState).toBe('agreed');
});

it('goes through all papers in portions, and begins anew at the end', async () => {
  let after: string | undefined;
  const seen: (string | undefined)[] = [];
  do {
    ({ last: after } = await lookThrough(database, 'north', after, 2));
    seen.push(after);
  } while (after !== undefined);
  const { rows } = await owner.pool.query(`select count(*)::int as papers from control.paper where state = 'agreed'`);
  expect(seen).toHaveLength(Math.floor(rows[0].papers / 2) + 1 + (rows[0].papers % 2));
});

it('the database lets nothing that was agreed to move on otherwise, and keeps what it came to', async () => {
  const { papers } = await agreed('2025-05', 1);
  const asControl = (text: string) =>
    database.pool.query(`select set_config('zhiheng.centre', 'north', false); ${text}`);
  await owner.pool.query(
    `insert into control.paper_reassignment (centre, paper, version, was_inspector, was_reviewer, inspector, reviewer, reason, by_person)
      select centre, id, version + 1, inspector, reviewer, $2, reviewer, 'x', reviewer from control.paper where id = $1`,
    [papers[0], people.inspector2.person],
  );
  await expect(
    asControl(`update control.paper set inspector = '${people.inspector2.person}', state = 'open', signed_at = null, reviewed_at = null,
      version = version + 1 where id = '${papers[0]}'`),
  ).rejects.toMatchObject({ constraint: 'paper_moves_on' });
  await expect(
    asControl(`insert into control.paper_taint (centre, paper, version, inspection, inspector, reviewer, people, points, note, findings, signed_at,
        reviewed_at)
      select centre, id, version, inspection, inspector, reviewer, array[inspector], '{}', note, findings, signed_at, reviewed_at
      from control.paper where id = '${papers[0]}'`),
  ).rejects.toMatchObject({ constraint: 'paper_taint_of_agreed' });
  await expect(asControl('delete from control.paper_taint')).rejects.toThrow(/permission denied/);
  await expect(owner.pool.query('delete from control.paper_taint')).rejects.toMatchObject({
    constraint: 'drawn_for_good',
  });
});
