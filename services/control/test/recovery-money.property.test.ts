import { shanghaiDate } from '@zhiheng/calendar';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { type PersonCaller, Problem } from '@zhiheng/http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BalanceLine, balanceOf } from '../recoveries/balance.ts';
import { standingOf } from '../recoveries/instalments.ts';
import { recordMovement, reverseLine } from '../recoveries/lines.ts';
import { openByHand } from '../recoveries/open.ts';
import { decideRecovery, handleRecovery } from '../recoveries/order.ts';
import { linesOf } from '../store/recovery-line-store.ts';
import { findRecovery } from '../store/recovery-store.ts';
import { confirmDoubt, foundRecovering, type Recovering } from './recovering.ts';

/** Whatever is paid, deducted, told of twice and taken back, by however many at once: money neither appears nor vanishes. */
const settledOn = shanghaiDate(Date.now() - 86_400_000);
const trace = { client: 'test' } as never;
const amountFen = 1_000;

let test: TestDatabase;
let database: Database;
let people: Record<keyof Recovering, PersonCaller>;
beforeAll(async () => {
  test = await openTestDatabase();
  const found = Object.entries(await foundRecovering(test, 'north'));
  people = Object.fromEntries(
    found.map(([name, one]) => [name, { kind: 'person', scopes: [], client: 'console', ...one }]),
  ) as unknown as typeof people;
  database = await test.connect('control');
});
afterAll(() => test.drop());

const within = <T>(work: Parameters<typeof inCentre<T>>[2]) => inCentre(database, 'north', work);

async function ordered(): Promise<string> {
  const about = await confirmDoubt(test, 'north', amountFen);
  return within(async (transaction) => {
    const id = await openByHand(transaction, people.handler, { source: 'doubt', about, basis: '多发', trace });
    await handleRecovery(transaction, people.handler, { id, dueOn: shanghaiDate(Date.now() + 86_400_000), trace });
    await decideRecovery(transaction, people.reviewer, { id, duty: 'review', verdict: 'agree', trace });
    await decideRecovery(transaction, people.approver, { id, duty: 'approve', verdict: 'agree', trace });
    return id;
  });
}

type Act =
  | { do: 'pay'; kind: 'received' | 'deducted'; amountFen: number; reference: number }
  | { do: 'reverse'; nth: number };
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      kind: fc.constantFrom('received' as const, 'deducted' as const),
      amountFen: fc.constantFrom(1, 300, 700),
      reference: fc.integer({ min: 0, max: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reverse' as const), nth: fc.nat(5) }) },
);

const again: Act = { do: 'pay', kind: 'received', amountFen: 300, reference: 0 };

const refusals = new Set(['above-outstanding', 'reference-used', 'already-recorded']);

it('each interleaving leaves what the lines add up to, and counts nothing twice', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { maxLength: 4 }), async (rounds) => {
      const id = await ordered();
      const run = newId();
      for (const together of rounds) {
        const before = await within((transaction) => linesOf(transaction, 'north', id));
        const moving = before.filter(({ kind }) => kind === 'received' || kind === 'deducted');
        const outcomes = await Promise.all(
          together.map((one) =>
            within((transaction) =>
              one.do === 'pay'
                ? recordMovement(transaction, people.handler, {
                    id,
                    movement: {
                      kind: one.kind,
                      amountFen: one.amountFen,
                      reference: `${run}/${one.reference}`,
                      settledOn,
                      ...(one.kind === 'deducted' ? { deductedFrom: 'benefit' as const } : {}),
                    },
                    trace,
                  })
                : moving.length === 0
                  ? Promise.resolve()
                  : reverseLine(transaction, people.reviewer, {
                      id,
                      line: (moving[one.nth % moving.length] as { id: string }).id,
                      reason: '误记',
                      trace,
                    }),
            ).then(
              () => 'done',
              (error: unknown) => {
                if (!(error instanceof Problem) || !refusals.has(error.code)) throw error;
                return error.code;
              },
            ),
          ),
        );
        const lines = await within((transaction) => linesOf(transaction, 'north', id));
        const row = await within((transaction) => findRecovery(transaction, 'north', id));
        const balance = balanceOf(lines);
        expect(row).toMatchObject({
          receivedFen: balance.receivedFen,
          deductedFen: balance.deductedFen,
          writtenOffFen: balance.writtenOffFen,
          outstandingFen: balance.outstandingFen,
          state: balance.outstandingFen === 0 ? 'settled' : 'ordered',
        });
        expect(balance.owedFen).toBe(amountFen);
        expect(balance.outstandingFen).toBeGreaterThanOrEqual(0);
        expect(lines.at(-1)?.outstandingFen).toBe(balance.outstandingFen);
        // Each act that was done is a line or was there before; each line was asked for.
        const fresh = lines.slice(before.length);
        expect(fresh.length).toBeLessThanOrEqual(outcomes.filter((one) => one === 'done').length);
        const references = lines.flatMap(({ reference }) => (reference === null ? [] : [reference]));
        expect(new Set(references).size).toBe(references.length);
        for (const [at, one] of together.entries())
          if (one.do === 'pay' && outcomes[at] === 'done')
            expect(lines).toContainEqual(
              expect.objectContaining({
                kind: one.kind,
                amountFen: one.amountFen,
                reference: `${run}/${one.reference}`,
              }),
            );
        // Alone, an act is refused exactly when the model says so.
        if (together.length === 1) expect(outcomes[0]).toBe(foretold(together[0] as Act, before, moving, run));
      }
    }),
    { numRuns: 12, examples: [[[[again, again], [again]]]] },
  );
});

function foretold(
  one: Act,
  before: readonly BalanceLine[],
  moving: readonly (BalanceLine & { reference: string | null })[],
  run: string,
): string {
  if (one.do === 'reverse') {
    const line = moving[one.nth % Math.max(1, moving.length)];
    return line && before.some(({ reverses }) => reverses === line.id) ? 'already-recorded' : 'done';
  }
  const used = moving.find(({ reference }) => reference === `${run}/${one.reference}`);
  if (used) return used.kind === one.kind && used.amountFen === one.amountFen ? 'done' : 'reference-used';
  return one.amountFen > balanceOf(before).outstandingFen ? 'above-outstanding' : 'done';
}

it('what was paid goes to the earliest instalments first, to the last fen', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 20 }),
      fc.nat(2e10),
      (amounts, owed) => {
        const plan = amounts.map((fen, at) => ({
          dueOn: `2026-01-${String(at + 1).padStart(2, '0')}`,
          amountFen: fen,
        }));
        const agreed = amounts.reduce((sum, fen) => sum + fen, 0);
        const standing = standingOf(plan, owed, '2026-01-10');
        const paid = standing.reduce((sum, { paidFen }) => sum + paidFen, 0);
        expect(paid).toBe(Math.max(0, agreed - owed));
        const open = standing.findIndex(({ paidFen, amountFen: fen }) => paidFen < fen);
        expect(standing.slice(open + 1).every(({ paidFen }) => open === -1 || paidFen === 0)).toBe(true);
        for (const { dueOn, paidFen, amountFen: fen, overdue } of standing)
          expect(overdue).toBe(paidFen < fen && dueOn < '2026-01-10');
      },
    ),
  );
});
