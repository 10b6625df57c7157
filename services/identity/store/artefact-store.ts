import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Where a row of the provider lies. */
export interface Place {
  centre: string;
  kind: string;
  digest: Buffer;
}

export interface Artefact extends Place {
  payload: Record<string, unknown>;
  account?: string | undefined;
  person?: string | undefined;
  fromGrant?: Buffer | undefined;
  uid?: Buffer | undefined;
  /** Seconds from now. */
  lifetime: number;
}

export interface StoredArtefact {
  payload: Record<string, unknown>;
  consumed_at: Date | null;
}

const seconds = (count: number) => sql<Date>`clock_timestamp() + make_interval(secs => ${count})`;

const factsOf = ({ payload, account, person, fromGrant, uid, lifetime }: Artefact) => ({
  payload: JSON.stringify(payload),
  account: account ?? null,
  person: person ?? null,
  from_grant: fromGrant ?? null,
  uid: uid ?? null,
  expires_at: seconds(lifetime),
});

export async function putArtefact(transaction: Transaction, artefact: Artefact): Promise<true> {
  const { centre, kind, digest } = artefact;
  const facts = factsOf(artefact);
  await transaction
    .insertInto('identity.artefact')
    .values({ centre, kind, digest, ...facts })
    .onConflict((conflict) => conflict.columns(['centre', 'kind', 'digest']).doUpdateSet(facts))
    .execute();
  return true;
}

/** Writes what may be written once only; false when it stands already. */
export async function addArtefact(transaction: Transaction, artefact: Artefact): Promise<boolean> {
  const { centre, kind, digest } = artefact;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('identity.artefact')
    .values({ centre, kind, digest, ...factsOf(artefact) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findArtefact(
  transaction: Transaction,
  { centre, kind, digest }: Place,
): Promise<StoredArtefact | undefined> {
  const row = await transaction
    .selectFrom('identity.artefact')
    .select(['payload', 'consumed_at'])
    .where('centre', '=', centre)
    .where('kind', '=', kind)
    .where('digest', '=', digest)
    .executeTakeFirst();
  return row as StoredArtefact | undefined;
}

export async function findSession(
  transaction: Transaction,
  centre: string,
  uid: Buffer,
): Promise<StoredArtefact | undefined> {
  const row = await transaction
    .selectFrom('identity.artefact')
    .select(['payload', 'consumed_at'])
    .where('centre', '=', centre)
    .where('kind', '=', 'Session')
    .where('uid', '=', uid)
    .executeTakeFirst();
  return row as StoredArtefact | undefined;
}

/** Marks a one-time artefact as used; false when somebody else has used it first. */
export async function consumeArtefact(transaction: Transaction, { centre, kind, digest }: Place): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.artefact')
    .set({ consumed_at: sql`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('kind', '=', kind)
    .where('digest', '=', digest)
    .where('consumed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function dropArtefact(transaction: Transaction, { centre, kind, digest }: Place): Promise<void> {
  await transaction
    .deleteFrom('identity.artefact')
    .where('centre', '=', centre)
    .where('kind', '=', kind)
    .where('digest', '=', digest)
    .execute();
}

export async function dropOfGrant(transaction: Transaction, centre: string, kind: string, grant: Buffer) {
  await transaction
    .deleteFrom('identity.artefact')
    .where('centre', '=', centre)
    .where('kind', '=', kind)
    .where('from_grant', '=', grant)
    .execute();
}
