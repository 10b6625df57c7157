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
      and upper(validity) > clock_timestamp()
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
