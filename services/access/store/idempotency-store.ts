import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';

export type Operation =
  | 'case'
  | 'step'
  | 'departure'
  | 'relation'
  | 'deputy'
  | 'certification'
  | 'access-request'
  | 'draft'
  | 'comment';

/** Which key, of whom: each caller and kind of act has keys of its own. */
export interface KeyName {
  caller: string;
  operation: Operation;
  key: string;
}

export interface Kept extends KeyName {
  digest: string;
  /** Id of what was made. */
  made: string;
}

/** One try of a key at a time. The first of all locks, so that nobody waits for it who holds another. */
export async function lockKey(
  transaction: Transaction,
  centre: string,
  { caller, operation, key }: KeyName,
): Promise<void> {
  const name = JSON.stringify(['retry', centre, caller, operation, key]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
}

/** Keys by their parts, each in the same place. */
export interface KeyNames {
  callers: readonly string[];
  operations: readonly string[];
  keys: readonly string[];
}

export const keyNames = (names: readonly KeyName[]): KeyNames => ({
  callers: names.map(({ caller }) => caller),
  operations: names.map(({ operation }) => operation),
  keys: names.map(({ key }) => key),
});

/** What was made under these keys so far. */
const keptUnder = (centre: string, { callers, operations, keys }: KeyNames): RawBuilder<Kept> =>
  sql<Kept>`select i.caller, i.operation, i.key, i.digest, i.made
    from unnest(${callers}::text[], ${operations}::text[], ${keys}::text[]) as n(caller, operation, key)
    join access.idempotency i on i.centre = ${centre} and i.caller = n.caller and i.operation = n.operation and i.key = n.key`;

export const readKept = async (transaction: Transaction, centre: string, name: KeyName): Promise<Kept | undefined> =>
  (await keptUnder(centre, keyNames([name])).execute(transaction)).rows[0];

/** Keeps what was made, in a statement of its own or as part of another. `made`: as JSON. */
export const keeping = (centre: string, made: string): RawBuilder<unknown> =>
  sql`insert into access.idempotency (centre, caller, operation, key, digest, made)
    select ${centre}, k.caller, k.operation, k.key, k.digest, k.made from json_to_recordset(${made}::json)
      as k(caller text, operation text, key text, digest text, made uuid)`;

export async function keep(transaction: Transaction, centre: string, made: Kept): Promise<void> {
  await keeping(centre, JSON.stringify([made])).execute(transaction);
}

/** Drops at most so many of the centre's keys that are older than `days` by the database's clock; gives how many. */
export async function dropOldest(
  transaction: Transaction,
  centre: string,
  { days, most }: { days: number; most: number },
): Promise<number> {
  const { numAffectedRows } = await sql`delete from access.idempotency
    where centre = ${centre} and (caller, operation, key) in (
      select caller, operation, key from access.idempotency
      where centre = ${centre} and at < clock_timestamp() - make_interval(days => ${days}::int) order by at limit ${most})`.execute(
    transaction,
  );
  return Number(numAffectedRows);
}
