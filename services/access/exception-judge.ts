import { noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import type { Judgement } from './judgement.ts';
import { type Asked, termsOf } from './request-asked.ts';
import { type ExceptionRow, standingExceptions } from './store/exception-store.ts';
import { findPerson } from './store/people-store.ts';
import { suspendedPeople } from './store/suspension-store.ts';

/** An exception is looked at anew at least once a year. */
const longestDays = 366;

/** Whether an exception could begin at this moment. That somebody breaks the rule already is not asked. */
export async function judgeException(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Asked,
  person: string,
  at: number,
): Promise<Judgement> {
  const problem = await refusal(transaction, policy, asked, person, at);
  return { ...(problem ? { problem } : {}), blocking: [], observed: [] };
}

async function refusal(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Asked,
  person: string,
  at: number,
): Promise<Problem | undefined> {
  const { items, controlOwner } = termsOf(asked);
  if (!policy.compiled.ruleOf.has(asked.rule as string))
    return fieldProblem('unknown-code', '/rule', noSuch('rule', asked.rule));
  const owner = await findPerson(transaction, policy.centre, controlOwner);
  if (owner?.state !== 'active') return new Problem('not-active', said('control-owner-left'));
  if ((await suspendedPeople(transaction, policy.centre, [owner.id])).size > 0)
    return new Problem('suspended', said('control-owner-suspended'));
  const from = Math.max(asked.validFrom?.getTime() ?? at, at);
  const until = asked.validUntil?.getTime() as number;
  if (until - from > longestDays * 86_400_000)
    return new Problem('too-long', said('exception-longest', { days: longestDays }));
  const standing = await standingExceptions(transaction, policy.centre, person, asked.rule as string);
  // One whose control nobody owns any more is asked for anew, with another owner, and takes the old one's place.
  const covered = standing.some(
    (one) =>
      !one.ownerGone && one.validFrom.getTime() <= from && until <= one.validUntil.getTime() && covers(one, items),
  );
  return covered ? new Problem('already-exists', said('exception-covers')) : undefined;
}

/** Whether an exception is on all of these items, or on all there are. */
export const covers = (exception: Pick<ExceptionRow, 'items'>, items: readonly string[] | null = null): boolean =>
  exception.items === null || (items?.every((item) => exception.items?.includes(item)) ?? false);
