import { afterCommit, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { tellHere } from '../changes.ts';

/**
 * The centre's policy lock, first of the order centre → person (ascending id) → request or case. Shared by whoever
 * judges grants, exclusive for whoever changes units, items, roles, rules or chains. Held to the transaction's end.
 */
export async function lockPolicy(
  transaction: Transaction,
  centre: string,
  mode: 'shared' | 'exclusive',
): Promise<void> {
  const key = sql`hashtextextended(${`policy:${centre}`}, 0)`;
  if (mode === 'shared') await sql`select pg_advisory_xact_lock_shared(${key})`.execute(transaction);
  else await sql`select pg_advisory_xact_lock(${key})`.execute(transaction);
}

/**
 * Taken by whoever is about to ask for removals or to decide on one, before all other locks: of two that would together leave a duty without anybody,
 * the later sees the earlier. What is reckoned meanwhile holds up other removals only.
 */
export async function lockRemovals(transaction: Transaction, centre: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`removals:${centre}`}, 0))`.execute(transaction);
}

export type PersonLock = 'update' | 'key share';

/**
 * Locks people's rows in ascending id, each in the stronger of the modes asked for. A change of someone's grants and
 * their departure take `update`; whoever merely acts takes `key share`, which a departure waits for and excludes.
 */
export async function lockPeople(
  transaction: Transaction,
  centre: string,
  wanted: [string, PersonLock][],
): Promise<void> {
  const modes = new Map<string, PersonLock>();
  for (const [person, mode] of wanted) if (mode === 'update' || !modes.has(person)) modes.set(person, mode);
  for (const [person, mode] of [...modes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const query = transaction
      .selectFrom('access.person')
      .select('id')
      .where('centre', '=', centre)
      .where('id', '=', person);
    await (mode === 'update' ? query.forUpdate() : query.forKeyShare()).execute();
  }
}

/**
 * Raises the centre's epoch and tells every process after the commit, this one before the change is answered: it never answers from what
 * it remembered before. `person`, `resource`: only theirs, only it changed.
 */
export async function raiseEpoch(
  transaction: Transaction,
  centre: string,
  change: { person?: string; departed?: true; policy?: true; resource?: { type: string; id: string } },
): Promise<number> {
  const told = JSON.stringify({ centre, ...change });
  const { rows } = await sql<{ epoch: number }>`with raised as (
      update access.centre set epoch = epoch + 1 ${change.policy ? sql`, policy_epoch = epoch + 1` : sql``}
      where centre = ${centre} returning epoch)
    select epoch, pg_notify('zhiheng_access', (${told}::jsonb || jsonb_build_object('epoch', epoch))::text) from raised`.execute(
    transaction,
  );
  const [{ epoch } = requireCentre(centre)] = rows;
  const { policy, departed: _, ...only } = change;
  afterCommit(transaction, (database) => tellHere(database, policy ? { centre } : { centre, ...only }));
  return epoch;
}

function requireCentre(centre: string): never {
  throw new Error(`There is no centre ${centre} whose epoch could be raised.`);
}
