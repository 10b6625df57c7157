import { kept, type Transaction } from '@zhiheng/database';
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

const inserted = ({ centre, kind, digest, payload, account, person, fromGrant, uid, lifetime }: Artefact) =>
  sql`insert into identity.artefact (centre, kind, digest, payload, account, person, from_grant, uid, expires_at)
    values (${centre}, ${kind}, ${digest}, ${JSON.stringify(payload)}, ${account ?? null}, ${person ?? null}, ${fromGrant ?? null}, ${uid ?? null},
      clock_timestamp() + make_interval(secs => ${lifetime}))`;

/** Each gives a row for what it has written. */
export const artefactPut = (artefact: Artefact) =>
  kept(sql<{ kind: string }>`${inserted(artefact)} on conflict (centre, kind, digest) do update set
    payload = excluded.payload, account = excluded.account, person = excluded.person, from_grant = excluded.from_grant, uid = excluded.uid,
    expires_at = excluded.expires_at returning kind`);

/** What may be written once only: no row when it stands already. */
export const artefactAdded = (artefact: Artefact) =>
  kept(sql<{ kind: string }>`${inserted(artefact)} on conflict do nothing returning kind`);

export const artefactAt = ({ centre, kind, digest }: Place) =>
  kept(sql<StoredArtefact>`select payload, consumed_at from identity.artefact
    where centre = ${centre} and kind = ${kind} and digest = ${digest}`);

export async function findArtefact(transaction: Transaction, place: Place): Promise<StoredArtefact | undefined> {
  return (await artefactAt(place).execute(transaction)).rows[0];
}

export const sessionArtefact = (centre: string, uid: Buffer) =>
  kept(sql<StoredArtefact>`select payload, consumed_at from identity.artefact
    where centre = ${centre} and kind = 'Session' and uid = ${uid}`);

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
