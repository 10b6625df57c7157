import { shanghaiDate } from '@zhiheng/calendar';
import { type Database, inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control } from '../plugin.ts';
import { tellOverdue } from '../recoveries/overdue.ts';
import { recoveryMoves } from '../recoveries/states.ts';
import { entriesOf } from './founding.ts';
import { confirmDoubt, foundRecovering, type Recovering } from './recovering.ts';

const path = '/api/v1/recoveries';
const day = (from: number) => shanghaiDate(Date.now() + from * 86_400_000);

let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
let north: Recovering;
let south: Recovering;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  north = await foundRecovering(test, 'north');
  south = await foundRecovering(test, 'south');
  database = await test.connect('control');
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

type Who = keyof Recovering;
const post = (who: Who, where: string, body: object, people = north) =>
  service.post(people[who], `${path}${where}`, body);
const opened = async (amountFen = 174_400): Promise<string> => {
  const about = await confirmDoubt(test, 'north', amountFen);
  const answer = await post('handler', '', { source: 'doubt', about, basis: '死亡后继续领取' });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
};
const agree = (who: Who, id: string, duty: string) => post(who, `/${id}/decisions`, { duty, verdict: 'agree' });
const ordered = async (amountFen?: number): Promise<string> => {
  const id = await opened(amountFen);
  await post('handler', `/${id}/order`, { dueOn: day(20) });
  await agree('reviewer', id, 'review');
  expect((await agree('approver', id, 'approve')).json().state).toBe('ordered');
  return id;
};
const pay = (id: string, amountFen: number, reference: string, more = {}, who: Who = 'handler') =>
  post(who, `/${id}/lines`, { kind: 'received', amountFen, reference, settledOn: day(0), ...more });
const read = async (id: string) => (await service.get(north.director, `${path}/${id}`)).json();
const refusal = (answer: { statusCode: number; json: () => { code: string } }) =>
  `${answer.statusCode} ${answer.json().code}`;

describe('an order', () => {
  it('is opened of what was confirmed, once and for no more', async () => {
    const about = await confirmDoubt(test, 'north', 500);
    const body = { source: 'doubt', about, basis: '多发' };
    expect(refusal(await post('handler', '', { ...body, amountFen: 501 }))).toBe('409 above-confirmed');
    for (const who of ['reviewer', 'controller', 'clerk'] as const)
      expect(refusal(await post(who, '', body))).toBe('403 not-permitted');
    expect((await post('handler', '', { ...body, amountFen: 300 })).json()).toMatchObject({
      amountFen: 300,
      outstandingFen: 300,
      state: 'opened',
      openedBy: 'handler',
    });
    expect(refusal(await post('handler', '', body))).toBe('409 already-exists');
    expect(refusal(await post('handler', '', body, south))).toBe('404 not-found');
    const unheard = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
    expect(refusal(await post('handler', '', { ...body, about: unheard }))).toBe('404 not-found');
  });

  it('goes through three humans in turn, and each hears of their turn', async () => {
    const id = await opened();
    expect(refusal(await agree('reviewer', id, 'review'))).toBe('409 moved-on');
    expect(refusal(await post('reviewer', `/${id}/order`, { dueOn: day(3) }))).toBe('403 not-permitted');
    expect(refusal(await post('handler', `/${id}/order`, { dueOn: day(-1) }))).toBe('400 invalid-request');
    await post('second-handler', `/${id}/order`, { dueOn: day(3) });
    expect(refusal(await agree('approver', id, 'approve'))).toBe('409 moved-on');
    expect(refusal(await agree('second-handler', id, 'review'))).toBe('409 another-person');
    expect(refusal(await agree('approver', id, 'review'))).toBe('403 not-permitted');
    expect(refusal(await post('both', `/${id}/decisions`, { duty: 'review', verdict: 'return' }))).toBe(
      '400 comment-required',
    );
    expect((await agree('both', id, 'review')).json().state).toBe('to-approve');
    expect(refusal(await agree('both', id, 'approve'))).toBe('409 another-person');
    expect((await agree('approver', id, 'approve')).json()).toMatchObject({
      state: 'ordered',
      handledBy: 'second-handler',
      reviewedBy: 'both',
      approvedBy: 'approver',
      lines: [{ no: 1, kind: 'ordered', amountFen: 174_400, outstandingFen: 174_400 }],
    });
    const { rows } = await owner.pool.query(
      'select kind, count(*)::int from control.notice where about = $1 group by kind order by kind',
      [id],
    );
    expect(rows).toEqual([
      { kind: 'recovery-opened', count: 2 },
      { kind: 'recovery-to-approve', count: 2 },
      { kind: 'recovery-to-review', count: 3 },
    ]);
  });

  it('comes back to its handler or is cancelled, and may then be opened anew', async () => {
    const id = await opened();
    const about = (await read(id)).about;
    await post('handler', `/${id}/order`, { dueOn: day(3) });
    await agree('reviewer', id, 'review');
    const returned = { duty: 'approve', verdict: 'return', comment: '期限太短' };
    expect((await post('approver', `/${id}/decisions`, returned)).json()).toMatchObject({
      state: 'opened',
      handledBy: null,
      reviewedBy: null,
      comment: '期限太短',
    });
    await post('handler', `/${id}/order`, { dueOn: day(30) });
    const cancelled = { duty: 'review', verdict: 'cancel', comment: '金额有误' };
    expect((await post('reviewer', `/${id}/decisions`, cancelled)).json().state).toBe('cancelled');
    expect((await post('handler', '', { source: 'doubt', about, basis: '更正' })).statusCode).toBe(201);
  });

  it('is approved once, whoever comes at the same moment', async () => {
    const id = await opened();
    await post('handler', `/${id}/order`, { dueOn: day(3) });
    const answers = await Promise.all(Array.from({ length: 6 }, () => agree('reviewer', id, 'review')));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  });
});

describe('money', () => {
  it('comes in by instalments that two agreed on, to the last fen and not beyond (S12)', async () => {
    const id = await ordered();
    const instalments = [
      { dueOn: day(1), amountFen: 100_000 },
      { dueOn: day(40), amountFen: 74_400 },
    ];
    const plan = (body: object, who: Who = 'handler') => post(who, `/${id}/plans`, body);
    expect(refusal(await plan({ instalments: instalments.slice(1) }))).toBe('409 plan-not-of-rest');
    expect(refusal(await plan({ instalments: instalments.toReversed() }))).toBe('400 invalid-request');
    expect(refusal(await plan({ instalments }, 'approver'))).toBe('403 not-permitted');
    await plan({ instalments }, 'second-handler');
    const confirm = (who: Who, no = 1) => post(who, `/${id}/plans/${no}/confirmation`, {});
    expect(refusal(await confirm('second-handler'))).toBe('409 another-person');
    expect(refusal(await confirm('reviewer', 2))).toBe('404 not-found');
    expect((await confirm('reviewer')).json().plans).toMatchObject([{ no: 1, inForce: true, confirmedBy: 'reviewer' }]);
    expect(refusal(await confirm('reviewer'))).toBe('409 moved-on');

    await pay(id, 100_000, 'R1');
    expect((await read(id)).plans[0].instalments).toMatchObject([{ paidFen: 100_000 }, { paidFen: 0 }]);
    expect(refusal(await pay(id, 74_401, 'R2'))).toBe('409 above-outstanding');
    expect((await pay(id, 74_400, 'R2')).json()).toMatchObject({
      state: 'settled',
      receivedFen: 174_400,
      outstandingFen: 0,
    });
    expect(refusal(await pay(id, 1, 'R3'))).toBe('409 above-outstanding');
  });

  it('counts once by its reference, though it is told of six times at once', async () => {
    const [id, other] = [await ordered(), await ordered()];
    const answers = await Promise.all(Array.from({ length: 6 }, () => pay(id, 100, 'ONE')));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await read(id)).receivedFen).toBe(100);
    expect((await entriesOf(test, 'north', 'recovery.received')).filter(({ target }) => target === id)).toHaveLength(1);
    expect(refusal(await pay(id, 101, 'ONE'))).toBe('409 reference-used');
    expect(refusal(await pay(other, 100, 'ONE'))).toBe('409 reference-used');
    const both = await Promise.all([pay(id, 5, 'TWO'), pay(other, 5, 'TWO')]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });

  it('is deducted out of benefits or the account, and named so', async () => {
    const id = await ordered();
    expect(refusal(await pay(id, 10, 'D1', { kind: 'deducted' }))).toBe('400 invalid-request');
    expect(refusal(await pay(id, 10, 'D1', { deductedFrom: 'benefit' }))).toBe('400 invalid-request');
    expect(refusal(await pay(id, 10, 'D1', { settledOn: day(2) }))).toBe('400 invalid-request');
    expect(refusal(await pay(id, 10, 'D1', {}, 'reviewer'))).toBe('403 not-permitted');
    await pay(id, 10, 'D1', { kind: 'deducted', deductedFrom: 'benefit' });
    expect((await pay(id, 5, 'D2', { kind: 'deducted', deductedFrom: 'account' })).json()).toMatchObject({
      deductedFen: 15,
      outstandingFen: 174_385,
    });
  });

  it('that was recorded wrongly is taken back by another, once, and settles nothing any more', async () => {
    const id = await ordered(700);
    const line = (await pay(id, 700, 'W1', {}, 'second-handler')).json().lines[1].id;
    const reverse = (who: Who, which = line) => post(who, `/${id}/reversals`, { line: which, reason: '误记' });
    expect(refusal(await reverse('handler'))).toBe('403 not-permitted');
    expect(refusal(await reverse('second-handler'))).toBe('409 another-person');
    expect(refusal(await reverse('reviewer', (await read(id)).lines[0].id))).toBe('404 not-found');
    const answers = await Promise.all(Array.from({ length: 4 }, () => reverse('reviewer')));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409]);
    expect(await read(id)).toMatchObject({
      state: 'ordered',
      receivedFen: 0,
      outstandingFen: 700,
      lines: [{}, { reversed: true }, { kind: 'reversal', amountFen: -700, reverses: line, note: '误记' }],
    });
    // A retry of the payment that was taken back brings nothing back.
    await pay(id, 700, 'W1', {}, 'second-handler');
    expect((await read(id)).outstandingFen).toBe(700);
    await pay(id, 700, 'W1/2');
    expect((await read(id)).state).toBe('settled');
  });

  it('is written off by the leadership only, and never beyond what is owed by then', async () => {
    const id = await ordered(1_000);
    const ask = (amountFen: number, who: Who = 'handler') =>
      post(who, `/${id}/write-off`, { amountFen, reason: '无遗产可供执行' });
    expect(refusal(await ask(1_001))).toBe('409 above-outstanding');
    expect(refusal(await ask(600, 'approver'))).toBe('403 not-permitted');
    expect((await ask(600)).json()).toMatchObject({ writtenOffFen: 0, outstandingFen: 1_000 });
    const waiting = (await service.get(north.leader, '/api/v1/tasks', { kind: 'approval-decide' })).json().data;
    const approval = `/api/v1/control-approvals/${waiting.at(-1).about.id}/decisions`;
    expect(refusal(await service.post(north.handler, approval, { decision: 'approve' }))).toBe('403 not-permitted');
    await pay(id, 401, 'O9');
    expect(refusal(await service.post(north.leader, approval, { decision: 'approve' }))).toBe('409 above-outstanding');
    expect(await read(id)).toMatchObject({ writtenOffFen: 0, outstandingFen: 599 });
    const line = (await read(id)).lines[1].id;
    await post('reviewer', `/${id}/reversals`, { line, reason: '误记' });
    const approved = await Promise.all(
      Array.from({ length: 3 }, () => service.post(north.leader, approval, { decision: 'approve' })),
    );
    expect(approved.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
    expect(await read(id)).toMatchObject({ writtenOffFen: 600, outstandingFen: 400, state: 'ordered' });
    expect(await pay(id, 400, 'O10').then((answer) => answer.json().state)).toBe('settled');
  });

  it('is handed to an authority once, by who approves', async () => {
    const id = await ordered(300);
    const body = { authority: '县人社局', reason: '拒不退回' };
    expect(refusal(await post('handler', `/${id}/transfer`, body))).toBe('403 not-permitted');
    expect((await post('approver', `/${id}/transfer`, body)).json().transferredTo).toBe('县人社局');
    expect(refusal(await post('approver', `/${id}/transfer`, body))).toBe('409 already-recorded');
    expect((await pay(id, 300, 'T1')).json().state).toBe('settled');
  });
});

describe('who looks', () => {
  it('sees what they have a duty on or oversee; nobody of another centre', async () => {
    const id = await ordered(100);
    for (const who of ['handler', 'reviewer', 'approver', 'director', 'controller'] as const)
      expect((await service.get(north[who], `${path}/${id}`)).statusCode).toBe(200);
    expect(refusal(await service.get(north.clerk, path))).toBe('403 not-permitted');
    expect(refusal(await service.get(south.director, `${path}/${id}`))).toBe('404 not-found');
    expect((await service.get(south.director, path)).json().data).toEqual([]);
    expect(refusal(await pay(id, 1, 'X1', {}, 'director'))).toBe('403 not-permitted');
  });

  it('pages, filters and totals what the lines add up to', async () => {
    const list = (query: Record<string, string>) => service.get(north.director, path, query);
    const first = (await list({ limit: '2', state: 'settled' })).json();
    const second = (await list({ limit: '2', state: 'settled', cursor: first.nextCursor })).json();
    expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBeGreaterThan(2);
    const totals = (until: string) =>
      service.get(north.director, `${path}/totals`, { from: '2020-01-01T00:00:00Z', until });
    const { rows } = await owner.pool.query(
      `select sum(received_fen)::int as received, sum(deducted_fen)::int as deducted, sum(outstanding_fen)::int as outstanding,
         sum(amount_fen)::int as ordered, sum(written_off_fen)::int as "writtenOff", count(*)::int as orders
       from control.recovery where centre = 'north' and state in ('ordered', 'settled')`,
    );
    const { received, deducted, outstanding, orders, writtenOff, ordered: owed } = rows[0];
    expect((await totals('2100-01-01T00:00:00Z')).json()).toEqual({
      orders,
      orderedFen: owed,
      receivedFen: received,
      deductedFen: deducted,
      recoveredFen: received + deducted,
      writtenOffFen: writtenOff,
      outstandingFen: outstanding,
      currency: 'CNY',
    });
    expect((await totals('2021-01-01T00:00:00Z')).json()).toMatchObject({ orders: 0, outstandingFen: 0 });
  });
});

it('who handled and who approved hear of each day that went by unpaid, once', async () => {
  const id = await ordered(900);
  await post('handler', `/${id}/plans`, {
    instalments: [
      { dueOn: day(0), amountFen: 400 },
      { dueOn: day(9), amountFen: 500 },
    ],
  });
  await post('reviewer', `/${id}/plans/1/confirmation`, {});
  expect(await tellOverdue(database, 'north')).toBe(0);
  await owner.pool.query(
    'alter table control.recovery_plan disable trigger user; ' +
      `update control.recovery_plan set due_on[1] = due_on[1] - 2 where recovery = '${id}'; ` +
      'alter table control.recovery_plan enable trigger user',
  );
  await pay(id, 399, 'O1');
  expect(await tellOverdue(database, 'north')).toBe(1);
  expect(await tellOverdue(database, 'north')).toBe(0);
  const entry = (await entriesOf(test, 'north', 'recovery.overdue')).find(({ target }) => target === id);
  expect(entry).toBeDefined();
  const due = (await service.get(north.approver, '/api/v1/control-notices', { kind: 'instalment-overdue' })).json();
  expect(due.data).toHaveLength(1);
  await pay(id, 1, 'O2');
  expect((await read(id)).plans[0].instalments[0]).toMatchObject({ paidFen: 400, overdue: false });
});

describe('what there is to do', () => {
  const tasks = async (who: Who, id: string) =>
    (await service.get(north[who], '/api/v1/tasks', { limit: '500' }))
      .json()
      .data.filter(({ about }: { about: { id: string } }) => about.id === id)
      .map(({ kind }: { kind: string }) => kind);

  it('goes from hand to hand, never back to one who had a part in it, and has its day', async () => {
    const id = await opened(800);
    expect(await tasks('handler', id)).toEqual(['recovery-order']);
    await post('second-handler', `/${id}/order`, { dueOn: day(4) });
    expect(await tasks('second-handler', id)).toEqual([]);
    expect(await tasks('both', id)).toEqual(['recovery-review']);
    await agree('both', id, 'review');
    expect(await tasks('both', id)).toEqual([]);
    expect(await tasks('approver', id)).toEqual(['recovery-approve']);
    await agree('approver', id, 'approve');
    const due = async (month: string) =>
      (await service.get(north.handler, '/api/v1/due-days', { month })).json().days as {
        day: string;
        working: boolean;
        due: { kind: string; count: number }[];
      }[];
    const there = (await due(day(4).slice(0, 7))).find((one) => one.day === day(4));
    expect(there?.due).toContainEqual({ kind: 'recovery-collect', count: expect.any(Number) });
    const october = await due('2026-10');
    expect(october).toHaveLength(31);
    expect(october.find((one) => one.day === '2026-10-01')?.working).toBe(false);
    expect(october.find((one) => one.day === '2026-10-10')?.working).toBe(true);
    const waiting = (await service.get(north.handler, '/api/v1/control-waiting')).json();
    const all = (await service.get(north.handler, '/api/v1/tasks', { limit: '500' })).json().data;
    expect(waiting.tasks).toBe(all.length);
    const first = (await service.get(north.handler, '/api/v1/tasks', { limit: '1' })).json();
    expect(first.data).toEqual(all.slice(0, 1));
    expect(
      (await service.get(north.handler, '/api/v1/tasks', { limit: '1', cursor: first.nextCursor })).json().data,
    ).toEqual(all.slice(1, 2));
    expect((await service.get(north.handler, '/api/v1/tasks', { cursor: 'x' })).json().code).toBe('invalid-cursor');
    expect((await service.get(north['pension-head'], '/api/v1/tasks')).json().data).toMatchObject([
      { kind: 'self-check-complete', unit: 'pension' },
    ]);
  });
});

it('doubts wait for whom they are assigned to, and for those with the duty who had no part in them', async () => {
  const { rows } = await owner.pool.query(
    `insert into control.doubt (centre, id, rule, key, severity, unit, at, state, assignee)
     values ('north', gen_random_uuid(), 'test', 'mine', 3, 'pension', now(), 'assigned', $1) returning id`,
    [north.clerk.person],
  );
  const tasks = (who: Who) => service.get(north[who], '/api/v1/tasks', { kind: 'doubt-verify' });
  expect((await tasks('clerk')).json().data).toMatchObject([
    { about: { type: 'doubt', id: rows[0].id }, unit: 'pension', facts: { code: 'test' }, overdue: false },
  ]);
  expect((await tasks('reviewer')).json().data).toEqual([]);
});

describe('what the database itself refuses', () => {
  const asControl = (statement: string) =>
    inCentre(database, 'north', async (transaction) => {
      const { sql } = await import('kysely');
      return sql.raw(statement).execute(transaction);
    });
  it.each([
    ['delete from control.recovery_line', /permission denied/],
    ['update control.recovery_line set amount_fen = 1', /permission denied/],
    ['update control.recovery set outstanding_fen = 0', /permission denied/],
    ['update control.recovery set amount_fen = 1', /permission denied/],
    ["update control.recovery set state = 'settled' where state = 'ordered'", /recovery_settled/],
    ["update control.recovery set state = 'ordered' where state = 'opened'", /does not go from/],
    [
      `insert into control.recovery_line (centre, recovery, id, kind, amount_fen, reference, settled_on, written_by)
        select centre, id, gen_random_uuid(), 'received', outstanding_fen + 1, 'Z', '2026-01-01', handled_by
        from control.recovery where state = 'ordered' limit 1`,
      /no more than the rest/,
    ],
    [
      `insert into control.recovery_line (centre, recovery, id, kind, amount_fen, reference, settled_on, written_by)
        select centre, id, gen_random_uuid(), 'received', 1, 'Z', '2026-01-01', opened_by
        from control.recovery where state = 'opened' limit 1`,
      /before anything is reckoned in/,
    ],
    [
      `insert into control.recovery_line (centre, recovery, id, kind, amount_fen, settled_on, written_by)
        select centre, id, gen_random_uuid(), 'ordered', amount_fen, '2026-01-01', handled_by
        from control.recovery where state = 'ordered' limit 1`,
      /ordered once/,
    ],
    [
      "insert into control.recovery_line (centre, recovery, id, kind, amount_fen, settled_on, written_by) values ('south', gen_random_uuid(), gen_random_uuid(), 'ordered', 1, '2026-01-01', gen_random_uuid())",
      /present centre/,
    ],
  ])('%s', async (statement, refused) => {
    await ordered(50);
    await opened(50);
    await expect(asControl(statement)).rejects.toThrow(refused);
  });

  it('even to its owner: a line that changes or goes', async () => {
    await expect(owner.pool.query('delete from control.recovery_line')).rejects.toThrow(/stays as it is/);
    await expect(owner.pool.query('truncate control.recovery_line cascade')).rejects.toThrow(/stays as it is/);
  });

  it('any move that is not drawn, and draws what the code draws', async () => {
    const states = Object.keys(recoveryMoves) as (keyof typeof recoveryMoves)[];
    for (const from of states)
      for (const to of states) {
        const { rows } = await owner.pool.query('select control.recovery_drawn($1, $2) as drawn', [from, to]);
        expect(rows[0].drawn, `${from} → ${to}`).toBe((recoveryMoves[from] as readonly string[]).includes(to));
      }
  });
});
