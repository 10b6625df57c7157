import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface ChallengePlace {
  centre: string;
  account: string;
  /** Digest of the sign-in or session that it was handed out in. */
  place: Buffer;
  kind: 'enrol-passkey' | 'use-passkey' | 'enrol-totp';
}

/** Hands out a challenge; a former one of the same place is void. */
export async function putChallenge(
  transaction: Transaction,
  where: ChallengePlace,
  value: Buffer,
  seconds: number,
): Promise<void> {
  const facts = { value, expires_at: sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})` };
  await transaction
    .insertInto('identity.challenge')
    .values({ ...where, ...facts })
    .onConflict((conflict) => conflict.columns(['centre', 'account', 'place', 'kind']).doUpdateSet(facts))
    .execute();
}

export async function findChallenge(
  transaction: Transaction,
  { centre, account, place, kind }: ChallengePlace,
): Promise<Buffer | undefined> {
  const row = await transaction
    .selectFrom('identity.challenge')
    .select('value')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('place', '=', place)
    .where('kind', '=', kind)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return row?.value;
}

/** Takes what was handed out: of several at once one gets it. */
export async function takeChallenge(
  transaction: Transaction,
  { centre, account, place, kind }: ChallengePlace,
): Promise<Buffer | undefined> {
  const row = await transaction
    .deleteFrom('identity.challenge')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('place', '=', place)
    .where('kind', '=', kind)
    .returning(['value', sql<boolean>`expires_at > clock_timestamp()`.as('stands')])
    .executeTakeFirst();
  return row?.stands ? row.value : undefined;
}
