import type { SignIns } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Trace } from '@zhiheng/http';
import { browserName } from './browsers.ts';
import { findUse, putUse, type UseFacts } from './store/use-store.ts';

/** Keeps that the account was signed in to, in the transaction that admits it. */
export async function noteSignIn(
  transaction: Transaction,
  centre: string,
  account: string,
  by: { trace: Pick<Trace, 'address'>; client: string; userAgent: string | undefined },
): Promise<void> {
  const { trace, client, userAgent } = by;
  await putUse(transaction, centre, account, { address: trace.address, client, browser: browserName(userAgent) });
}

/** What the holder of an account is shown of its use. */
export async function signInsOf(transaction: Transaction, centre: string, account: string): Promise<SignIns> {
  const use = await findUse(transaction, centre, account);
  return { last: shown(use?.last), before: shown(use?.before) };
}

const shown = (facts: UseFacts | null | undefined): SignIns['last'] =>
  facts ? { ...facts, at: facts.at?.toISOString() ?? null, failedAt: facts.failedAt?.toISOString() ?? null } : null;
