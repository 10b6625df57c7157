import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { type CaseRow, readCases } from './store/case-store.ts';
import { usernamesOf } from './store/people-store.ts';

/** A case as it is told: with its policy and the usernames of those who took part. */
export interface ToldCase {
  policy: CentrePolicy;
  one: CaseRow;
  names: ReadonlyMap<string, string>;
}

/** One case that is there. */
export async function told(transaction: Transaction, policy: CentrePolicy, id: string): Promise<ToldCase> {
  const [one] = await readCases(transaction, policy.centre, [id]);
  if (!one) throw new Error(`Case ${id} has vanished.`);
  return { policy, one, names: await usernamesOf(transaction, policy.centre, takingPart(one)) };
}

/** Ids of all who had a part in it. */
export const takingPart = ({ steps, cancellation }: CaseRow): string[] => [
  ...steps.map(({ person }) => person),
  ...(cancellation ? [cancellation.by] : []),
];
