import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { type Ending, endLeaves } from './leave-store.ts';
import { cancelTransfers } from './movement-store.ts';

export async function insertPerson(
  transaction: Transaction,
  centre: string,
  person: { name: string; staffNumber: string; unit: string; post: string },
): Promise<string> {
  const id = newId();
  const { staffNumber: staff_number, ...row } = person;
  await transaction
    .insertInto('access.person')
    .values({ centre, id, staff_number, ...row })
    .execute();
  return id;
}

/** A new account of the person; gives its id. */
export async function insertAccount(
  transaction: Transaction,
  centre: string,
  person: string,
  username: string,
): Promise<string> {
  const id = newId();
  await transaction.insertInto('access.account').values({ centre, id, person, username }).execute();
  return id;
}

/** Records a rehire that this transaction does. */
export async function insertRehire(
  transaction: Transaction,
  centre: string,
  one: {
    person: string;
    account: string;
    unit: string;
    post: string;
    reason: string;
    by: string | null;
    client: string;
    request: string | null;
  },
): Promise<string> {
  const id = newId();
  await sql`insert into access.rehire (centre, id, person, account, unit, post, reason, by_person, client, request)
    values (${centre}, ${id}, ${one.person}, ${one.account}, ${one.unit}, ${one.post}, ${one.reason}, ${one.by}, ${one.client},
      ${one.request}::uuid)`.execute(transaction);
  return id;
}

/**
 * Ends what somebody who has left had besides grants and would have again were they active: exceptions, deputyships, leaves,
 * planned transfers.
 */
export async function leaveBehind(
  transaction: Transaction,
  centre: string,
  person: string,
  ending: Ending,
): Promise<void> {
  const by = ending.endedBy ?? person;
  await sql`update access.exception set state = 'ended', ended_at = clock_timestamp(), ended_by = ${by}, end_reason = 'departure'
    where centre = ${centre} and person = ${person} and state = 'active' and upper(validity) > clock_timestamp()`.execute(
    transaction,
  );
  await sql`update access.deputy set ended_at = clock_timestamp(), ended_by = ${by}
    where centre = ${centre} and ${person}::uuid in (deputy, principal) and ended_at is null`.execute(transaction);
  await endLeaves(transaction, centre, { person }, ending);
  await cancelTransfers(transaction, centre, { person });
}
