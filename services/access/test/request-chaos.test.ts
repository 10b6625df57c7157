import type { Request } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { compilePolicy, type Policy, scan } from '@zhiheng/duties';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentHoldings } from '../store/grant-store.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { approve, rolesOf, submitted } from './requesting.ts';

/** Everybody does everything at once, over two processes; whatever came of it, the invariants hold in the database. */
let county: County;
let services: [TestService, TestService];
beforeAll(async () => {
  county = await openCounty();
  services = [county.service, await county.secondService()];
});
afterAll(() => county.close());

/** Lehmer's generator: the same acts in each run; how they interleave is the machine's. */
function randomFrom(seed: number): <T>(list: readonly T[]) => T {
  let state = seed;
  return (list) => {
    state = (state * 48_271) % 2_147_483_647;
    return list[state % list.length] as (typeof list)[number];
  };
}

const askers = ['newcomer', 'enterprise-pension-op1', 'card-head', 'hall-op1'];
const beneficiaries = ['newcomer', 'hall-op1', 'hall-op2', 'card-op3', 'enterprise-pension-op2', 'finance-op1'];
const roles = [
  ['enterprise-pension-handle', 'enterprise-pension'],
  ['enterprise-pension-review', 'enterprise-pension'],
  ['card-handle', 'card'],
  ['card-review', 'card'],
  ['hall-handle', 'hall'],
  ['finance-pay', 'finance'],
] as const;
const deciders = [
  ...['enterprise-pension-head', 'card-head', 'hall-head', 'finance-head', 'control-head', 'director'],
  ...['deputy-director', 'deputy-director2', 'city-maintainer', 'city-maintainer2'],
];
const leavers = ['hall-op2', 'card-head', 'deputy-director', 'finance-head', 'city-maintainer2', 'hall-op1'];
const kinds = ['ask', 'ask', ...Array<string>(12).fill('decide'), 'withdraw'];
const decisions = [...Array<string>(9).fill('approve'), 'reject'];
const workers = 8;
const actsEach = 60;

async function work(seed: number): Promise<number[]> {
  const pick = randomFrom(seed);
  const statuses: number[] = [];
  for (let act = 0; act < actsEach; act++) {
    const service = pick(services);
    const kind = act === actsEach / 2 && seed <= leavers.length ? 'leave' : pick(kinds);
    statuses.push((await one(service, kind, pick, seed)).statusCode);
  }
  return statuses;
}

async function one(service: TestService, kind: string, pick: ReturnType<typeof randomFrom>, seed: number) {
  const { as } = county;
  if (kind === 'leave')
    return service.post(as('sysadmin'), `/api/v1/people/${leavers[seed - 1]}/departure`, { kind: 'resigned' });
  if (kind === 'ask') {
    const [role, unit] = pick(roles);
    const change = pick(['grant', 'grant', 'revoke']);
    const body = { change, beneficiary: pick(beneficiaries), role, unit, reason: '-' };
    return service.post(as(pick(askers)), '/api/v1/requests', body);
  }
  const who = as(kind === 'decide' ? pick(deciders) : pick(askers));
  const query = kind === 'decide' ? { candidate: 'me' } : { state: 'pending' };
  const list = await service.get(who, '/api/v1/requests', { ...query, limit: '20' });
  const [first] = list.statusCode === 200 ? list.json().data : [];
  if (!first) return list;
  if (kind === 'withdraw') return service.post(who, `/api/v1/requests/${first.id}/withdrawal`, {});
  const decision = pick(decisions);
  return service.post(who, `/api/v1/requests/${first.id}/decisions`, { decision, comment: '-' });
}

/** What is still pending is approved to its end, all requests at once: none of them was left to nobody. */
async function finish(): Promise<void> {
  const query = { state: 'pending', limit: '500' };
  const { data } = (await county.service.get(county.as('director'), '/api/v1/requests', query)).json();
  const ends = await Promise.all((data as Request[]).map((request) => approve(county, request)));
  expect(ends.map(({ state }) => state).filter((state) => !['applied', 'failed'].includes(state))).toEqual([]);
}

test('nothing fails, and every act is answered for', async () => {
  const statuses = (await Promise.all(Array.from({ length: workers }, (_, index) => work(index + 1)))).flat();
  expect([...new Set(statuses)].filter((status) => ![200, 201, 401, 403, 409].includes(status))).toEqual([]);
  expect(statuses.filter((status) => status === 200 || status === 201).length).toBeGreaterThan(100);
  await finish();
  // Which of them apply is the machine's: where those who leave go early, all may fail.
  const { rows } = await county.owner.pool.query(
    "select count(*) from access.request where state in ('applied', 'failed')",
  );
  expect(rows[0].count).toBeGreaterThan(0);
});

test('what nothing stands in the way of applies behind all that', async () => {
  const wanted = { beneficiary: 'card-op1', role: 'enterprise-pension-handle', unit: 'enterprise-pension' };
  const request = await approve(county, await submitted(county, wanted.beneficiary, wanted));
  expect(request.state, JSON.stringify(request)).toBe('applied');
  expect(await rolesOf(county, wanted.beneficiary)).toContain('enterprise-pension-handle@enterprise-pension');
});

test('invariant 1: nobody holds what a blocking rule separates', async () => {
  const holdings = await inCentre(county.database, county.centre, (transaction) =>
    currentHoldings(transaction, county.centre),
  );
  const conflicts = scan(compilePolicy(countyFile() as Policy), holdings);
  expect(conflicts.filter(({ effect }) => effect === 'block')).toEqual([]);
});

/** Each query finds what must not be; none may find anything. */
test.for([
  [
    'invariant 3: a grant began without a request that was applied',
    `select g.id from access.grant g join access.centre c using (centre) left join access.request r on r.id = g.request
      where g.created_at > c.founded_at + interval '1 second' and (r.state is distinct from 'applied' or r.change <> 'grant')`,
  ],
  [
    'invariant 3: a grant ended by neither an applied removal nor a departure',
    `select g.id from access.grant g left join access.request r on r.id = g.ended_request join access.person p on p.id = g.person
      where g.ended_by is not null and not (g.ended_by = 'departure' and p.state = 'departed')
        and not (g.ended_by = 'request' and r.state = 'applied' and r.change = 'revoke')`,
  ],
  [
    'invariant 4: a stage of an applied request without its own approver',
    `select s.request from access.request_stage s join access.request r on r.id = s.request
      where r.state = 'applied' and not exists (
        select from access.decision d where d.request = s.request and d.stage = s.ordinal and d.decision = 'approve')`,
  ],
  [
    'invariant 4: an approver who asked, benefits, or was heard twice',
    `select d.request from access.decision d join access.request r on r.id = d.request
      where d.person in (r.requester, r.beneficiary)
      union all select request from access.decision group by request, person having count(*) > 1`,
  ],
  [
    'invariant 5: a grant in force, a decision or a pending request of somebody who left',
    `select p.id from access.person p join access.departure l on l.person = p.id where
      exists (select from access.grant g where g.person = p.id and g.validity @> clock_timestamp())
      or exists (select from access.decision d where d.person = p.id and d.at > l.at)
      or exists (select from access.request r where p.id in (r.requester, r.beneficiary) and r.state in ('pending', 'approved'))`,
  ],
  [
    'a pending request without exactly one open stage, or an ended one with any',
    `select r.id from access.request r left join access.request_stage s on s.request = r.id and s.state = 'open'
      group by r.id, r.state having count(s.ordinal) <> (r.state = 'pending')::int`,
  ],
  [
    'a change without its entry, or an entry without its change',
    `select 'requests' from (select (select count(*) from access.request) as changes,
        (select count(*) from audit.entry where action = 'request.submitted') as entries) as n where changes <> entries
      union all select 'decisions' from (select (select count(*) from access.decision) as changes,
        (select count(*) from audit.entry where action = 'request.decided' and outcome = 'done') as entries) as n where changes <> entries
      union all select 'grants' from (select (select count(*) from access.grant where request is not null) as changes,
        (select count(*) from audit.entry where action = 'grant.started') as entries) as n where changes <> entries
      union all select 'endings' from (select (select count(*) from access.grant where ended_by is not null) as changes,
        (select count(*) from audit.entry where action = 'grant.ended') as entries) as n where changes <> entries
      union all select 'departures' from (select (select count(*) from access.departure) as changes,
        (select count(*) from audit.entry where action = 'person.departed' and outcome = 'done') as entries) as n where changes <> entries`,
  ],
])('never: %s', async ([, query]) => {
  const { rows } = await county.owner.pool.query(query as string);
  expect(rows).toEqual([]);
});
