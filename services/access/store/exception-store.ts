import { newId, type Transaction } from '@zhiheng/database';
import type { Exception } from '@zhiheng/duties';
import { sql } from 'kysely';

/** An exception as the rules judge by it; `items` only where it does not cover all of them. */
export interface HeldException extends Exception {
  items?: string[];
}

interface Row {
  id: string;
  person: string;
  rule: string;
  items: string[] | null;
  from: Date;
  until: Date;
}

/** Exceptions that hold now or will: those of the named people, or of the whole centre. */
export async function currentExceptions(
  transaction: Transaction,
  centre: string,
  people?: readonly string[],
): Promise<HeldException[]> {
  const { rows } = await sql<Row>`select id, person, rule, items, lower(validity) as "from", upper(validity) as until
    from access.exception
    where centre = ${centre} ${people ? sql`and person = any(${people}::uuid[])` : sql``}
      and upper(validity) > clock_timestamp() and ended_at is null
    order by id`.execute(transaction);
  return rows.map(({ items, from, until, ...row }) => ({
    ...row,
    from: from.getTime(),
    until: until.getTime(),
    ...(items ? { items } : {}),
  }));
}

export interface NewException {
  rule: string;
  person: string;
  items: string[] | null;
  from: Date | null;
  until: Date;
  compensatingControl: string;
  controlOwner: string;
  request: string;
}

/** Starts at `from`, or at this moment when that is past or absent. */
export async function insertException(
  transaction: Transaction,
  centre: string,
  exception: NewException,
): Promise<string> {
  const id = newId();
  await sql`insert into access.exception (centre, id, rule, person, items, validity, compensating_control, control_owner, request)
    values (${centre}, ${id}, ${exception.rule}, ${exception.person}, ${exception.items}::text[],
      tstzrange(greatest(coalesce(${exception.from}::timestamptz, clock_timestamp()), clock_timestamp()), ${exception.until}::timestamptz, '[)'),
      ${exception.compensatingControl}, ${exception.controlOwner}, ${exception.request})`.execute(transaction);
  return id;
}

export interface ExceptionRow {
  id: string;
  person: string;
  rule: string;
  items: string[] | null;
  validFrom: Date;
  validUntil: Date;
  state: 'planned' | 'active' | 'expired' | 'ended';
  compensatingControl: string;
  controlOwner: string;
  /** Who owns the control has left, or all that they hold is suspended. */
  ownerGone: boolean;
  request: string;
  remindedAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  endReason: string | null;
}

const state = sql`case when e.ended_at is not null then 'ended' when upper(e.validity) <= clock_timestamp() then 'expired' when lower(e.validity) > clock_timestamp() then 'planned' else 'active' end`;
const ownerGone = sql`(exists (
    select from access.person o where o.centre = e.centre and o.id = e.control_owner and o.state <> 'active')
  or exists (select from access.suspension s
    where s.centre = e.centre and s.person = e.control_owner and s.scope = 'everything' and s.state in ('unconfirmed', 'kept')))`;
const shown = sql`e.id, e.person, e.rule, e.items, lower(e.validity) as "validFrom", upper(e.validity) as "validUntil", ${state} as state,
  e.compensating_control as "compensatingControl", e.control_owner as "controlOwner", ${ownerGone} as "ownerGone", e.request, e.reminded_at as "remindedAt",
  e.ended_at as "endedAt", e.ended_by as "endedBy", e.end_reason as "endReason"`;

export interface ExceptionFilter {
  rule?: string;
  person?: string;
  state?: string;
  /** Units of whom the exceptions are seen, besides those of `only` and those that `only` controls. */
  units?: string[];
  only?: string;
  before?: string;
  limit: number;
}

/** Newest first. */
export async function listExceptions(
  transaction: Transaction,
  centre: string,
  filter: ExceptionFilter,
): Promise<ExceptionRow[]> {
  const { rows } = await sql<ExceptionRow>`select ${shown} from access.exception e
    join access.person p on p.centre = e.centre and p.id = e.person
    where e.centre = ${centre}
      and (${filter.rule ?? null}::text is null or e.rule = ${filter.rule ?? null})
      and (${filter.person ?? null}::uuid is null or e.person = ${filter.person ?? null}::uuid)
      and (${filter.state ?? null}::text is null or ${state} = ${filter.state ?? null})
      and (${filter.units ?? null}::text[] is null or p.unit = any(${filter.units ?? null}::text[])
        or ${filter.only ?? null}::uuid in (e.person, e.control_owner))
      and (${filter.before ?? null}::uuid is null or e.id < ${filter.before ?? null}::uuid)
    order by e.id desc limit ${filter.limit}`.execute(transaction);
  return rows;
}

/** Those in force or planned for people who are there, whose compensating control this person owns. */
export async function controlledBy(
  transaction: Transaction,
  centre: string,
  owner: string,
): Promise<(Pick<ExceptionRow, 'id' | 'rule' | 'person' | 'validUntil'> & { unit: string })[]> {
  const { rows } = await sql<Pick<ExceptionRow, 'id' | 'rule' | 'person' | 'validUntil'> & { unit: string }>`
    select e.id, e.rule, e.person, p.unit, upper(e.validity) as "validUntil" from access.exception e
    join access.person p on p.centre = e.centre and p.id = e.person and p.state = 'active'
    where e.centre = ${centre} and e.control_owner = ${owner} and e.state = 'active' and upper(e.validity) > clock_timestamp()
    order by e.id`.execute(transaction);
  return rows;
}

/** Those of one person and rule that hold now or will, however they are scoped. */
export async function standingExceptions(
  transaction: Transaction,
  centre: string,
  person: string,
  rule: string,
): Promise<ExceptionRow[]> {
  const { rows } = await sql<ExceptionRow>`select ${shown} from access.exception e
    where e.centre = ${centre} and e.person = ${person} and e.rule = ${rule} and e.state = 'active'
      and upper(e.validity) > clock_timestamp() order by e.id`.execute(transaction);
  return rows;
}

/** Exceptions that run out by `until` and were not reminded of, and those that have run out and were not noted. */
export async function exceptionsToMove(
  transaction: Transaction,
  centre: string,
  until: Date,
): Promise<{ id: string; person: string }[]> {
  const { rows } = await sql<{ id: string; person: string }>`select id, person from access.exception
    where centre = ${centre} and state = 'active' and (upper(validity) <= clock_timestamp()
      or upper(validity) <= ${until}::timestamptz and reminded_at is null)
    order by upper(validity), id limit 500`.execute(transaction);
  return rows;
}

/** Locks the exception that is still to be noted as run out; undefined when that is done. */
export async function lockException(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<ExceptionRow | undefined> {
  const { rows } = await sql<ExceptionRow>`select ${shown} from access.exception e
    where e.centre = ${centre} and e.id = ${id} and e.state = 'active' for update`.execute(transaction);
  return rows[0];
}

export async function markException(
  transaction: Transaction,
  centre: string,
  id: string,
  as: 'reminded' | 'expired',
): Promise<void> {
  const change = as === 'expired' ? sql`state = 'expired'` : sql`reminded_at = clock_timestamp()`;
  await sql`update access.exception set ${change} where centre = ${centre} and id = ${id}`.execute(transaction);
}

export async function readException(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<ExceptionRow | undefined> {
  const { rows } = await sql<ExceptionRow>`select ${shown} from access.exception e
    where e.centre = ${centre} and e.id = ${id}`.execute(transaction);
  return rows[0];
}

/** Ends it while it lasts; false when it is over already. */
export async function markExceptionEnded(
  transaction: Transaction,
  centre: string,
  id: string,
  by: string,
  reason: string,
): Promise<boolean> {
  const { rows } = await sql`update access.exception
    set state = 'ended', ended_at = clock_timestamp(), ended_by = ${by}, end_reason = ${reason}
    where centre = ${centre} and id = ${id} and state = 'active' and upper(validity) > clock_timestamp() returning id`.execute(
    transaction,
  );
  return rows.length > 0;
}
