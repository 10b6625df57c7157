import { randomUUID } from 'node:crypto';
import { inCentre, newId, violates } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluate, openCase, question, step, stepped } from './acting.ts';
import { addAllrounders } from './casework.ts';
import { type County, openCounty } from './open-county.ts';

/** An exception lifts one rule, for one person, on its items, for its time; and nothing else. */
const everything = Array.from({ length: 6 }, (_, at) => `round-${at}`);
let county: County;
beforeAll(async () => {
  county = await openCounty((file) => addAllrounders(file, everything));
});
afterAll(() => county.close());

interface Terms {
  rule?: string;
  items?: string[] | null;
  from?: string;
  until?: string;
}

/** As if it had come through its chain of approvals: past the triggers, which no login of ours may be. */
async function except(who: string, terms: Terms = {}): Promise<string> {
  const { rule = 'case-one-person', items = null, from = '-1 hour', until = '1 hour' } = terms;
  const id = newId();
  const owner = await county.owner.pool.connect();
  await owner.query(`set session_replication_role = replica`);
  await owner.query(
    `insert into access.exception (centre, id, rule, person, items, validity, compensating_control, control_owner, request)
     values ($1, $2, $3, $4, $5, tstzrange(now() + $6::interval, now() + $7::interval), 'a second look', $8, $2)`,
    [county.centre, id, rule, county.as(who).person, items, from, until, county.as('director').person],
  );
  await owner.query(`set session_replication_role = origin`);
  owner.release();
  return id;
}

const rulesOf = async (id: string, duty: string, who: string): Promise<string[]> => {
  const answer = await step(county, id, duty, who);
  expect(answer.json(), answer.body).toMatchObject({ status: 409, code: 'duty-conflict' });
  return answer.json().conflicts.map(({ rule }: { rule: string }) => rule);
};

test('under an exception one person does a second duty, and the step names it; a third has no place', async () => {
  const [who] = everything as [string];
  const { id } = await openCase(county);
  await stepped(county, id, 'handle', who);
  expect(await rulesOf(id, 'review', who)).toEqual(['case-one-person']);
  const exception = await except(who);
  expect((await evaluate(county, question(who, 'review', id))).decision).toBe(true);
  await stepped(county, id, 'review', who);
  const { rows } = await county.owner.pool.query(
    `select s.duty, nullif(s.exception, '00000000-0000-0000-0000-000000000000') as exception
     from access.step s where "case" = $1 order by at`,
    [id],
  );
  expect(rows).toEqual([
    { duty: 'handle', exception: null },
    { duty: 'review', exception },
  ]);
  expect((await county.entries('step.recorded')).at(-1)?.details).toMatchObject({ duty: 'review', exception });
  expect(await rulesOf(id, 'approve', who)).toEqual(['case-one-duty-a-person']);
  expect((await evaluate(county, question(who, 'approve', id))).context.reason.code).toBe('duty-conflict');
});

test('over the rounds each keeps the duties they have, while the exception lasts', async () => {
  const who = everything[1] as string;
  const { id } = await openCase(county);
  const exception = await except(who);
  await stepped(county, id, 'handle', who);
  await stepped(county, id, 'review', who, { outcome: 'returned' });
  await stepped(county, id, 'handle', who);
  await stepped(county, id, 'review', who, { outcome: 'returned' });
  const owner = await county.owner.pool.connect();
  await owner.query('set session_replication_role = replica');
  await owner.query(
    `update access.exception set validity = tstzrange(now() - interval '2 hours', now()) where id = $1`,
    [exception],
  );
  await owner.query('set session_replication_role = origin');
  owner.release();
  expect(await rulesOf(id, 'handle', who)).toEqual(['case-one-person']);
  await stepped(county, id, 'handle', everything[2] as string);
});

test('neither another rule, nor another’s, nor another item’s, nor one of another time', async () => {
  const [who, colleague] = [everything[3] as string, everything[4] as string];
  const { id } = await openCase(county);
  await stepped(county, id, 'handle', who);
  await except(who, { rule: 'payee-cooling-off' });
  await except(who, { items: ['employer-registration'] });
  await except(who, { from: '-2 hours', until: '-1 second' });
  await except(who, { from: '1 hour', until: '2 hours' });
  await except(colleague);
  expect(await rulesOf(id, 'review', who)).toEqual(['case-one-person']);
  await except(who, { items: ['enterprise-pension-award'] });
  await stepped(county, id, 'review', who);
});

test('rules within a subject, recusal and ceilings are lifted likewise, each by its own', async () => {
  const who = 'resident-pension-op1';
  const place = { unit: 'resident-pension', subject: 'lifted' };
  const { id: changed } = await openCase(county, { item: 'resident-payee-account-change', ...place });
  await stepped(county, changed, 'handle', who);
  const { id } = await openCase(county, { item: 'resident-pension-resumption', ...place });
  await county.service.post(county.as(who), '/api/v1/me/relations', { relation: 'child', identity: 'lifted' });
  expect(await rulesOf(id, 'handle', who)).toEqual(['payee-cooling-off', 'recusal']);
  await except(who, { rule: 'payee-cooling-off' });
  expect(await rulesOf(id, 'handle', who)).toEqual(['recusal']);
  await except(who, { rule: 'recusal' });
  expect((await stepped(county, id, 'handle', who)).steps).toHaveLength(1);

  const village = { item: 'resident-pension-award', unit: 'village-01', channel: 'hall' };
  const { id: hall } = await openCase(county, village);
  expect(await rulesOf(hall, 'handle', 'village-op1')).toEqual(['outlet-ceiling']);
  await except('village-op1', { rule: 'outlet-ceiling' });
  await stepped(county, hall, 'handle', 'village-op1');
});

test('the database lets no step stand by an exception that does not cover it', async () => {
  const who = everything[5] as string;
  const { person, account } = county.as(who);
  const { id } = await openCase(county);
  await stepped(county, id, 'handle', who);
  const forged = [
    randomUUID(),
    await except(everything[0] as string),
    await except(who, { from: '-2 hours', until: '-1 second' }),
    await except(who, { items: ['employer-registration'] }),
    await except(who, { rule: 'recusal' }),
  ];
  const write = (exception: string) =>
    inCentre(county.database, county.centre, async (transaction) => {
      const part = { centre: county.centre, case: id, person, duty: 'review', exception };
      await transaction.insertInto('access.case_person').values(part).execute();
      await transaction
        .insertInto('access.step')
        .values({ ...part, round: 1, id: newId(), account, client: 'forger', outcome: 'done' })
        .execute();
    });
  for (const exception of forged) {
    const refusal = await write(exception).then(
      () => 'written',
      (error) => violates(error),
    );
    expect(refusal).toBe('step_needs_its_exception');
  }
  await write(await except(who));
});
