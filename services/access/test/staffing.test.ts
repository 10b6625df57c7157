import type { DeparturePreview, Staffing, StaffingPreview } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { compilePolicy, type Holding, type Policy, type StaffingOptions, staffing } from '@zhiheng/duties';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies, type CentrePolicy } from '../centre-policy.ts';
import { removalOutlooks } from '../removal-losses.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { allRows } from './reading.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const policy = compilePolicy(countyFile() as unknown as Policy);
const recovery = { item: 'overpayment-recovery', unit: 'control' };
const read = (who: string, query: Record<string, string> = {}, limit?: number) =>
  allRows<Staffing>(county, county.as(who), '/api/v1/staffing', query, limit);
const preview = (body: object, who = 'director') =>
  county.service.post(county.as(who), '/api/v1/staffing/preview', body);
const previewed = async (body: object, who?: string): Promise<StaffingPreview> => {
  const answer = await preview(body, who);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

async function holdings(): Promise<Holding[]> {
  const { rows } = await county.owner.pool.query(
    `select g.id, a.username as person, g.role, g.unit from access.grant g
     join access.account a on a.centre = g.centre and a.person = g.person where g.centre = $1 order by g.id`,
    [county.centre],
  );
  return rows.map((row) => ({ ...row, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }));
}

test('who can fill what, who is critical and how many may be away: as the rules’ own package says', async () => {
  const held = await holdings();
  const cases: [Record<string, string>, Partial<StaffingOptions>][] = [
    [{}, {}],
    [{ resiliency: '2' }, { resiliency: 2 }],
    [
      { resiliency: '1', away: 'control-op1,card-op1' },
      { resiliency: 1, away: ['control-op1', 'card-op1'] },
    ],
    [
      { ...recovery, resiliency: '1' },
      { items: [recovery.item], units: [recovery.unit], resiliency: 1 },
    ],
  ];
  for (const [query, options] of cases) {
    const rows = await read('director', query, 40);
    const sorted = (sets: string[][]) => sets.map((set) => [...set].sort()).sort();
    const seen = rows.map((row) => ({
      ...{ item: row.item, unit: row.unit, feasible: row.feasible, unfilled: row.unfilled, survives: row.survives },
      critical: [...row.critical].sort(),
      breaks: sorted(row.breaks),
      duties: row.duties.map(({ duty, holders }) => ({
        duty,
        holders: holders.map(({ username }) => username).sort(),
      })),
    }));
    const expected = staffing(policy, held, { at: 0, ...options }).map(({ assignment, ...row }) => ({
      ...row,
      critical: [...row.critical].sort(),
      breaks: sorted(row.breaks),
      duties: row.duties.map(({ duty, holders }) => ({ duty, holders: [...holders].sort() })),
    }));
    expect(seen).toEqual(expected);
    for (const { duties, assignment, feasible } of rows) {
      expect(new Set(assignment.map(({ person }) => person)).size).toBe(assignment.length);
      for (const { duty, username } of assignment)
        expect(duties.find((one) => one.duty === duty)?.holders.map((holder) => holder.username)).toContain(username);
      expect(assignment.length === duties.length).toBe(feasible);
    }
  }
  expect((await county.service.get(county.as('director'), '/api/v1/staffing', { resiliency: '3' })).statusCode).toBe(
    400,
  );
});

test('what somebody’s leaving, leave or lost grant would break, each in its own words', async () => {
  const [row] = await read('director', recovery);
  const [handler] = row?.duties[0]?.holders ?? [];
  expect(handler?.username).toBe('control-op3');
  const grant = (await holdings()).find(
    ({ person, role }) =>
      person === 'control-op3' &&
      policy.roles.get(role)?.permissions.some(({ items }) => items?.includes(recovery.item)),
  );
  const removal = { person: 'control-op3', role: grant?.role, unit: grant?.unit };
  const [byDeparture, byLeave, byRemoval] = [
    await previewed({ departures: ['control-op3'] }),
    await previewed({ leaves: ['control-op3'] }),
    await previewed({ removals: [removal] }),
  ];
  expect(byLeave).toEqual(byDeparture);
  for (const { losses } of [byDeparture, byRemoval]) {
    const loss = losses.find(({ item, unit }) => item === recovery.item && unit === recovery.unit);
    expect(loss).toMatchObject({
      broken: true,
      unfilled: ['handle'],
      short: [{ duty: 'handle', remaining: [] }],
      before: { feasible: true, survives: 0 },
      after: { feasible: false, unfilled: ['handle'], survives: -1 },
    });
    expect(loss?.after.assignment.map(({ username }) => username)).toEqual(['control-op1', 'control-op2']);
    const firstWhole = losses.findIndex(({ broken }) => !broken);
    expect(losses.slice(firstWhole < 0 ? losses.length : firstWhole).every(({ broken }) => !broken)).toBe(true);
  }
  expect(await previewed({})).toEqual({ total: 0, losses: [] });
});

test('a new item that nobody can do is told, one that the roles reach is not', async () => {
  const like = countyFile().items.find(({ code }) => code === recovery.item);
  const fresh = { ...like, code: 'new-item', name: { zh: '新事项', en: 'New item' } };
  const { losses } = await previewed({ newItems: [fresh] });
  expect(losses).toMatchObject([
    { item: 'new-item', name: fresh.name, broken: true, before: null, after: { feasible: false } },
  ]);
  const existing = await preview({ newItems: [like] });
  expect(existing.json()).toMatchObject({ status: 409, code: 'already-exists' });
  const astray = await preview({ newItems: [{ ...fresh, unit: 'nowhere' }] });
  expect(astray.json()).toMatchObject({ status: 422, code: 'unknown-code', errors: [{ path: '/newItems/0/unit' }] });
});

test('a whole set of grants, by their ids or as they are named: what the one after the other would not break', async () => {
  const unit = 'enterprise-pension';
  const handlers = (await holdings()).filter(({ role }) => role === `${unit}-handle`);
  const one = await previewed({ grants: handlers.slice(0, 1).map(({ id }) => id) });
  const both = await previewed({ grants: handlers.map(({ id }) => id) });
  const named = handlers.map(({ person, role, unit: at }) => ({ person, role, unit: at }));
  expect(both).toEqual(await previewed({ removals: named }));
  const award = ({ losses }: StaffingPreview) => losses.find(({ item }) => item === `${unit}-award`);
  expect(award(one)).toMatchObject({ broken: false, critical: [`${unit}-op2`], after: { survives: 0 } });
  expect(award(both)).toMatchObject({ broken: true, unfilled: ['handle'], after: { survives: -1 } });
});

test('two may be away before, and who they would be after, is told; fewer is a loss', async () => {
  const rows = await read('director', { resiliency: '2' });
  const spare = rows.find(({ survives, breaks }) => survives > 0 && breaks.some((set) => set.length === 2));
  const { losses } = await previewed({ departures: [spare?.duties[0]?.holders[0]?.username] });
  const loss = losses.find(({ item, unit }) => item === spare?.item && unit === spare?.unit);
  const [after] = await read('director', {
    ...{ item: spare?.item ?? '', unit: spare?.unit ?? '', resiliency: '2' },
    away: spare?.duties[0]?.holders[0]?.username ?? '',
  });
  expect(loss?.after).toMatchObject({ survives: after?.survives, breaks: after?.breaks });
  expect(loss?.before?.survives).toBe(spare?.survives);
});

test('a changed item is judged by its new duties, a new one also where it is to be done and by whom it would be', async () => {
  const like = countyFile().items.find(({ code }) => code === recovery.item);
  const changed = { ...like, duties: [...(like?.duties ?? []), 'reconcile'] };
  const { losses } = await previewed({ changedItems: [changed] });
  expect(losses).toMatchObject([
    { item: recovery.item, unit: 'control', broken: true, unfilled: ['reconcile'], before: { feasible: true } },
  ]);
  expect(await previewed({ changedItems: [like] })).toEqual({ total: 0, losses: [] });
  const fresh = { ...like, code: 'new-item', duties: ['handle', 'review'] };
  const performers = ['handle', 'review'].map((duty) => ({ item: 'new-item', duty, role: `enrolment-${duty}` }));
  const at = async (places: string[], more: object = { performers }) => {
    const preview = await previewed({
      ...{ newItems: [{ ...fresh, unit: 'enrolment' }], ...more },
      places: places.map((unit) => ({ item: 'new-item', unit })),
    });
    return preview.losses.map(({ unit, broken }) => [unit, broken]);
  };
  expect(await at([], {})).toEqual([['enrolment', true]]);
  expect((await at([])).filter(([, broken]) => broken)).toEqual([]);
  expect(await at(['card'], {})).toEqual([
    ['enrolment', true],
    ['card', true],
  ]);
  for (const [body, status, path] of [
    [{ changedItems: [{ ...like, code: 'nowhere' }] }, 422, '/changedItems/0/code'],
    [{ changedItems: [{ ...like, unit: 'nowhere' }] }, 422, '/changedItems/0/unit'],
    [{ newItems: [fresh], places: [{ item: recovery.item, unit: 'control' }] }, 422, '/places/0/item'],
    [{ newItems: [fresh], places: [{ item: 'new-item', unit: 'nowhere' }] }, 422, '/places/0/unit'],
    [
      { newItems: [fresh], performers: [{ item: 'new-item', duty: 'handle', role: 'whim' }] },
      422,
      '/performers/0/role',
    ],
    [
      { newItems: [fresh], performers: [{ item: 'whim', duty: 'handle', role: 'director' }] },
      422,
      '/performers/0/item',
    ],
    [{ newItems: [fresh, fresh] }, 409, '/changedItems'],
    [{ grants: ['01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11'] }, 409, '/grants/0'],
  ] as const)
    expect((await preview(body)).json()).toMatchObject({ status, errors: [{ path }] });
});

test('a request that changes an item, or what a role may do, shows the same before it is made', async () => {
  const like = countyFile().items.find(({ code }) => code === recovery.item);
  const changed = { ...like, duties: [...(like?.duties ?? []), 'reconcile'] };
  const { losses } = await previewed({ changedItems: [changed] });
  const asks = async (who: string, body: object) =>
    (await county.service.post(county.as(who), '/api/v1/requests/preview', { reason: '-', ...body })).json().losses;
  expect(await asks('director', { change: 'rule', item: changed })).toEqual(losses);
  expect(await asks('newcomer', { change: 'rule', item: changed })).toEqual([]);
  const role = 'enterprise-pension-handle';
  const emptied = await asks('director', { change: 'role-content', role, content: { permissions: [] } });
  expect(emptied).toContainEqual(
    expect.objectContaining({ item: 'enterprise-pension-award', broken: true, unfilled: ['handle'] }),
  );
  const units = countyFile().units.find(({ code }) => code === 'control');
  expect(await asks('director', { change: 'rule', unitContent: units })).toEqual([]);
});

test('what is asked in error is refused by its field', async () => {
  for (const [body, status, code, path] of [
    [{ departures: ['nobody'] }, 422, 'unknown-code', '/departures'],
    [{ removals: [{ person: 'control-op3', role: 'whim', unit: 'control' }] }, 422, 'unknown-code', '/removals/0/role'],
    [{ removals: [{ person: 'control-op3', role: 'hall-handle', unit: 'hall' }] }, 409, 'not-held', '/removals/0'],
    [{ at: '2020-01-01T00:00:00Z' }, 422, 'invalid-period', '/at'],
    [{ whim: 1 }, 400, 'invalid-request', undefined],
  ] as const) {
    const answer = await preview(body);
    expect(answer.json(), answer.body).toMatchObject({ status, code });
    if (path) expect(answer.json().errors).toMatchObject([{ path }]);
  }
});

test('a section head sees their subtree only, an operator nothing; of a neighbouring centre nobody anything', async () => {
  const { losses } = await previewed({ departures: ['control-op3', 'enrolment-op1'] }, 'enrolment-head');
  expect(new Set(losses.map(({ unit }) => unit))).toEqual(new Set(['enrolment']));
  const everywhere = await previewed({ departures: ['control-op3', 'enrolment-op1'] });
  expect(everywhere.losses.filter(({ unit }) => unit === 'enrolment')).toEqual(losses);
  expect(everywhere.total).toBeGreaterThan(losses.length);
  expect((await preview({ departures: ['enrolment-op1'] }, 'enrolment-op1')).statusCode).toBe(403);
  expect((await county.entries('access.refused')).at(-1)).toMatchObject({ target: 'staffing', outcome: 'denied' });
  const neighbour = { ...county.client('decide'), centre: 'neighbour' };
  expect((await county.service.get(neighbour, '/api/v1/staffing')).statusCode).toBe(404);
});

test('a departure and a revocation show beforehand what they would break, by the same reckoning', async () => {
  const answer = await county.service.post(county.as('sysadmin'), '/api/v1/people/control-op3/departure/preview', {});
  const shown: DeparturePreview = answer.json();
  expect(shown.losses).toEqual((await previewed({ departures: ['control-op3'] })).losses);
  expect(shown.staffing).toContainEqual({ ...recovery, duty: 'handle', remaining: [] });
  const { person } = county.as('control-op3');
  const held = (await holdings()).filter((one) => one.person === 'control-op3');
  for (const { role, unit } of held) {
    const [outlook] = await inCentre(county.database, county.centre, async (transaction) => {
      const current = (await new CentrePolicies().current(transaction, county.centre)) as CentrePolicy;
      return removalOutlooks(transaction, current, [{ person, role, unit }]);
    });
    expect(outlook?.losses).toEqual((await previewed({ removals: [{ person: 'control-op3', role, unit }] })).losses);
  }
  expect(held.length).toBeGreaterThan(0);
  const [{ role, unit } = { role: '', unit: '' }] = held;
  const asked = { change: 'revoke', beneficiary: 'control-op3', role, unit, reason: '-' };
  const asks = async (who: string, body: object = asked) =>
    (await county.service.post(county.as(who), '/api/v1/requests/preview', body)).json().losses;
  const { losses } = await previewed({ removals: [{ person: 'control-op3', role, unit }] });
  expect(losses.length).toBeGreaterThan(0);
  expect(await asks('director')).toEqual(losses);
  expect(await asks('control-op3')).toEqual([]);
  expect(await asks('director', { ...asked, change: 'grant', beneficiary: 'newcomer' })).toEqual([]);
});
