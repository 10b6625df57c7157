import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Account } from './account-store.ts';

export interface StoredUpstream {
  centre: string;
  name: { zh: string; en: string };
  issuer: string;
  client_id: string;
  proof: 'secret' | 'key';
  sealed: Buffer;
  signing_alg: string;
  claim: string;
  acr: Record<string, string>;
}

export interface OfferedUpstream {
  centre: string;
  name: { zh: string; en: string };
}

export async function offeredUpstreams(transaction: Transaction): Promise<OfferedUpstream[]> {
  const { rows } = await sql<OfferedUpstream>`select centre, name from identity.upstreams()`.execute(transaction);
  return rows;
}

export async function findUpstream(transaction: Transaction, centre: string): Promise<StoredUpstream | undefined> {
  return transaction
    .selectFrom('identity.upstream')
    .select(['centre', 'name', 'issuer', 'client_id', 'proof', 'sealed', 'signing_alg', 'claim', 'acr'])
    .where('centre', '=', centre)
    .$narrowType<StoredUpstream>()
    .executeTakeFirst();
}

export async function putUpstream(transaction: Transaction, { centre, ...upstream }: StoredUpstream): Promise<void> {
  const facts = {
    ...upstream,
    name: JSON.stringify(upstream.name),
    acr: JSON.stringify(upstream.acr),
    changed_at: sql<Date>`clock_timestamp()`,
  };
  await transaction
    .insertInto('identity.upstream')
    .values({ centre, ...facts })
    .onConflict((conflict) => conflict.column('centre').doUpdateSet(facts))
    .execute();
}

/** False when there was none. */
export async function dropUpstream(transaction: Transaction, centre: string): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('identity.upstream')
    .where('centre', '=', centre)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** The account of whoever has this staff number, which one person of a centre has: the active one, else the newest. */
export async function accountOfStaffNumber(
  transaction: Transaction,
  centre: string,
  staffNumber: string,
): Promise<Account | undefined> {
  return transaction
    .selectFrom('access.published_person as p')
    .innerJoin('access.published_account as a', (join) =>
      join.onRef('a.centre', '=', 'p.centre').onRef('a.person', '=', 'p.person'),
    )
    .select(['a.centre', 'a.account', 'a.person', 'a.username', 'p.name', 'a.state'])
    .where('p.centre', '=', centre)
    .where('p.staff_number', '=', staffNumber)
    .orderBy('a.state')
    .orderBy('a.created_at', 'desc')
    .$narrowType<Account>()
    .executeTakeFirst();
}
