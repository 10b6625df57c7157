import { type MyFactors, noSuch } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import { giveCodes } from './enrolment.ts';
import type { FactorContext } from './factor-context.ts';
import type { Holder } from './holder.ts';
import { findActiveAccount } from './store/account-store.ts';
import { dropFactor, type Factor, factorsOf, lockFactors, renameFactor } from './store/factor-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { append } from './store/log-store.ts';
import { codesLeft, replaceCodes } from './store/recovery-store.ts';

/** What a person sees of their own factors. */
export function myFactors({ database, required, party }: FactorContext, holder: Holder): Promise<MyFactors> {
  return inCentre(database, holder.centre, async (transaction) => ({
    required,
    passkeys: party.possible,
    recoveryCodes: await codesLeft(transaction, holder),
    data: (await factorsOf(transaction, holder)).map(({ createdAt, lastUsedAt, ...factor }) => ({
      ...factor,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
  }));
}

/** Throws `not-found`. */
export const nameFactor = (context: FactorContext, holder: Holder, id: string, name: string): Promise<void> =>
  change(context, holder, async (transaction, entry) => {
    const factor = known(await factorsOf(transaction, holder), id);
    await renameFactor(transaction, { ...holder, id }, name);
    return { ...entry, action: 'factor.named', ...facts(factor), before: { name: factor.name }, after: { name } };
  });

/** Throws `not-found`, and `last-factor` where everybody has to have one. */
export const removeFactor = (context: FactorContext, holder: Holder, id: string): Promise<void> =>
  change(context, holder, async (transaction, entry) => {
    const factors = await factorsOf(transaction, holder);
    const factor = known(factors, id);
    if (factors.length === 1 && context.required) throw new Problem('last-factor');
    await dropFactor(transaction, { ...holder, id });
    // Codes stand in for a factor; without one they would be the only way in, and nobody asks for them.
    if (factors.length === 1) await replaceCodes(transaction, holder, []);
    return { ...entry, action: 'factor.removed', ...facts(factor) };
  });

/** New recovery codes; the former are void. */
export async function renewCodes(context: FactorContext, holder: Holder): Promise<string[]> {
  let codes: string[] = [];
  await change(context, holder, async (transaction, entry) => {
    if ((await factorsOf(transaction, holder)).length === 0) throw new Problem('not-found', noSuch('factor', null));
    codes = await giveCodes(transaction, context, holder);
    return { ...entry, action: 'recovery-codes.renewed', details: { codes: codes.length } };
  });
  return codes;
}

const facts = ({ id, kind, name }: Factor) => ({ targetType: 'factor', target: id, details: { kind, name } });

function known(factors: Factor[], id: string): Factor {
  const factor = factors.find((one) => one.id === id);
  if (!factor) throw new Problem('not-found', noSuch('factor', id));
  return factor;
}

/** A change of one's own factors and its entry; the account has to be active at this moment. */
function change(
  { database, trace, client }: FactorContext,
  holder: Holder,
  work: (transaction: Transaction, entry: Omit<LogEntry, 'action'>) => Promise<LogEntry>,
): Promise<void> {
  const { centre, account, person } = holder;
  return inCentre(database, centre, async (transaction) => {
    await lockFactors(transaction, holder);
    const known = await findActiveAccount(transaction, centre, account);
    if (!known) throw new Problem('account-disabled');
    const entry = { ...trace, client, actor: known.username, person, account, outcome: 'done' } as const;
    await append(transaction, centre, await work(transaction, entry));
  });
}
