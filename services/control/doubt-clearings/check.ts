import { type DoubtClearing, maskText, noSuch, type SpotCheckInput } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { lacking, type Standing, standingOf, standingWithSight } from '../doubts/standing.ts';
import { dutiesOf, insertActs, involvedIn, takeDuty } from '../store/doubt-act-store.ts';
import {
  type ClearingRow,
  findClearing,
  lockClearing,
  settleCleared,
  settleLine,
  updateClearing,
} from '../store/doubt-clearing-store.ts';
import { lockDoubt } from '../store/doubt-store.ts';
import { append } from '../store/log-store.ts';
import { checked } from './spot-check.ts';

/** Who clears and who checks see what was cleared. Throws `not-permitted`. */
export async function requireSpotSight(transaction: Transaction, caller: PersonCaller): Promise<Standing> {
  const standing = await standingOf(transaction, caller);
  if (standing.sees !== null) throw lacking('review', 'case');
  return standing;
}

/** Throws `not-found`. */
export async function clearingOf(transaction: Transaction, centre: string, id: string): Promise<ClearingRow> {
  const found = await findClearing(transaction, centre, id);
  if (!found) throw new Problem('not-found', noSuch('doubt-clearing', id));
  return found;
}

/**
 * Checks one of what was drawn: right, and it is closed; wrong, and it is open again, as is more with it (`spot-check.ts`). Throws
 * `not-permitted`, `not-found`, `doubt-state` where it is not drawn or was checked, `doubt-involved`, `doubt-other-duty` for who cleared it.
 */
export async function checkOne(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  { doubt, passed: good, note }: SpotCheckInput,
  trace: Trace,
): Promise<ClearingRow> {
  const { centre, person } = caller;
  const standing = await standingWithSight(transaction, caller);
  if (!standing.reviews) throw lacking('review', 'case');
  await lockClearing(transaction, centre, id);
  const clearing = await clearingOf(transaction, centre, id);
  await lockDoubt(transaction, centre, doubt);
  if ((await involvedIn(transaction, centre, person, [doubt])).has(doubt)) throw new Problem('doubt-involved');
  const held = (await dutiesOf(transaction, centre, person, [doubt])).get(doubt);
  if (clearing.clearedById === person || (held && held !== 'review')) throw new Problem('doubt-other-duty');
  const result = good ? 'passed' : 'failed';
  const one = { doubt, drawn: clearing.drawn, result, person, note: maskText(note) } as const;
  if (clearing.state !== 'checking' || !(await settleLine(transaction, centre, id, one)))
    throw new Problem('doubt-state');
  await takeDuty(transaction, centre, person, 'review', [doubt]);
  const next = checked(clearing, good);
  await settle(transaction, caller, id, { good, doubt, note: one.note });
  if (next.state !== 'checking') await settle(transaction, caller, id, { good: next.state === 'passed' });
  await updateClearing(transaction, centre, id, next);
  await append(transaction, centre, [
    {
      ...trace,
      ...{
        action: good ? 'doubt.check-passed' : 'doubt.reopened',
        outcome: 'done',
        targetType: 'doubt',
        target: doubt,
      },
      after: { clearing: id, ...next },
    },
    ...(next.state === 'checking'
      ? []
      : [
          {
            ...trace,
            ...({ action: next.state === 'passed' ? 'doubt-clearing.passed' : 'doubt-clearing.returned' } as const),
            ...({ outcome: 'done', targetType: 'doubt-clearing', target: id } as const),
            after: { ...next },
          },
        ]),
  ]);
  return clearingOf(transaction, centre, id);
}

/** Closes or opens again one doubt, or all that is left of the clearing, each with its act. */
async function settle(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  clearing: string,
  { good, doubt, note }: { good: boolean; doubt?: string; note?: string },
): Promise<void> {
  const to = good ? 'closed' : 'open';
  const settled = await settleCleared(transaction, centre, clearing, {
    ...{ to, person },
    ...(doubt === undefined ? {} : { doubt }),
  });
  await insertActs(
    transaction,
    centre,
    settled.map((one) => ({
      ...{ doubt: one, act: good ? 'pass' : 'reopen', from: 'cleared', to, person, note, facts: { clearing } },
      duty: doubt === undefined ? null : 'review',
    })),
  );
}

export const clearingDocument = ({ clearedById, clearedAt, seed, ...row }: ClearingRow): DoubtClearing => ({
  ...row,
  clearedAt: clearedAt.toISOString(),
  seed: seed.toString('hex'),
});
