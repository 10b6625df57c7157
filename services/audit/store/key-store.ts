import type { Database, Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface AnnouncedKey {
  publicKey: Uint8Array;
  signsFrom: Date;
}

/** Tells all processes of these keys; what is known already stays as it is. */
export async function announceKeys(database: Database, keys: readonly AnnouncedKey[]): Promise<void> {
  await database.query
    .insertInto('audit.signing_key')
    .values(keys.map(({ publicKey, signsFrom }) => ({ public_key: Buffer.from(publicKey), signs_from: signsFrom })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The database's time, and the key that is to sign at this moment; undefined while none was announced. */
export async function presentKey(transaction: Transaction): Promise<{ now: Date; publicKey: Uint8Array | undefined }> {
  const { rows } = await sql<{ now: Date; publicKey: Buffer | null }>`
    select clock_timestamp() as now, (
      select public_key from audit.signing_key where signs_from <= clock_timestamp()
      order by signs_from desc, announced_at desc limit 1) as "publicKey"`.execute(transaction);
  const [row] = rows;
  return { now: row?.now ?? new Date(), publicKey: row?.publicKey ?? undefined };
}
