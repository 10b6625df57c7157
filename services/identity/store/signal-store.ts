import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** What identity itself has to tell. */
export interface RaisedSignal {
  event: string;
  person?: string | undefined;
  account?: string | undefined;
  facts: Record<string, unknown>;
}

/** Kept with the change that it tells of, in its transaction. */
export async function raise(transaction: Transaction, centre: string, signals: readonly RaisedSignal[]): Promise<void> {
  if (signals.length === 0) return;
  const rows = signals.map(({ event, person = null, account = null, facts }) => ({ event, person, account, facts }));
  await sql`insert into identity.signal (centre, event, person, account, facts)
    select ${centre}, event, person, account, facts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(event text, person uuid, account uuid, facts jsonb)`.execute(
    transaction,
  );
}

export interface TakenSignal {
  event: string;
  person: string;
  facts: Record<string, unknown>;
  at: Date;
}

/** Takes what identity has raised away, in its order. What is about an account that is nobody's is dropped. */
export async function takeRaised(transaction: Transaction, centre: string): Promise<TakenSignal[]> {
  const { rows } = await sql<TakenSignal>`with taken as (
      delete from identity.signal where centre = ${centre} returning id, event, person, account, facts, at)
    select t.event, coalesce(t.person, a.person) as person, t.facts, t.at from taken t
    left join access.published_account a on a.centre = ${centre} and a.account = t.account
    where coalesce(t.person, a.person) is not null order by t.id`.execute(transaction);
  return rows;
}

/** One process at a time puts what happened in a centre to its streams. */
export async function lockPosition(transaction: Transaction, centre: string): Promise<void> {
  await sql`insert into identity.signal_position (centre) values (${centre}) on conflict do nothing`.execute(
    transaction,
  );
  await sql`select from identity.signal_position where centre = ${centre} for update`.execute(transaction);
}

export interface AccountChange {
  change: string;
  person: string;
  state: 'active' | 'disabled' | 'suspended';
  reason: string | null;
  at: Date;
}

export interface NewChanges {
  changes: AccountChange[];
  /** The oldest transaction that ran when they were read: below it there is nothing to come. */
  horizon: string;
}

/** Committed changes of accounts that were not taken yet, in the order of each account's own. */
export async function newChanges(transaction: Transaction, centre: string): Promise<NewChanges> {
  const { rows } = await sql<{ horizon: string; changes: AccountChange[] }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, coalesce((
      select jsonb_agg(jsonb_build_object('change', c.change::text, 'person', c.person, 'state', c.state, 'reason', c.reason, 'at', c.at)
        order by c.change)
      from access.published_account_change c, identity.signal_position p
      where c.centre = ${centre} and p.centre = ${centre} and c.written_by >= p.seen and not exists (
        select from identity.signal_taken t where t.centre = ${centre} and t.change = c.change)), '[]') as changes`.execute(
    transaction,
  );
  const [{ horizon, changes } = { horizon: '0', changes: [] }] = rows;
  return { horizon, changes: changes.map((one) => ({ ...one, at: new Date(one.at) })) };
}

/** Notes that they were taken, by name as long as an older transaction may still commit. */
export async function noteTaken(
  transaction: Transaction,
  centre: string,
  { changes, horizon }: NewChanges,
): Promise<void> {
  if (changes.length > 0)
    await sql`insert into identity.signal_taken (centre, change, written_by)
      select ${centre}, change, written_by from access.published_account_change
      where centre = ${centre} and change = any(${changes.map(({ change }) => change)}::bigint[])
        and written_by >= ${horizon}::xid8`.execute(transaction);
  await sql`delete from identity.signal_taken where centre = ${centre} and written_by < ${horizon}::xid8`.execute(
    transaction,
  );
  await sql`update identity.signal_position set seen = ${horizon}::xid8
    where centre = ${centre} and seen is distinct from ${horizon}::xid8`.execute(transaction);
}

/** Whether anything is to be put to streams: without a lock, for who looks again and again. */
export async function anythingNew(transaction: Transaction, centre: string): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from identity.signal where centre = ${centre})
    or exists (select from access.published_account_change c
      where c.centre = ${centre}
        and c.written_by >= coalesce((select seen from identity.signal_position where centre = ${centre}), '0')
        and not exists (select from identity.signal_taken t where t.centre = ${centre} and t.change = c.change))
    as any`.execute(transaction);
  return rows[0]?.any === true;
}
