import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { DeclaredRelation, RecordedStep } from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { Steps } from '../steps.ts';
import { codeOf, openCase, request, step } from './casework.ts';
import { type County, openCounty } from './open-county.ts';

/** What must hold whichever of two acts at once is the first: over several connections of several processes. */
let county: County;
let other: TestService;
let processes: Steps[];
const leaver = (round: number) => `leaver-${round}`;
const leavers = 40;
const unit = 'resident-pension';
const actors = ['resident-pension-op1', 'resident-pension-op2'] as const;

beforeAll(async () => {
  county = await openCounty(({ people }) => {
    for (let round = 0; round < leavers; round++) {
      const name = leaver(round);
      people.push({ staffNumber: name, username: name, name, unit, post: '-', roles: ['resident-pension-handle'] });
    }
  });
  other = await county.secondService();
  const databases = await Promise.all([1, 2, 3, 4].map(() => county.testDatabase.connect('access', { size: 4 })));
  processes = databases.map((database) => new Steps(database, new CentrePolicies()));
});
afterAll(() => county.close());

/** For each of so many new subjects a case of a payee's account and a case of a payment. */
async function openPairs(count: number): Promise<{ changed: string; paid: string }[]> {
  const pairs = Array.from({ length: count }, () => ({
    changed: randomUUID(),
    paid: randomUUID(),
    subject: randomBytes(32).toString('hex'),
  }));
  await county.owner.pool.query(
    `insert into access.case (centre, id, item, unit, reference, subject, client)
     select $1, id, item, $2, id, decode(subject, 'hex'), 'test' from json_to_recordset($3)
       as p(changed uuid, paid uuid, subject text),
       lateral (values (changed, 'resident-payee-account-change'), (paid, 'resident-pension-resumption')) as c(id, item)`,
    [county.centre, unit, JSON.stringify(pairs)],
  );
  return pairs;
}

test('one person does both for one subject at once: one of the two is refused, 2,000 times', async () => {
  const [waves, size] = [40, 50];
  let firstPaid = 0;
  for (let wave = 0; wave < waves; wave++) {
    const pairs = await openPairs(size);
    const acts = pairs.flatMap(({ changed, paid }, at) => {
      const order = [changed, paid].map((id) => ({ id, actor: actors[at % 2] as string, from: randomInt(4) }));
      return randomInt(2) ? order : order.reverse();
    });
    const results = new Map<string, string | undefined>();
    await Promise.all(
      acts.map(async ({ id, actor, from }) => {
        const [result] = await Promise.allSettled([
          (processes[from] as Steps).record(county.centre, request(id, 'handle', actor)),
        ]);
        results.set(id, codeOf(result as PromiseSettledResult<unknown>));
      }),
    );
    for (const { changed, paid } of pairs) {
      const both = [results.get(changed), results.get(paid)];
      expect(both).toContain(undefined);
      expect(both).toContain('duty-conflict');
      if (both[1] === undefined) firstPaid++;
    }
  }
  // Both orders were met, else the races were none.
  expect(firstPaid).toBeGreaterThan(waves);
  expect(firstPaid).toBeLessThan(waves * (size - 1));
  const { rows } = await county.owner.pool.query(
    `select c.subject from access.step s join access.case c on c.centre = s.centre and c.id = s.case
     where s.centre = $1 group by c.subject, s.person having count(*) > 1`,
    [county.centre],
  );
  expect(rows).toEqual([]);
});

test('different people may do both for one subject at once, and one person for two subjects', async () => {
  const pairs = await openPairs(50);
  const results = await Promise.allSettled(
    pairs.flatMap(({ changed }, at) => [
      (processes[at % 4] as Steps).record(county.centre, request(changed, 'handle', actors[0])),
      (processes[(at + 1) % 4] as Steps).record(
        county.centre,
        request((pairs[(at + 1) % 50] as { paid: string }).paid, 'handle', actors[1]),
      ),
    ]),
  );
  expect(results.map(codeOf).filter((code) => code !== undefined)).toEqual([]);
});

test('a relation is declared as a step is done: the step was before and is in doubt, or it is refused', async () => {
  const { service } = county;
  let before = 0;
  for (let round = 0; round < 100; round++) {
    const subject = `relation ${round}`;
    const id = await openCase(county, { item: 'eligibility-verification', unit, subject });
    const declare = () =>
      other.post(county.as(actors[0]), '/api/v1/me/relations', { relation: 'parent', identity: subject });
    const act = () => step({ ...county, service }, id, 'handle', actors[0]);
    const [one, two] = await Promise.all(round % 2 ? [declare(), act()] : [act(), declare()]);
    const [declared, done] = round % 2 ? [one, two] : [two, one];
    expect(declared.statusCode, declared.body).toBe(201);
    const { declaredAt, earlierSteps } = declared.json() as DeclaredRelation;
    expect(earlierSteps).toBe(done.statusCode === 201 ? 1 : 0);
    if (done.statusCode === 201) {
      before++;
      expect((done.json() as RecordedStep).step.at <= declaredAt).toBe(true);
    } else expect(done.json().conflicts).toMatchObject([{ rule: 'recusal' }]);
  }
  expect(before).toBeGreaterThan(0);
  expect(await county.entries('step.doubted')).toHaveLength(before);
});

test('somebody leaves as they declare or choose: it was before, or they are turned away', async () => {
  for (let round = 0; round < leavers; round++) {
    const who = county.as(leaver(round));
    const leave = () =>
      other.post(county.as('sysadmin'), `/api/v1/people/${who.username}/departure`, { kind: 'resigned' });
    const declare = () =>
      county.service.post(who, '/api/v1/me/relations', { relation: 'self', identity: who.username });
    const choose = () =>
      county.service.send(who, {
        method: 'PUT',
        url: '/api/v1/me/session/roles',
        payload: { roles: ['resident-pension-handle'] },
      });
    const [left, ...acts] = await Promise.all([leave(), declare(), choose()]);
    expect(left?.statusCode, left?.body).toBe(201);
    for (const act of acts) {
      if (act.statusCode < 300) continue;
      expect(act.json()).toMatchObject({ status: 401, code: 'account-disabled' });
    }
    expect((await declare()).json()).toMatchObject({ code: 'account-disabled' });
  }
});
