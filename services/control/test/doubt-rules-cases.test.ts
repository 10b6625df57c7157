import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offTimes, startOf } from '../doubt-rules/slices.ts';
import { medianWithout } from '../store/doubt-rules/probe.ts';
import { DoubtWorld, subjectOf } from './doubt-world.ts';

/** Each rule over cases and steps finds the example that it comes with, and is silent on the near miss. Each has a month of its own. */
let world: DoubtWorld;
beforeAll(async () => {
  world = await DoubtWorld.open([
    'resident-payee-account-change',
    'resident-pension-resumption',
    'enterprise-pension-award',
    'key-identity-change',
    'payment-batch',
    'parameter-change',
    'injury-medical-payment',
    'enterprise-pension-resumption',
  ]);
  await world.role('reviewing', 'review');
  await world.role('handling', 'handle');
  for (const name of ['op3', 'op4', 'op5']) await world.grant(name, 'reviewing', '2020-01-01 00:00');
  for (const name of ['op1', 'op2']) await world.grant(name, 'handling', '2020-01-01 00:00');
});
afterAll(() => world.test.drop());

const two = (value: number) => String(value).padStart(2, '0');

describe('pairs of hands', () => {
  it('review-in-seconds: twelve reviews within four seconds on one morning, under two records of one human', async () => {
    const [op3, before] = await Promise.all([world.person('op3'), world.person('op3-before')]);
    await world.past(async (run) => {
      await run(sql`update access.person set state = 'departed', merged_into = ${op3} where id = ${before}`);
    });
    for (let n = 0; n < 12; n++) await world.pair('op1', n % 3 ? 'op3' : 'op3-before', `2024-01-10 09:${two(n)}`, 4);
    for (let n = 0; n < 4; n++) await world.pair('op1', 'op4', `2024-01-10 10:${two(n)}`, 4);
    for (let n = 0; n < 6; n++) await world.pair('op1', 'op5', `2024-01-10 11:${two(n)}`, 11);
    const found = await world.find('review-in-seconds', '2024-01-01', '2024-02-01');
    expect(found).toMatchObject([
      { unit: 'pension-desk', item: 'award', people: [await world.person('op1'), await world.person('op3')] },
    ]);
    expect(found[0]?.facts).toMatchObject({ cases: 12, seconds: 10, days: 30 });
    expect(new Set(found[0]?.facts.sample as string[]).size).toBe(10);
    expect(await world.find('review-in-seconds', '2024-01-11', '2024-02-01')).toEqual([]);
    expect((await world.find('review-in-seconds', '2024-01-10', '2024-01-11')).map(({ key }) => key)).toEqual(
      found.map(({ key }) => key),
    );
  });

  it('pair-concentration: 46 of 50 by one reviewer while there are others', async () => {
    for (let n = 0; n < 50; n++)
      await world.pair('op2', n % 12 === 11 ? 'op3' : 'op4', `2024-02-${two(5 + (n % 10))} 09:${two(n)}`, 600);
    for (let n = 0; n < 29; n++) await world.pair('op6', 'op4', `2024-02-${two(5 + (n % 10))} 14:${two(n)}`, 600);
    const found = await world.find('pair-concentration', '2024-02-01', '2024-03-01');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ people: [await world.person('op2'), await world.person('op4')] });
    expect(found[0]?.facts).toMatchObject({ cases: 27, of: 30, percent: 90, others: 2 });
    expect(await world.find('pair-concentration', '2024-02-01', '2024-03-01', { share: 0.97 })).toEqual([]);
  });

  it('reviewer-shopping: returned by one, passed by another within minutes', async () => {
    const shopped = (handler: string, day: number, hours: number, second = 'op4') =>
      world.case({
        opened: `2024-03-${two(day)} 08:00`,
        steps: [
          { duty: 'handle', by: handler, at: `2024-03-${two(day)} 08:10` },
          { duty: 'review', by: 'op3', at: `2024-03-${two(day)} 08:20`, outcome: 'returned' },
          { duty: 'handle', by: handler, at: `2024-03-${two(day)} 08:25`, round: 2 },
          {
            duty: 'review',
            by: second,
            at: `2024-03-${two(day + Math.floor(hours / 24))} ${two(8 + (hours % 24))}:26`,
            round: 2,
          },
        ],
      });
    for (const day of [4, 5, 6]) await shopped('op1', day, 0);
    for (const day of [4, 5]) await shopped('op2', day, 0);
    for (const day of [18, 19, 20]) await shopped('op7', day, 0, 'op3');
    for (const day of [11, 12, 13]) await shopped('op6', day, 25);
    expect(await world.find('reviewer-shopping', '2024-03-01', '2024-04-01')).toMatchObject([
      {
        facts: { cases: 3 },
        people: [await world.person('op1'), await world.person('op3'), await world.person('op4')],
      },
    ]);
  });
});

describe('steps', () => {
  it('off-hours-burst: eight steps at night of a holiday, not by day, not at leisure', async () => {
    const burst = (by: string, day: string, hour: number, apart: number) =>
      Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          world.case({
            opened: `${day} ${two(hour + Math.floor((n * apart) / 60))}:${two((n * apart) % 60)}`,
            steps: [
              { duty: 'handle', by, at: `${day} ${two(hour + Math.floor((n * apart) / 60))}:${two((n * apart) % 60)}` },
            ],
          }),
        ),
      );
    await burst('fin1', '2023-10-02', 10, 3);
    await burst('fin2', '2023-10-10', 10, 3);
    await burst('fin3', '2023-10-10', 2, 3);
    await burst('fin4', '2023-10-10', 0, 10);
    const found = await world.find('off-hours-burst', '2023-10-01', '2023-11-01');
    const people = await Promise.all(['fin1', 'fin3'].map((name) => world.person(name)));
    expect(found.map(({ people: [who] }) => who).toSorted()).toEqual(people.toSorted());
    expect(found.map(({ facts }) => facts.date).toSorted()).toEqual(['2023-10-02', '2023-10-10']);
  });

  it('exception-used: the step that names one', async () => {
    const exception = '01890a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
    const step = { duty: 'review', by: 'op3', at: '2024-04-03 09:00' };
    await world.case({ opened: '2024-04-03 08:00', steps: [{ ...step, exception }] });
    await world.case({ opened: '2024-04-03 08:00', steps: [step] });
    expect(await world.find('exception-used', '2024-04-01', '2024-05-01')).toMatchObject([
      { facts: { duty: 'review', exception }, unit: 'pension' },
    ]);
    expect(await world.find('exception-used', '2024-04-01', '2024-05-01', { sampleShare: 0 })).toEqual([]);
  });
});

describe('cases of one subject', () => {
  const change = (subject: string, closed: string, by = 'op1', payee?: string) =>
    world.case({
      ...(payee === undefined ? {} : { payee }),
      ...{ item: 'resident-payee-account-change', subject, opened: closed, closed },
      steps: [{ duty: 'handle', by, at: closed }],
    });

  it('account-then-payment: 31,000 yuan six days after the account was changed', async () => {
    await change('payee-1', '2024-05-03 10:00');
    await change('payee-2', '2024-05-03 10:00');
    const paid = { item: 'resident-pension-resumption', amountFen: 3_100_000 };
    await world.case({ ...paid, subject: 'payee-1', opened: '2024-05-09 10:00' });
    await world.case({ ...paid, subject: 'payee-2', opened: '2024-05-18 10:01' });
    await world.case({ ...paid, subject: 'payee-3', opened: '2024-05-09 10:00' });
    expect(await world.find('account-then-payment', '2024-05-01', '2024-06-01')).toMatchObject([
      { facts: { daysBetween: 6, amountFen: 3_100_000 }, people: [await world.person('op1')] },
    ]);
  });

  it('identity-then-award: an award forty days after the birth date was changed', async () => {
    const changed = { item: 'key-identity-change', opened: '2024-06-01 09:00', closed: '2024-06-01 11:00' };
    for (const subject of ['birth-1', 'birth-2']) await world.case({ ...changed, subject });
    await world.case({ item: 'enterprise-pension-award', subject: 'birth-1', opened: '2024-07-11 11:00' });
    await world.case({ item: 'enterprise-pension-award', subject: 'birth-2', opened: '2024-08-30 11:01' });
    expect(await world.find('identity-then-award', '2024-07-01', '2024-08-01')).toMatchObject([
      { facts: { daysBetween: 40, changeItem: 'key-identity-change' } },
    ]);
    expect(await world.find('identity-then-award', '2024-08-01', '2024-09-01')).toEqual([]);
  });

  it('round-trip-account: changed, paid, changed again by the same handler', async () => {
    await change('trip-1', '2022-06-01 09:00');
    await change('trip-2', '2022-06-01 09:00');
    await world.case({ item: 'payment-batch', opened: '2022-06-15 09:00', closed: '2022-06-15 16:00' });
    await change('trip-1', '2022-06-18 09:00');
    await change('trip-2', '2022-06-18 09:00', 'op2');
    await change('trip-3', '2022-06-16 09:00');
    await change('trip-3', '2022-06-18 09:00');
    expect(await world.find('round-trip-account', '2022-06-01', '2022-07-01')).toMatchObject([
      { facts: { days: 17, returnProven: false }, people: [await world.person('op1')] },
    ]);
    await world.case({ subject: 'trip-4', payee: 'own', opened: '2022-04-20 09:00' });
    await change('trip-4', '2022-05-01 09:00', 'op1', 'another’s');
    await world.case({ item: 'payment-batch', opened: '2022-05-15 09:00', closed: '2022-05-15 16:00' });
    await change('trip-4', '2022-05-18 09:00', 'op1', 'own');
    expect(await world.find('round-trip-account', '2022-05-01', '2022-06-01')).toMatchObject([
      { facts: { days: 17, returnProven: true } },
    ]);
  });

  it('shared-payee-account: the case that makes three subjects of an account, and each that adds one; not a home’s', async () => {
    const paid = (payee: string, subject: string, opened: string) => world.case({ payee, subject, opened });
    for (const [n, subject] of ['a', 'b', 'a', 'c', 'b', 'd'].entries())
      await paid('one', subject, `2021-08-0${n + 1} 09:00`);
    for (const [n, subject] of ['e', 'f', 'g'].entries()) await paid('home', subject, `2021-08-0${n + 1} 10:00`);
    for (const [n, subject] of ['h', 'i', 'h'].entries()) await paid('couple', subject, `2021-08-0${n + 1} 11:00`);
    const found = await world.find('shared-payee-account', '2021-08-01', '2021-09-01', {
      institutionAccounts: [subjectOf('home').toString('hex')],
    });
    expect(found.map(({ facts, at }) => [facts.subjects, at.toISOString().slice(8, 10)])).toEqual([
      [3, '04'],
      [4, '06'],
    ]);
    expect(found[0]?.facts).toMatchObject({ account: subjectOf('one').toString('hex'), days: 365 });
    const again = await world.find('shared-payee-account', '2021-08-05', '2021-08-06');
    expect(again.map(({ key }) => key)).toEqual([found[0]?.key]);
    expect(
      await world.find('shared-payee-account', '2021-08-01', '2021-09-01', { withinDays: 2, minSubjects: 4 }),
    ).toEqual([]);
  });

  it('reopened-often: five times in eighty days, not three', async () => {
    for (const n of [0, 1, 2, 3, 4])
      await world.case({ subject: 'again', opened: `2022-0${1 + Math.floor(n / 2)}-${two(5 + (n % 2) * 15)} 09:00` });
    for (const n of [1, 2, 3]) await world.case({ subject: 'seldom', opened: `2022-03-0${n} 09:00` });
    const found = await world.find('reopened-often', '2022-03-01', '2022-04-01');
    expect(found).toMatchObject([{ facts: { times: 5, days: 90 }, unit: 'pension-desk' }]);
    expect((await world.find('reopened-often', '2022-02-01', '2022-03-01')).map(({ facts }) => facts.times)).toEqual([
      4,
    ]);
  });

  it('one-subject-one-operator: all of a subject’s cases by one person, unless there is nobody else', async () => {
    for (const n of [1, 2, 3, 4, 5, 6])
      for (const [subject, by] of [
        ['hers', 'op1'],
        ['shared', n === 3 ? 'op2' : 'op1'],
      ] as const) {
        const opened = `2021-0${n}-10 09:00`;
        await world.case({ subject, opened, steps: [{ duty: 'handle', by, at: opened }] });
      }
    const found = await world.find('one-subject-one-operator', '2021-06-01', '2021-07-01');
    expect(found).toMatchObject([{ facts: { cases: 6, days: 365 }, people: [await world.person('op1')] }]);
    expect(await world.find('one-subject-one-operator', '2021-06-01', '2021-07-01', { times: 7 })).toEqual([]);
  });
});

describe('what rules share', () => {
  it('knows when nobody works: nights, closed days whole, from the day before', () => {
    const scope = {
      from: startOf('2024-10-08'),
      until: startOf('2024-10-10'),
      closedDays: ['2024-10-07', '2024-10-09'],
    };
    expect(offTimes(scope, 7, 20).map(({ since, until }) => [since, until].map((at) => at.toISOString()))).toEqual([
      ['2024-10-06T16:00:00.000Z', '2024-10-07T23:00:00.000Z'],
      ['2024-10-08T12:00:00.000Z', '2024-10-09T16:00:00.000Z'],
    ]);
    expect(offTimes({ ...scope, closedDays: [] }, 0, 24)).toEqual([]);
  });

  it('takes the median of the others wherever one stands among them', async () => {
    const same = sql`${medianWithout(sql`a`, sql`v`)} is not distinct from (
      select percentile_cont(0.5) within group (order by x) from unnest(a) with ordinality as u(x, n) where n <> array_position(a, v))`;
    const { rows } = await inCentre(world.control, world.centre, (transaction) =>
      sql<{ same: boolean; none: number }>`
        select bool_and(${same}) as same, count(*) filter (where ${medianWithout(sql`a`, sql`v`)} is null)::int as none
        from (values ('{5,6,6,34}'::int[]), ('{1}'), ('{1,2}'), ('{3,3,3}'), ('{1,2,4,8,16}'), ('{1,2,4,8,16,32}')) as t(a), unnest(a) as v`.execute(
        transaction,
      ),
    );
    expect(rows).toEqual([{ same: true, none: 1 }]);
  });
});

describe('amounts and centre', () => {
  it('just-below-threshold: seven payments of 9,700 to 9,990 yuan by one handler', async () => {
    const paid = (by: string, amountFen: number, n: number) =>
      world.case({
        ...{ item: 'injury-medical-payment', amountFen, opened: `2024-10-${two(8 + n)} 09:00` },
        steps: [{ duty: 'handle', by, at: `2024-10-${two(8 + n)} 09:05` }],
      });
    for (let n = 0; n < 7; n++) await paid('op1', 970_000 + n * 4_000, n);
    for (let n = 0; n < 4; n++) await paid('op2', 999_900, n);
    for (let n = 0; n < 6; n++) await paid('op6', 1_000_000, n);
    for (let n = 0; n < 6; n++) await paid('op7', 949_999, n);
    const found = await world.find('just-below-threshold', '2024-10-01', '2024-11-01');
    expect(found).toMatchObject([
      { facts: { cases: 5, thresholdFen: 1_000_000 }, people: [await world.person('op1')] },
    ]);
  });

  it('many-back-payments: 34 resumptions in a month where the median is six', async () => {
    for (const [by, count] of [
      ['op1', 34],
      ['op2', 6],
      ['op6', 6],
      ['op7', 5],
    ] as const)
      for (let n = 0; n < count; n++)
        await world.case({
          ...{ item: 'enterprise-pension-resumption', opened: '2024-11-20 09:00' },
          steps: [{ duty: 'handle', by, at: `2024-11-20 09:${two(n)}` }],
        });
    expect(await world.find('many-back-payments', '2024-11-01', '2024-12-01')).toMatchObject([
      { facts: { cases: 34, median: 6 }, people: [await world.person('op1')] },
    ]);
    expect(await world.find('many-back-payments', '2024-11-01', '2024-12-01', { timesMedian: 6 })).toEqual([]);
  });

  it('parameter-changed-around-batch: twenty hours before, ten after, not three days before', async () => {
    await world.case({ item: 'payment-batch', opened: '2024-12-14 09:00', closed: '2024-12-15 12:00' });
    for (const closed of ['2024-12-14 16:00', '2024-12-15 22:00', '2024-12-12 11:00'])
      await world.case({ item: 'parameter-change', opened: closed, closed });
    const found = await world.find('parameter-changed-around-batch', '2024-12-01', '2025-01-01');
    expect(found.map(({ facts }) => [facts.when, facts.hours]).toSorted()).toEqual([
      ['after', 10],
      ['before', 20],
    ]);
  });
});
