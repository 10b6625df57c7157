import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';

/** An event as it goes to one webhook. */
export interface OutgoingEvent {
  id: string;
  kind: string;
  aboutType: string;
  about: string;
  unit: string | null;
  /** The case in doubt, where a doubt is told of that has one. */
  case: string | null;
  dueAt: Date | null;
  at: Date;
}

/** Of which unit a thing is that is told of; what is of none, or of several, is not named here. */
const unitOf: Readonly<Record<string, RawBuilder<unknown>>> = {
  'self-check': sql`control.self_check`,
  approval: sql`control.approval`,
  recovery: sql`control.recovery`,
  doubt: sql`control.doubt`,
  finding: sql`control.finding`,
  rectification: sql`control.rectification`,
};

interface Event {
  kind: string;
  aboutType: string;
  about: string;
  dueAt: Date | null;
  nth: number;
}

/** Writes an event for each webhook that wants it, paused ones too; the same event once, whoever comes to it. */
export async function insertEvent(transaction: Transaction, centre: string, event: Event): Promise<void> {
  const { kind, aboutType, about, dueAt, nth } = event;
  const owned = unitOf[aboutType];
  const unit = owned
    ? sql`(select t.unit from ${owned} t where t.centre = ${centre} and t.id = ${about}::uuid)`
    : sql`null::text`;
  const ofCase =
    aboutType === 'doubt'
      ? sql`(select d."case" from control.doubt d where d.centre = ${centre} and d.id = ${about}::uuid)`
      : sql`null::uuid`;
  await sql`insert into control.webhook_delivery (centre, webhook, kind, about_type, about, unit, "case", due_at, nth)
    select w.centre, w.id, ${kind}, ${aboutType}, ${about}::uuid, ${unit}, ${ofCase}, ${dueAt}::timestamptz, ${nth}
    from control.webhook w where w.centre = ${centre} and w.state <> 'ended' and ${kind} = any(w.kinds)
    order by w.id on conflict do nothing`.execute(transaction);
}

export interface DeliveryRow extends OutgoingEvent {
  seq: number;
  state: 'pending' | 'delivered' | 'dead';
  attempts: number;
  nextAt: Date;
  failure: string | null;
  settledAt: Date | null;
}

const columns = sql`id, seq, kind, about_type as "aboutType", about, unit, "case", due_at as "dueAt", at, state, attempts,
  next_at as "nextAt", failure, settled_at as "settledAt"`;

/** Writes an event that only this webhook is sent. */
export async function insertTest(transaction: Transaction, centre: string, webhook: string): Promise<DeliveryRow> {
  const { rows } =
    await sql<DeliveryRow>`insert into control.webhook_delivery (centre, webhook, kind, about_type, about)
    values (${centre}, ${webhook}, 'test', 'webhook', ${webhook}) returning ${columns}`.execute(transaction);
  return rows[0] as DeliveryRow;
}

/** Newest first. */
export async function listDeliveries(
  transaction: Transaction,
  centre: string,
  webhook: string,
  { state, before, limit }: { state?: string; before?: number; limit: number },
): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`select ${columns} from control.webhook_delivery
    where centre = ${centre} and webhook = ${webhook}
      ${state === undefined ? sql`` : sql`and state = ${state}`} ${before === undefined ? sql`` : sql`and seq < ${before}`}
    order by seq desc limit ${limit}`.execute(transaction);
  return rows;
}

/** Has all that was given up tried anew, or gives up all that waits; gives how many. */
export async function revive(transaction: Transaction, centre: string, webhook: string): Promise<number> {
  const { numAffectedRows } = await sql`update control.webhook_delivery
    set state = 'pending', attempts = 0, next_at = clock_timestamp(), settled_at = null
    where centre = ${centre} and webhook = ${webhook} and state = 'dead'`.execute(transaction);
  return Number(numAffectedRows);
}

export async function giveUpAll(
  transaction: Transaction,
  centre: string,
  webhook: string,
  failure: string,
): Promise<number> {
  const { numAffectedRows } = await sql`update control.webhook_delivery
    set state = 'dead', settled_at = clock_timestamp(), failure = ${failure}
    where centre = ${centre} and webhook = ${webhook} and state = 'pending'`.execute(transaction);
  return Number(numAffectedRows);
}

/** Webhooks to which something may be due. */
export async function waitingWebhooks(transaction: Transaction, centre: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select w.id from control.webhook w
    where w.centre = ${centre} and w.state = 'active' and exists (
      select from control.webhook_delivery d where d.centre = w.centre and d.webhook = w.id and d.state = 'pending')
    order by w.id`.execute(transaction);
  return rows.map(({ id }) => id);
}

export interface Claimed {
  url: string;
  /** The secrets that sign it, the present one first. */
  sealed: Buffer[];
  /** The database's clock, in whole seconds. */
  second: number;
  event: OutgoingEvent & { seq: number; attempts: number };
}

/**
 * Takes the oldest that waits, if it is due and no other process sends to this webhook: nothing ever passes it. The try is counted
 * before it is made, so that one which kills its process is given up at last. Gives the webhook free when there is nothing to take, or
 * when the lease asked for is 0.
 */
export async function claimNext(
  transaction: Transaction,
  centre: string,
  webhook: string,
  { holder, lease }: { holder: string; lease: number },
): Promise<Claimed | undefined> {
  const { rows: free } = await sql<Pick<Claimed, 'url' | 'sealed' | 'second'>>`
    select url, floor(extract(epoch from clock_timestamp()))::float8 as second,
      array_remove(array[secret_sealed, case when previous_until > clock_timestamp() then previous_sealed end], null) as sealed
    from control.webhook where centre = ${centre} and id = ${webhook} and state = 'active'
      and (leased_by is null or leased_by = ${holder} or leased_until < clock_timestamp())
    for no key update skip locked`.execute(transaction);
  const [where] = free;
  if (!where) return undefined;
  const event = lease > 0 ? await countTry(transaction, centre, webhook) : undefined;
  const held = event ? sql`${holder}::uuid` : sql`null`;
  const until = event ? sql`clock_timestamp() + make_interval(secs => ${lease}::float8)` : sql`null`;
  await sql`update control.webhook set leased_by = ${held}, leased_until = ${until}
    where centre = ${centre} and id = ${webhook}`.execute(transaction);
  return event ? { ...where, event } : undefined;
}

async function countTry(
  transaction: Transaction,
  centre: string,
  webhook: string,
): Promise<Claimed['event'] | undefined> {
  const { rows } = await sql<Claimed['event']>`update control.webhook_delivery set attempts = attempts + 1
    where centre = ${centre} and webhook = ${webhook} and next_at <= clock_timestamp() and seq = (
      select min(seq) from control.webhook_delivery
      where centre = ${centre} and webhook = ${webhook} and state = 'pending')
    returning ${columns}`.execute(transaction);
  return rows[0];
}

/** What became of a try: false when the webhook was no longer this process's, or the delivery no longer waits. */
export async function settleDelivery(
  transaction: Transaction,
  centre: string,
  { webhook, seq, holder }: { webhook: string; seq: number; holder: string },
  { failure, dead, pause }: { failure: string | undefined; dead: boolean; pause: number },
): Promise<boolean> {
  const outcome =
    failure === undefined
      ? sql`failures = 0, delivered_at = clock_timestamp()`
      : sql`failures = failures + 1, failed_at = clock_timestamp(), failure = ${failure}, leased_by = null, leased_until = null`;
  const held = await sql`update control.webhook set ${outcome}
    where centre = ${centre} and id = ${webhook} and leased_by = ${holder} and state <> 'ended'`.execute(transaction);
  if (Number(held.numAffectedRows) === 0) return false;
  const state =
    failure === undefined
      ? sql`state = 'delivered', failure = null, settled_at = clock_timestamp()`
      : dead
        ? sql`state = 'dead', failure = ${failure}, settled_at = clock_timestamp()`
        : sql`failure = ${failure}, next_at = clock_timestamp() + make_interval(secs => ${pause}::float8)`;
  const settled = await sql`update control.webhook_delivery set ${state}
    where centre = ${centre} and webhook = ${webhook} and seq = ${seq} and state = 'pending'`.execute(transaction);
  return Number(settled.numAffectedRows) > 0;
}

/** Drops at most so many that are older than `days` by the database's clock. */
export async function dropOldDeliveries(
  transaction: Transaction,
  centre: string,
  { days, most }: { days: number; most: number },
): Promise<void> {
  await sql`delete from control.webhook_delivery where centre = ${centre} and (webhook, seq) in (
    select webhook, seq from control.webhook_delivery
    where centre = ${centre} and at < clock_timestamp() - make_interval(days => ${days}::int)
    order by at limit ${most})`.execute(transaction);
}
