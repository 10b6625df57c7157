import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Drawing, type Drawn, meetsMoney } from '../draw.ts';
import { certainByMoney, type Member, type Plan, strataFields, stratumOf } from '../plan.ts';
import { quotasOf } from '../quotas.ts';
import { Smallest } from '../smallest.ts';
import { count, emptyFrame, type Frame } from '../tally.ts';

const ids = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
});
const members = fc.uniqueArray(
  fc.record({
    id: ids,
    item: fc.constantFrom('award', 'claim', 'stop'),
    risk: fc.constantFrom(1 as const, 2 as const, 3 as const),
    unit: fc.constantFrom('hall', 'town'),
    channel: fc.constantFrom('hall', null),
    operator: fc.constantFrom('ann', 'ben', 'eve', null),
    amountFen: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 5_000 })),
    must: fc.constantFrom<string[]>([], [], [], ['doubt']),
  }),
  { selector: ({ id }) => id, maxLength: 60 },
);
const quota = fc.record({ per10000: fc.integer({ min: 0, max: 10_000 }), least: fc.integer({ min: 0, max: 4 }) });
const plans: fc.Arbitrary<Plan> = fc.record({
  strata: fc.subarray([...strataFields]),
  bandsFen: fc.constant([100, 1_000]),
  method: fc.constantFrom('share' as const, 'count' as const, 'money' as const),
  quotas: fc.record({ risk1: quota, risk2: quota, risk3: quota }),
  count: fc.integer({ min: 0, max: 70 }),
  intervalFen: fc.integer({ min: 1, max: 4_000 }),
  perOperator: fc.integer({ min: 0, max: 3 }),
});
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** As a freeze makes it: from the interval on money is certain. */
const frozen = (all: Member[], plan: Plan): Member[] =>
  all.map((member) => (certainByMoney(member, plan) ? { ...member, must: [...member.must, 'interval'] } : member));

function drawn(all: readonly Member[], plan: Plan, seed: Uint8Array): { sample: Drawn[]; frame: Frame } {
  const frame = emptyFrame();
  for (const member of all) count(frame, member, plan);
  const drawing = new Drawing(plan, frame, seed);
  const again = emptyFrame();
  for (const [ordinal, member] of all.entries()) drawing.add(ordinal, member, count(again, member, plan));
  return { sample: drawing.sample(), frame };
}

describe('every draw', () => {
  it('has all that have to be in, nobody twice, of each stratum its quota and of each operator the least', () => {
    fc.assert(
      fc.property(members, plans, seeds, (raw, plan, seed) => {
        const all = frozen(raw, plan);
        const { sample, frame } = drawn(all, plan, seed);
        const within = new Set(sample.map(({ ordinal }) => ordinal));
        expect(within.size).toBe(sample.length);
        for (const [ordinal, { must }] of all.entries()) if (must.length > 0) expect(within.has(ordinal)).toBe(true);
        for (const [stratum, wanted] of quotasOf(plan, frame.strata)) {
          const of = sample.filter(
            ({ member, why }) => why === 'stratum' && stratumOf(member as Member, plan) === stratum,
          );
          expect(of.length).toBe(wanted);
        }
        for (const [operator, has] of frame.operators) {
          const of = sample.filter(({ member }) => member.operator === operator).length;
          expect(of).toBeGreaterThanOrEqual(Math.min(plan.perOperator, has));
        }
        const strata = [...frame.strata.values()].reduce((sum, size) => sum + size, 0);
        const money = all.filter(({ must, amountFen }) => plan.method === 'money' && !must.length && amountFen);
        expect(strata + frame.must + money.length).toBe(all.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same in whatever order the members are added', () => {
    fc.assert(
      fc.property(members, plans, seeds, fc.infiniteStream(fc.integer()), (raw, plan, seed, order) => {
        const all = frozen(raw, plan);
        const frame = emptyFrame();
        const places = all.map((member, ordinal) => ({ ordinal, member, place: count(frame, member, plan) }));
        const drawing = new Drawing(plan, frame, seed);
        const keys = new Map(places.map((place) => [place, order.next().value as number]));
        for (const { ordinal, member, place } of places.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0)))
          drawing.add(ordinal, member, place);
        expect(drawing.sample()).toEqual(drawn(all, plan, seed).sample);
      }),
      { numRuns: 150 },
    );
  });

  it('loses nobody when more is asked for', () => {
    fc.assert(
      fc.property(members, plans, seeds, fc.integer({ min: 0, max: 30 }), (all, plan, seed, more) => {
        if (plan.method === 'money') return;
        // The least of an operator hangs on what else was drawn of them: without it every sample contains the lesser one.
        const less = { ...plan, perOperator: 0 };
        const { risk1, risk2, risk3 } = less.quotas;
        const up = (quota: typeof risk1) => ({ ...quota, per10000: Math.min(10_000, quota.per10000 + more * 50) });
        const greater: Plan = {
          ...less,
          count: (less.count ?? 0) + more,
          quotas: { risk1: up(risk1), risk2: up(risk2), risk3: up(risk3) },
        };
        const [few, many] = [less, greater].map((one) => drawn(all, one, seed).sample.map(({ ordinal }) => ordinal));
        expect(many).toEqual(expect.arrayContaining(few as number[]));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a count', () => {
  it('is parted to the last one, by the sizes of the strata', () => {
    const sizes = new Map([
      ['["risk1"]', 70],
      ['["risk2"]', 20],
      ['["risk3"]', 10],
    ]);
    const plan = { method: 'count', count: 10 } as Plan;
    expect([...quotasOf(plan, sizes).values()]).toEqual([7, 2, 1]);
    expect([...quotasOf({ ...plan, count: 500 }, sizes).values()]).toEqual([70, 20, 10]);
    // The greatest gets no more than its share, which it would by other divisors: four of seven.
    const uneven = new Map(['a', 'b', 'c'].map((name, place) => [name, [53, 24, 23][place] as number]));
    expect([...quotasOf({ ...plan, count: 7 }, uneven).values()]).toEqual([3, 2, 2]);
  });
});

describe('a share', () => {
  it('is rounded up, at least the least, at most all', () => {
    const plan = { method: 'share', quotas: { risk1: { per10000: 1_000, least: 3 } } } as Plan;
    const of = (members: number) => quotasOf(plan, new Map([['["risk1"]', members]])).get('["risk1"]');
    expect([2, 30, 31, 40, 41].map(of)).toEqual([2, 3, 4, 4, 5]);
  });
});

describe('a point of money', () => {
  it('meets the amount in which it lies, its first fen among it and the one after its last not', () => {
    const met = (from: number, amount: number) => meetsMoney(from, amount, 30, 100);
    expect([met(30, 1), met(29, 1), met(31, 99), met(31, 100), met(130, 1), met(0, 30), met(0, 31)]).toEqual([
      true,
      false,
      false,
      true,
      true,
      false,
      true,
    ]);
  });
});

describe('the least of many', () => {
  it('are those that sorting finds, however many and in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 400 }), fc.integer({ min: 0, max: 5 }), (values, most) => {
        const least = new Smallest<number>(most, (a, b) => a - b);
        for (const value of values) least.add(value);
        expect(least.values()).toEqual(values.toSorted((a, b) => a - b).slice(0, most));
      }),
    );
  });
});
