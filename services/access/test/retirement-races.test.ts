import type { Request } from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, asked } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide } from './requesting.ts';
import { addSections, item, opening, read, unit } from './retiring.ts';

const rounds = 6;

let county: County;
let other: TestService;
beforeAll(async () => {
  county = await openCounty((file) => {
    addSections(file);
    for (let round = 0; round < 3 * rounds; round++) {
      const name = { zh: '组', en: 'Group' };
      file.units.push({ code: `group-${round}`, parent: 'centre', kind: 'section', name });
      const [paper] = file.items.filter(({ code }) => code === 'old-paper');
      file.items.push({ ...paper, code: `paper-${round}` } as (typeof file.items)[number]);
    }
  });
  other = await county.secondService();
});
afterAll(() => county.close());

/** All but the last approval; what is left is one decision. */
async function almost(who: string, wanted: object): Promise<{ request: Request; last: string }> {
  const request = await asked(county, who, wanted);
  const open = await approve(county, request, request.stages.length - 1);
  return { request, last: open.stages.find(({ state }) => state === 'open')?.candidates[0] as string };
}

const at = (service: TestService) => ({ service, as: county.as });

test('a unit retires while a grant at it takes effect: the one or the other, never both', async () => {
  for (let round = 0; round < rounds; round++) {
    const group = `group-${round}`;
    const retire = await almost('secadmin', unit(group, { retired: true }));
    const grant = await almost('card-op1', {
      ...{ change: 'grant', beneficiary: 'newcomer', role: 'paper-handle', unit: group },
    });
    const decisions = [
      () => decide(at(county.service), retire.last, retire.request.id),
      () => decide(at(other), grant.last, grant.request.id),
    ];
    const [first, second] = await Promise.all(
      (round % 2 ? decisions : decisions.toReversed()).map((decision) => decision()),
    );
    for (const answer of [first, second])
      expect(answer?.statusCode === 200 || answer?.json().code === 'not-pending', answer?.body).toBe(true);
    const [retired, granted] = await Promise.all([
      read(county, 'requests', retire.request.id, 'secadmin'),
      read(county, 'requests', grant.request.id, 'card-op1'),
    ]);
    expect([retired.state, granted.state].sort()).toEqual(['applied', 'failed']);
    expect(retired.state === 'failed' ? retired.failure : granted.failure).toBe(
      retired.state === 'failed' ? 'in-use' : 'retired',
    );
    expect(await read(county, 'units', group)).toMatchObject({ retired: retired.state === 'applied' });
  }
});

test('an item retires while cases on it are opened: none is opened afterwards', async () => {
  for (let round = 0; round < rounds; round++) {
    const paper = `paper-${round}`;
    const retire = await almost('secadmin', item(paper, { retired: true }));
    const open = (service: TestService, reference: number) =>
      opening({ ...county, service }, { item: paper, reference: `${reference}` });
    const [decided, ...opened] = await Promise.all([
      decide(at(county.service), retire.last, retire.request.id),
      ...Array.from({ length: 12 }, (_, index) => open(index % 2 ? other : county.service, index)),
    ]);
    expect(decided?.json()).toMatchObject({ state: 'applied' });
    for (const answer of opened)
      expect(answer.statusCode === 201 || answer.json().code === 'retired', answer.body).toBe(true);
    const { rows } = await county.owner.pool.query(
      `select count(*)::int as opened, count(*) filter (where c.opened_at > i.retired_at)::int as late
       from access.item i left join access.case c on c.centre = i.centre and c.item = i.code where i.code = $1`,
      [paper],
    );
    expect(rows).toEqual([{ opened: opened.filter(({ statusCode }) => statusCode === 201).length, late: 0 }]);
    expect((await open(other, 99)).json()).toMatchObject({ code: 'retired' });
  }
});

test('a unit retires while a case is opened there: it stays, or the case is not', async () => {
  for (let round = rounds; round < 2 * rounds; round++) {
    const group = `group-${round}`;
    const retire = await almost('secadmin', unit(group, { retired: true }));
    const [decided, opened] = await Promise.all([
      decide(at(county.service), retire.last, retire.request.id),
      opening({ ...county, service: other }, { unit: group, reference: group }),
    ]);
    const { state, failure } = decided.json();
    if (state === 'applied') expect(opened.json()).toMatchObject({ code: 'retired' });
    else expect([failure, opened.statusCode]).toEqual(['in-use', 201]);
  }
});

test('a retirement waits for a case that is on its way there, and knows of it', async () => {
  const group = `group-${2 * rounds}`;
  const retire = await almost('secadmin', unit(group, { retired: true }));
  const client = await county.owner.pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `insert into access.case (centre, id, item, unit, reference, client) values ($1, gen_random_uuid(), 'old-paper', $2, 'slow', 't')`,
      [county.centre, group],
    );
    let isDecided = false;
    const decided = decide(at(county.service), retire.last, retire.request.id).finally(() => {
      isDecided = true;
    });
    while (!isDecided && !(await someoneWaits())) await new Promise((resolve) => setImmediate(resolve));
    expect(isDecided).toBe(false);
    await client.query('commit');
    expect((await decided).json()).toMatchObject({ state: 'failed', failure: 'in-use' });
  } finally {
    client.release();
  }
});

test('a unit retires while requests for it are approved, taken back and opened: none of them stays behind', async () => {
  for (let round = 2 * rounds + 1; round < 3 * rounds; round++) {
    const group = `group-${round}`;
    const wanted = (beneficiary: string) => ({
      ...{ change: 'grant', beneficiary, role: 'paper-handle', unit: group },
    });
    const retire = await almost('secadmin', unit(group, { retired: true }));
    const approved = await asked(county, 'card-op1', wanted('newcomer'));
    const takenBack = await asked(county, 'card-op1', wanted('card-op2'));
    const acts = [
      () => decide(at(county.service), retire.last, retire.request.id),
      () => decide(at(other), approved.stages[0]?.candidates[0] as string, approved.id),
      () => other.post(county.as('card-op1'), `/api/v1/requests/${takenBack.id}/withdrawal`, {}),
      () => ask({ ...county, service: other }, 'newcomer', wanted('card-op1')),
    ];
    const first = round % acts.length;
    const answers = await Promise.all([...acts.slice(first), ...acts.slice(0, first)].map((act) => act()));
    for (const answer of answers)
      expect(answer.statusCode < 300 || ['not-pending', 'retired'].includes(answer.json().code), answer.body).toBe(
        true,
      );
    expect(await read(county, 'units', group)).toMatchObject({ retired: true });
    const { rows } = await county.owner.pool.query(
      `select r.state, r.failure ->> 'code' as failure,
         (select count(*)::int from audit.entry e where e.target = r.id::text and e.outcome <> 'denied'
           and e.action in ('request.failed', 'request.withdrawn')) as endings
       from access.request r where r.unit = $1`,
      [group],
    );
    expect(rows.length).toBeGreaterThanOrEqual(2);
    for (const row of rows)
      expect([
        { state: 'failed', failure: 'retired', endings: 1 },
        { state: 'withdrawn', failure: null, endings: 1 },
      ]).toContainEqual(row);
  }
});

/** Whether somebody waits for a row that another holds. */
async function someoneWaits(): Promise<boolean> {
  const { rows } = await county.owner.pool.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}

test('a unit is taken over while cases there go on, and the last approval is given twice: it moves once', async () => {
  const references = Array.from({ length: 8 }, (_, index) => `going-on-${index}`);
  const open = await Promise.all(references.map(async (reference) => (await opening(county, { reference })).json().id));
  const { request, last } = await almost('secadmin', unit('old', { retired: true, into: 'new' }));
  const step = (id: string, duty: string, actor: string) =>
    other.post(county.client('cases:write'), `/api/v1/cases/${id}/steps`, { duty, actor });
  const [first, second, ...stepped] = await Promise.all([
    decide(at(county.service), last, request.id),
    decide(at(other), last, request.id),
    ...open.map((id) => step(id, 'handle', 'old-handler')),
  ]);
  expect([first?.statusCode, second?.statusCode].sort()).toEqual([200, 409]);
  // Whichever policy they came upon, they are judged by what is held under it.
  for (const answer of stepped) expect(answer.statusCode, answer.body).toBe(201);
  expect((await step(open[0], 'review', 'old-reviewer')).statusCode).toBe(201);
  expect((await county.entries('person.transferred')).map(({ target }) => target).sort()).toEqual([
    'old-handler',
    'old-reviewer',
  ]);
  const { rows } = await county.owner.pool.query(
    `select unit, ended_by, count(*)::int from access.grant where unit in ('old', 'new') group by 1, 2 order by 1`,
  );
  expect(rows).toEqual([
    { unit: 'new', ended_by: null, count: 2 },
    { unit: 'old', ended_by: 'reorganisation', count: 2 },
  ]);
});
