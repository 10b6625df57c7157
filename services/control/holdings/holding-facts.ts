import { type HoldingFacts, noSuch } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { readPaper } from '../sampling/papers.ts';
import { findHolding } from '../store/holding-store.ts';

/** What the system knows of the holding that a paper is about. Throws Problem `not-permitted`, `not-found`. */
export async function readHolding(
  transaction: Transaction,
  caller: PersonCaller,
  about: { inspection: string; paper: string },
): Promise<HoldingFacts> {
  const { id } = await readPaper(transaction, caller, about);
  const found = await findHolding(transaction, caller.centre, id);
  if (!found) throw new Problem('not-found', noSuch('grant', id));
  const { startsAt, endsAt, grantedAt, lastUsedAt, ...rest } = found;
  return {
    ...rest,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    grantedAt: grantedAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
