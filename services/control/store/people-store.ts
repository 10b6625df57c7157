import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { HeldPermission } from './directory-store.ts';

/** A permission of somebody that is active at this moment. */
export interface Holding extends HeldPermission {
  person: string;
}

/** Everybody's permissions of these kinds that are active at this moment. */
export async function readHoldings(
  transaction: Transaction,
  centre: string,
  kinds: readonly (readonly [action: string, resource: string])[],
): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    select p.person, p.action, p.resource, p.items, p.effect, p.unit
    from access.published_permission p
    join unnest(${kinds.map(([action]) => action)}::text[], ${kinds.map(([, resource]) => resource)}::text[])
      as k(action, resource) on k.action = p.action and k.resource = p.resource
    where p.centre = ${centre} order by p.person`.execute(transaction);
  return rows;
}

/** Whose records these are. */
export async function humansOf(
  transaction: Transaction,
  centre: string,
  people: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ person: string; human: string }>`select person, human from access.published_human
    where centre = ${centre} and person = any(${people}::uuid[])`.execute(transaction);
  return new Map(rows.map(({ person, human }) => [person, human]));
}

/** The accounts by which these people may sign in now. */
export async function activeAccounts(
  transaction: Transaction,
  centre: string,
  people: readonly string[],
): Promise<{ person: string; account: string }[]> {
  const { rows } = await sql<{ person: string; account: string }>`select person, account from access.published_account
    where centre = ${centre} and person = any(${people}::uuid[]) and state = 'active'
    order by person`.execute(transaction);
  return rows;
}

/** Keeps the account and its person active until the transaction ends; false for one that is not. */
export async function holdAccount(transaction: Transaction, centre: string, account: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select access.hold_account(${centre}, ${account}) as held`.execute(
    transaction,
  );
  return rows[0]?.held === true;
}
