import type { ThinlyCoveredDuty, Transfer } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

type TransferEffects = NonNullable<Transfer['effects']>;

/** Who covers what a transfer leaves without a second person; `by`: ids, usernames where it is read. */
export interface StoredCover {
  by: string[];
  until: string;
  note: string;
  duties: ThinlyCoveredDuty[];
}

export interface TransferRow {
  id: string;
  person: string;
  username: string | null;
  name: string;
  fromUnit: string;
  fromPost: string;
  unit: string;
  post: string;
  at: Date;
  reason: string;
  state: Transfer['state'];
  by: string | null;
  client: string;
  effects: TransferEffects | null;
  cover: StoredCover | null;
}

export interface NewTransfer {
  person: string;
  from: { unit: string; post: string };
  to: { unit: string; post: string };
  /** Absent: at once. */
  at: Date | null;
  reason: string;
  orderedBy: string | null;
  client: string;
  cover?: StoredCover | null;
}

/** Records a transfer that is planned, or that this transaction does. Gives its id. */
export async function insertTransfer(transaction: Transaction, centre: string, one: NewTransfer): Promise<string> {
  const id = newId();
  const planned = one.at !== null;
  await sql`insert into access.transfer
      (centre, id, person, from_unit, from_post, unit, post, at, reason, ordered_by, client, cover, state, closed_at, done_in)
    values (${centre}, ${id}, ${one.person}, ${one.from.unit}, ${one.from.post}, ${one.to.unit}, ${one.to.post},
      coalesce(${one.at}::timestamptz, clock_timestamp()), ${one.reason}, ${one.orderedBy}, ${one.client},
      ${one.cover ? JSON.stringify(one.cover) : null}::jsonb,
      ${planned ? 'planned' : 'done'}, case when not ${planned} then clock_timestamp() end,
      case when not ${planned} then pg_current_xact_id() end)`.execute(transaction);
  return id;
}

/** A planned transfer that this transaction does, from where the person is by now. */
export async function markTransferDone(
  transaction: Transaction,
  centre: string,
  id: string,
  from: { unit: string; post: string },
): Promise<void> {
  await sql`update access.transfer set state = 'done', from_unit = ${from.unit}, from_post = ${from.post},
      closed_at = clock_timestamp(), done_in = pg_current_xact_id()
    where centre = ${centre} and id = ${id} and state = 'planned'`.execute(transaction);
}

/** Keeps what a transfer did, in its transaction. */
export async function keepTransferEffects(
  transaction: Transaction,
  centre: string,
  id: string,
  effects: TransferEffects,
): Promise<void> {
  await sql`update access.transfer set effects = ${JSON.stringify(effects)}::jsonb
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** Takes back what is planned: one transfer, or whatever is planned of a person. Gives their ids. */
export async function cancelTransfers(
  transaction: Transaction,
  centre: string,
  which: { id: string } | { person: string },
): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`update access.transfer set state = 'cancelled', closed_at = clock_timestamp()
    where centre = ${centre} and ${'id' in which ? sql`id = ${which.id}` : sql`person = ${which.person}`} and state = 'planned'
    returning id`.execute(transaction);
  return rows.map(({ id }) => id);
}

/** All that are planned, from where each person is by now. */
export async function plannedTransfers(
  transaction: Transaction,
  centre: string,
): Promise<{ person: string; from: NewTransfer['from']; to: NewTransfer['to'] }[]> {
  const { rows } = await sql<{ person: string; from: NewTransfer['from']; to: NewTransfer['to'] }>`select t.person,
      json_build_object('unit', p.unit, 'post', p.post) as "from", json_build_object('unit', t.unit, 'post', t.post) as "to"
    from access.transfer t join access.person p on p.centre = t.centre and p.id = t.person
    where t.centre = ${centre} and t.state = 'planned' and p.state = 'active' order by t.id`.execute(transaction);
  return rows;
}

/** Planned transfers whose instant has come, the earliest first. */
export async function dueTransfers(
  transaction: Transaction,
  centre: string,
): Promise<{ id: string; person: string }[]> {
  const { rows } = await sql<{ id: string; person: string }>`select id, person from access.transfer
    where centre = ${centre} and state = 'planned' and at <= clock_timestamp() order by at, id limit 200`.execute(
    transaction,
  );
  return rows;
}

export interface TransferFilter {
  id?: string;
  person?: string;
  state?: string;
  /** Units of which somebody left or came: theirs are seen. */
  units?: string[];
  only?: string;
  before?: string;
  limit: number;
}

const username = (person: string) =>
  sql.raw(`(select username from access.account a where a.centre = t.centre and a.person = ${person}
    order by created_at desc limit 1)`);

/** Newest first. */
export async function listTransfers(
  transaction: Transaction,
  centre: string,
  filter: TransferFilter,
): Promise<TransferRow[]> {
  const { id = null, person = null, state = null, units = null, only = null, before = null, limit } = filter;
  const { rows } = await sql<TransferRow>`select t.id, t.person, ${username('t.person')} as username, p.name,
      t.from_unit as "fromUnit", t.from_post as "fromPost", t.unit, t.post, t.at, t.reason, t.state,
      ${username('t.ordered_by')} as by, t.client, t.effects,
      t.cover || jsonb_build_object('by', (select jsonb_agg(coalesce(${username('who::uuid')}, who) order by nth)
        from jsonb_array_elements_text(t.cover -> 'by') with ordinality as one (who, nth))) as cover
    from access.transfer t join access.person p on p.centre = t.centre and p.id = t.person
    where t.centre = ${centre}
      and (${id}::uuid is null or t.id = ${id}::uuid)
      and (${person}::uuid is null or t.person = ${person}::uuid)
      and (${state}::text is null or t.state = ${state})
      and (${units}::text[] is null or t.from_unit = any(${units}::text[]) or t.unit = any(${units}::text[])
        or t.person = ${only}::uuid)
      and (${before}::uuid is null or t.id < ${before}::uuid)
    order by t.id desc limit ${limit}`.execute(transaction);
  return rows;
}

export async function readTransfer(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<TransferRow | undefined> {
  const [row] = await listTransfers(transaction, centre, { id, limit: 1 });
  return row;
}

/** Moves a person, by a transfer or a rehire that this transaction has recorded. */
export async function movePerson(
  transaction: Transaction,
  centre: string,
  person: string,
  to: { unit: string; post: string },
): Promise<void> {
  await sql`update access.person set unit = ${to.unit}, post = ${to.post}, state = 'active'
    where centre = ${centre} and id = ${person}`.execute(transaction);
}

/** Ends these grants, now or planned, by a transfer that this transaction has recorded. */
export async function endGrantsByTransfer(
  transaction: Transaction,
  centre: string,
  grants: readonly string[],
): Promise<void> {
  if (grants.length === 0) return;
  await sql`update access.grant
    set validity = case when lower(validity) >= clock_timestamp() then 'empty'::tstzrange
        else tstzrange(lower(validity), least(coalesce(upper(validity), 'infinity'), clock_timestamp()), '[)') end,
      ended_by = 'transfer'
    where centre = ${centre} and id = any(${grants}::uuid[]) and ended_by is null`.execute(transaction);
}
