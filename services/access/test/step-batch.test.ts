import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { Steps } from '../steps.ts';
import { approver, codeOf, handlers, openCase, readCase, request, reviewers, stepped } from './casework.ts';
import { holdRow, waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';

/** Steps that wait at the same moment share one transaction, and nothing else. */
let county: County;
let steps: Steps;
beforeAll(async () => {
  county = await openCounty();
  steps = new Steps(county.database, new CentrePolicies());
  // A fault of the database's own, in the middle of the one statement that writes steps and entries.
  await county.owner.pool.query(`
    create function public.spoil() returns trigger language plpgsql as
      $$ begin raise exception 'spoilt' using errcode = 'XX000'; end $$;
    create trigger spoil before insert on audit.entry for each row
      when (new.action = 'step.recorded' and new.target like 'poison%') execute function public.spoil()`);
});
afterAll(() => county.close());

const recordAll = (...wanted: [id: string, duty: string, actor: string][]) =>
  Promise.allSettled(wanted.map((one) => steps.record(county.centre, request(...one))));

const stepsIn = async (ids: string[]) => {
  const { rows } = await county.owner.pool.query<{ xmin: string; entry: string }>(
    `select s.xmin::text, e.xmin::text as entry from access.step s
     left join audit.entry e on e.centre = s.centre and e."case" = s."case" and e.action = 'step.recorded'
     where s."case" = any($1)`,
    [ids],
  );
  return rows;
};

test('steps of one moment are committed together, each with its entry', async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, () => openCase(county)));
  const results = await recordAll(
    ...ids
      .map((id, at) => [id, 'handle', handlers[at % 2] as string] as const)
      .map((one) => [...one] as [string, string, string]),
  );
  expect(results.map(codeOf)).toEqual(ids.map(() => undefined));
  const rows = await stepsIn(ids);
  expect(rows).toHaveLength(6);
  expect(new Set(rows.flatMap(({ xmin, entry }) => [xmin, entry])).size).toBe(1);
});

test('each is judged after those before it: a whole case in one commit, and a second review refused within it', async () => {
  const id = await openCase(county);
  const results = await recordAll(
    [id, 'review', reviewers[0]],
    [id, 'handle', handlers[0]],
    [id, 'review', reviewers[0]],
    [id, 'review', reviewers[1]],
    [id, 'approve', approver],
    [id, 'approve', approver],
  );
  expect(results.map(codeOf)).toEqual([
    'out-of-order',
    undefined,
    undefined,
    'already-recorded',
    undefined,
    'already-recorded',
  ]);
  expect((await readCase(county, id)).state).toBe('complete');
});

test('a poisoned step fails alone: those beside it are recorded, and of it nothing is left', async () => {
  const poisoned = await openCase(county, { reference: 'poison-1' });
  const others = await Promise.all(Array.from({ length: 4 }, () => openCase(county)));
  const order = [others[0], others[1], poisoned, others[2], others[3]] as string[];
  const results = await recordAll(...order.map((id) => [id, 'handle', handlers[0]] as [string, string, string]));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  for (const id of others) expect((await readCase(county, id)).steps).toHaveLength(1);
  expect(await readCase(county, poisoned)).toMatchObject({ steps: [], nextDuty: 'handle', state: 'open' });
  expect(await partsIn(poisoned)).toEqual([]);
});

test('what cannot be logged is not done', async () => {
  const poisoned = await openCase(county, { reference: 'poison-2' });
  const answer = await county.service.post(county.client('cases:write'), `/api/v1/cases/${poisoned}/steps`, {
    duty: 'handle',
    actor: handlers[0],
  });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('spoilt');
  expect((await readCase(county, poisoned)).steps).toEqual([]);
  expect(await partsIn(poisoned)).toEqual([]);
});

test('a step that only a constraint refuses is a refusal like any other: told, logged, and harmless to its neighbours', async () => {
  const id = await openCase(county);
  const neighbour = await openCase(county);
  await stepped(county, id, 'handle', handlers[0]);
  // A part in the case that no step shows: the rules let the review pass, the database does not.
  await county.owner.pool.query(
    `insert into access.case_person (centre, "case", person, duty) values ($1, $2, $3, 'approve')`,
    [county.centre, id, county.as(reviewers[0]).person],
  );
  const results = await recordAll([id, 'review', reviewers[0]], [neighbour, 'handle', handlers[1]]);
  expect(results.map(codeOf)).toEqual(['duty-conflict', undefined]);
  expect(await county.entries('step.refused')).toContainEqual(
    expect.objectContaining({ target: id, actor: reviewers[0], reason: 'duty-conflict', outcome: 'denied' }),
  );
  expect((await readCase(county, id)).steps).toHaveLength(1);
});

test('a backend that is killed in the middle leaves neither step nor entry, and the step can be tried again', async () => {
  const id = await openCase(county);
  const before = (await county.entries('step.recorded')).length + (await county.entries('step.refused')).length;
  const held = await holdRow(county, 'access.case', id);
  const killed = Promise.allSettled([steps.record(county.centre, request(id, 'handle', handlers[0]))]);
  const [pid] = await waitingForLocks(county, 1);
  await county.owner.pool.query('select pg_terminate_backend($1)', [pid]);
  const [result] = await killed;
  await held.release();
  expect(result?.status).toBe('rejected');
  expect((await readCase(county, id)).steps).toEqual([]);
  expect(await partsIn(id)).toEqual([]);
  expect((await county.entries('step.recorded')).length + (await county.entries('step.refused')).length).toBe(before);
  expect((await recordAll([id, 'handle', handlers[0]])).map(codeOf)).toEqual([undefined]);
});

async function partsIn(id: string): Promise<unknown[]> {
  return (await county.owner.pool.query('select duty from access.case_person where "case" = $1', [id])).rows;
}
