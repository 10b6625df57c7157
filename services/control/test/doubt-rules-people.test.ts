import { inCentre, newId } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DoubtWorld } from './doubt-world.ts';

/** Each rule over grants, approvals, sign-ins and the log finds the example that it comes with, and is silent on the near miss. */
let world: DoubtWorld;
beforeAll(async () => {
  world = await DoubtWorld.open(['rights-record-print', 'data-correction']);
  await world.role('finance-handle', 'handle');
  await world.past(async (run) => {
    await run(
      sql`insert into identity.client (centre, id, secret, scopes) values (${world.centre}, 'business', ${Buffer.alloc(32)}, '{x}')`,
    );
  });
});
afterAll(() => world.test.drop());

const two = (value: number) => String(value).padStart(2, '0');
const found = async (...asked: Parameters<DoubtWorld['find']>) =>
  (await world.find(...asked)).map(({ people, facts }) => ({ people, facts }));
/** An approval of a request for this beneficiary's role. */
async function approved(by: string, beneficiary: string, when: string, onBehalfOf?: string): Promise<void> {
  const [request, who, whose, other] = [
    newId(),
    await world.person(by),
    await world.person(beneficiary),
    onBehalfOf && (await world.person(onBehalfOf)),
  ];
  const at = new Date(`${when.replace(' ', 'T')}+08:00`);
  const id = `${at
    .getTime()
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-${newId().slice(14)}`;
  await world.past(async (run) => {
    await run(sql`insert into access.request (centre, id, change, requester, beneficiary, role, unit, risk, reason, state, digest)
      values (${world.centre}, ${request}, 'grant', ${whose}, ${whose}, 'finance-handle', 'pension', 1, 'r', 'applied', 'd')`);
    await run(sql`insert into access.decision (centre, id, request, stage, person, on_behalf_of, decision, at)
      values (${world.centre}, ${id}, ${request}, 0, ${who}, ${other ?? null}, 'approve', ${at})`);
  });
}

describe('grants and approvals', () => {
  it('brief-grant: used after twenty minutes, gone after three hours', async () => {
    const used = (by: string, at: string) => world.case({ opened: at, steps: [{ duty: 'handle', by, at }] });
    await world.grant('fin7', 'finance-handle', '2024-01-10 09:00', '2024-01-10 12:00');
    await used('fin7', '2024-01-10 09:20');
    await world.grant('fin8', 'finance-handle', '2024-01-10 09:00', '2024-01-10 12:00');
    await used('fin8', '2024-01-10 10:01');
    await world.grant('fin9', 'finance-handle', '2024-01-10 09:00', '2024-01-11 09:01');
    await used('fin9', '2024-01-10 09:20');
    expect(await found('brief-grant', '2024-01-01', '2024-02-01')).toMatchObject([
      { people: [await world.person('fin7')], facts: { usedAfterMinutes: 20, heldMinutes: 180, steps: 1 } },
    ]);
  });

  it('deputy-of-beneficiary: a deputy until May approves in June', async () => {
    const [deputy, head] = [await world.person('con-head'), await world.person('pen-head')];
    await world.past(async (run) => {
      await run(sql`insert into access.deputy (centre, id, deputy, principal, validity, reason, named_by)
        values (${world.centre}, ${newId()}, ${deputy}, ${head}, '[2024-03-01,2024-05-01)', 'r', ${head})`);
    });
    await approved('con-head', 'pen-head', '2024-06-03 09:00');
    await approved('con-head', 'fin7', '2024-06-03 09:00');
    expect(await found('deputy-of-beneficiary', '2024-06-01', '2024-07-01')).toMatchObject([
      { people: [deputy, head], facts: { role: 'finance-handle', deputyUntil: '2024-05-01' } },
    ]);
    expect(await found('deputy-of-beneficiary', '2024-06-01', '2024-07-01', { lookBackDays: 20 })).toEqual([]);
  });

  it('approval-in-bulk: fourteen within forty seconds, not nine', async () => {
    for (let n = 0; n < 14; n++) await approved('bulk', `b${n}`, `2024-07-03 09:00:${two(n * 3)}`);
    for (let n = 0; n < 9; n++) await approved('calm', `b${n}`, `2024-07-03 09:00:${two(n)}`);
    expect(await found('approval-in-bulk', '2024-07-01', '2024-08-01')).toMatchObject([
      { people: [await world.person('bulk')], facts: { approvals: 14, seconds: 60 } },
    ]);
  });

  it('mutual-approval: each for the other within a month, one of them through a deputy', async () => {
    await approved('fin-head', 'rev-head', '2024-09-02 09:00');
    await approved('stand-in', 'fin-head', '2024-09-20 09:00', 'rev-head');
    await approved('fin-head', 'lone', '2024-09-20 09:00');
    const pair = [await world.person('fin-head'), await world.person('rev-head')];
    const [one, ...more] = await found('mutual-approval', '2024-09-01', '2024-10-01');
    expect(more).toEqual([]);
    expect(one?.people.toSorted()).toEqual(pair.toSorted());
  });

  it('role-flip: changed on Friday, back on Monday', async () => {
    const said = (code: string, content: string, since: string, until: string) =>
      world.past(async (run) => {
        await run(sql`insert into access.policy_history (centre, kind, code, since, until, content)
          values (${world.centre}, 'role', ${code}, ${since}::timestamptz, ${until}::timestamptz, ${content}::jsonb)`);
      });
    for (const [code, back] of [
      ['flipped', '2024-11-04 09:00+08'],
      ['kept', '2024-11-05 09:00+08'],
    ] as const) {
      await said(code, '{"a":1}', '2024-01-01', '2024-11-01 17:00+08');
      await said(code, '{"a":2}', '2024-11-01 17:00+08', back);
      await said(code, '{"a":1}', back, 'infinity');
    }
    expect(await found('role-flip', '2024-11-01', '2024-12-01')).toMatchObject([
      { facts: { kind: 'role', code: 'flipped', hours: 64 } },
    ]);
  });
});

describe('sign-ins and attempts', () => {
  it('dormant-awakened: after 75 days, not after 59', async () => {
    for (const [by, last] of [
      ['pen2', '2024-01-02 09:00'],
      ['pen3', '2024-01-17 21:00'],
    ] as const) {
      await world.entry('sign-in.succeeded', last, { by });
      await world.entry('sign-in.succeeded', '2024-03-17 19:20', { by });
    }
    await world.entry('sign-in.succeeded', '2024-03-17 19:20', { by: 'first-time' });
    expect(await found('dormant-awakened', '2024-03-01', '2024-04-01')).toMatchObject([
      { people: [await world.person('pen2')], facts: { days: 75 } },
    ]);
  });

  it('two-accounts-one-address: handle and review of a case from one terminal within minutes', async () => {
    const signed = (by: string, at: string, address: string) => world.entry('sign-in.succeeded', at, { by, address });
    await signed('card1', '2024-04-03 09:08', '10.0.0.1');
    await signed('card3', '2024-04-03 09:11', '10.0.0.1');
    await world.pair('card1', 'card3', '2024-04-03 09:09', 180);
    await signed('card4', '2024-04-03 09:12', '10.0.0.1');
    await signed('card5', '2024-04-03 09:30', '10.0.0.2');
    await signed('card6', '2024-04-03 09:41', '10.0.0.2');
    await world.pair('card5', 'card6', '2024-04-03 09:31', 900);
    const [one, ...more] = await found('two-accounts-one-address', '2024-04-01', '2024-05-01');
    expect(more).toEqual([]);
    expect(one?.facts).toMatchObject({ minutes: 3, cases: 1 });
    expect(JSON.stringify(one)).not.toContain('10.0.0.1');
    expect(
      await found('two-accounts-one-address', '2024-04-01', '2024-05-01', { ignoreAddresses: ['10.0.0.1'] }),
    ).toEqual([]);
  });

  it('attempt-after-departure and leaver-last-month: retired on the 30th, tried on the 2nd', async () => {
    const leaver = await world.person('leaver');
    await world.past(async (run) => {
      await run(sql`insert into access.departure (centre, id, person, kind, at, client, effects)
        values (${world.centre}, ${newId()}, ${leaver}, 'retired', '2024-06-30 17:00+08', 'hr', '{}')`);
    });
    for (let n = 0; n < 12; n++)
      await world.case({
        opened: '2024-06-12 09:00',
        steps: [{ duty: 'handle', by: 'leaver', at: `2024-06-12 09:${two(n)}` }],
      });
    await world.case({ opened: '2024-05-30 09:00', steps: [{ duty: 'handle', by: 'leaver', at: '2024-05-30 09:00' }] });
    await world.entry('sign-in.refused', '2024-06-30 16:59', { by: 'leaver', outcome: 'denied' });
    await world.entry('token.refused', '2024-07-02 09:00', { by: 'leaver', outcome: 'denied' });
    expect(await found('attempt-after-departure', '2024-06-30', '2024-08-01')).toMatchObject([
      { people: [leaver], facts: { attempts: 1, succeeded: 0, daysAfter: 1, date: '2024-07-02' } },
    ]);
    expect(await found('leaver-last-month', '2024-06-01', '2024-07-01')).toMatchObject([
      { people: [leaver], facts: { steps: 12, cases: 12, draw: 3 } },
    ]);
  });

  it('refused-then-allowed: three refusals, then another person five minutes later', async () => {
    const tried = async (refusals: number, minute: number) => {
      const id = await world.case({
        opened: '2024-08-05 09:00',
        steps: [{ duty: 'review', by: 'enr3', at: `2024-08-05 09:${two(minute)}` }],
      });
      for (let n = 0; n < refusals; n++)
        await world.entry('step.refused', `2024-08-05 09:0${n}`, {
          by: 'enr1',
          outcome: 'denied',
          case: id,
          duty: 'review',
        });
      return id;
    };
    const id = await tried(3, 7);
    await tried(2, 7);
    await tried(3, 40);
    const rows = await world.find('refused-then-allowed', '2024-08-01', '2024-09-01');
    expect(rows).toMatchObject([{ case: id, facts: { refusals: 3, minutes: 5, duty: 'review' } }]);
  });

  it('asserted-without-session: signed out the day before, recorded by the business system', async () => {
    const asserted = (by: string, at: string) =>
      world.case({ opened: at, steps: [{ duty: 'review', by, at, client: 'business' }] });
    await world.entry('sign-in.succeeded', '2024-10-09 09:00', { by: 'enr4' });
    await world.entry('sign-out', '2024-10-09 17:00', { by: 'enr4' });
    await asserted('enr4', '2024-10-09 17:10');
    await asserted('enr4', '2024-10-10 10:00');
    await world.case({ opened: '2024-10-10 10:00', steps: [{ duty: 'review', by: 'enr4', at: '2024-10-10 10:01' }] });
    expect(await found('asserted-without-session', '2024-10-01', '2024-11-01')).toMatchObject([
      { people: [await world.person('enr4')], facts: { steps: 1, client: 'business', date: '2024-10-10' } },
    ]);
  });

  it('export-heavy: 210 prints in a day where thirty is usual', async () => {
    const printed = (by: string, day: string, count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, n) =>
          world.case({
            ...{ item: 'rights-record-print', opened: `${day} 09:00` },
            steps: [{ duty: 'handle', by, at: `${day} ${two(9 + Math.floor(n / 60))}:${two(n % 60)}` }],
          }),
        ),
      );
    for (const day of [9, 10, 11]) await printed('hall1', `2024-12-${two(day)}`, 30);
    await printed('hall2', '2024-12-12', 149);
    await world.entry('export.finished', '2024-12-12 09:00', { by: 'hall3', amount: 210 });
    expect(await found('export-heavy', '2024-12-01', '2025-01-01')).toMatchObject([
      { people: [await world.person('hall3')], facts: { rows: 210, median: 30 } },
    ]);
  });
});

describe('inspections', () => {
  it('correction-after-inspection: a correction two hours after the draw, not one before it', async () => {
    const inspection = newId();
    const drawn = await world.case({ subject: 'drawn', opened: '2025-01-08 09:00', closed: '2025-01-08 10:00' });
    await world.past(async (run) => {
      await run(sql`insert into control.inspection (centre, id, kind, period, state, plan, commitment, planned_by, root, frozen_at, frozen_entry, checkpoint, sampled, sample_root, drawn_at)
        values (${world.centre}, ${inspection}, 'case', '2025-01', 'drawn', '{}', sha256('x'), ${newId()}, sha256('r'), '2025-02-02', ${newId()}, 'c', 1, sha256('s'), '2025-02-03 10:00+08')`);
      await run(
        sql`insert into control.sample (centre, inspection, ordinal, id, why) values (${world.centre}, ${inspection}, 1, ${drawn}, 'stratum')`,
      );
    });
    for (const opened of ['2025-02-03 09:59', '2025-02-03 12:00'])
      await world.case({ item: 'data-correction', subject: 'drawn', opened });
    expect(await world.find('correction-after-inspection', '2025-02-01', '2025-03-01')).toMatchObject([
      { case: drawn, facts: { hoursAfter: 2, what: 'data-correction', inspection } },
    ]);
  });

  it('overdue-and-closed: twelve days overdue, closed four minutes after the answer', async () => {
    const order = (due: string, answered: string) =>
      world.past(async (run) => {
        const id = newId();
        await run(sql`insert into control.rectification (centre, id, serial, unit, responsible, basis, proof, issued_by, due_at, state)
          values (${world.centre}, ${id}, ${Math.floor(Math.random() * 1e9)}, 'pension', ${newId()}, 'b', 'p', ${newId()}, ${due}::timestamptz, 'closed')`);
        for (const [ordinal, act, at, from, to] of [
          [1, 'answer', answered, 'received', 'answered'],
          [2, 'close', '2025-03-20 10:04+08', 'verified', 'closed'],
        ] as const)
          await run(sql`insert into control.rectification_act (centre, rectification, ordinal, act, from_state, to_state, at, person, note, evidence)
            values (${world.centre}, ${id}, ${ordinal}, ${act}, ${from}, ${to}, ${at}::timestamptz, ${newId()}, 'n', '[{}]')`);
      });
    await order('2025-03-08 10:04+08', '2025-03-20 10:00+08');
    await order('2025-03-21 00:00+08', '2025-03-20 10:00+08');
    await order('2025-03-08 00:00+08', '2025-03-20 09:53+08');
    expect((await found('overdue-and-closed', '2025-03-01', '2025-04-01')).map(({ facts }) => facts)).toMatchObject([
      { daysOverdue: 12, minutes: 4 },
    ]);
  });
});

it('no statement writes, and none is of another centre', async () => {
  const rows = await inCentre(
    world.control,
    'south',
    async (transaction) =>
      (await sql<{ count: number }>`select count(*)::int as count from access.published_act`.execute(transaction)).rows,
  );
  expect(rows).toEqual([{ count: 0 }]);
});
