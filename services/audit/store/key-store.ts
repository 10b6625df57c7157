import { type Database, inCentre, listCentres, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface AnnouncedKey {
  publicKey: Uint8Array;
  signsFrom: Date;
}

/** Tells all processes of these keys; what is known already stays as it is. */
export async function announceKeys(
  transaction: Transaction,
  centre: string,
  keys: readonly AnnouncedKey[],
): Promise<void> {
  await transaction
    .insertInto('audit.signing_key')
    .values(
      keys.map(({ publicKey, signsFrom }) => ({ centre, public_key: Buffer.from(publicKey), signs_from: signsFrom })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The same for every centre. */
export async function announceEverywhere(database: Database, keys: readonly AnnouncedKey[]): Promise<void> {
  for (const { centre } of await listCentres(database))
    await inCentre(database, centre, (transaction) => announceKeys(transaction, centre, keys));
}

export interface PresentKey {
  /** The database's time. */
  now: Date;
  /** Who is to sign at that moment; undefined while none was announced. */
  publicKey: Uint8Array | undefined;
  /** How many were announced, those included that are yet to sign. */
  announced: number;
}

export async function presentKey(transaction: Transaction, centre: string): Promise<PresentKey> {
  const { rows } = await sql<{ now: Date; publicKey: Buffer | null; announced: number }>`
    select clock_timestamp() as now, count(*) as announced,
      (array_agg(public_key order by signs_from desc, announced_at desc) filter (where signs_from <= clock_timestamp()))[1]
        as "publicKey"
    from audit.signing_key where centre = ${centre}`.execute(transaction);
  const [row] = rows;
  return { now: row?.now ?? new Date(), publicKey: row?.publicKey ?? undefined, announced: row?.announced ?? 0 };
}
