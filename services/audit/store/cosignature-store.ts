import type { Transaction } from '@zhiheng/database';
import type { StoredCheckpoint } from './tree-store.ts';

/** The lines that witnesses have put below one checkpoint, in the order of their names. */
export async function cosignatureLines(transaction: Transaction, centre: string, size: number): Promise<string[]> {
  const rows = await transaction
    .selectFrom('audit.cosignature')
    .select('line')
    .where('centre', '=', centre)
    .where('size', '=', size)
    .orderBy('witness')
    .execute();
  return rows.map(({ line }) => line);
}

/** Size of the largest checkpoint that the witness has cosigned; 0 while there is none. */
export async function cosignedSize(transaction: Transaction, centre: string, witness: string): Promise<number> {
  return (await newestCosignature(transaction, centre, witness))?.size ?? 0;
}

/** The largest checkpoint that the witness has cosigned, and when its line came. */
export async function newestCosignature(
  transaction: Transaction,
  centre: string,
  witness: string,
): Promise<{ size: number; at: Date } | undefined> {
  return transaction
    .selectFrom('audit.cosignature')
    .select(['size', 'at'])
    .where('centre', '=', centre)
    .where('witness', '=', witness)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The largest checkpoint that any witness has cosigned. */
export async function newestCosigned(transaction: Transaction, centre: string): Promise<StoredCheckpoint | undefined> {
  return transaction
    .selectFrom('audit.checkpoint as c')
    .innerJoin('audit.cosignature as s', (on) => on.onRef('s.centre', '=', 'c.centre').onRef('s.size', '=', 'c.size'))
    .select(['c.size', 'c.root', 'c.note'])
    .where('c.centre', '=', centre)
    .orderBy('c.size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Two processes may have asked the same witness: the first line stays. */
export async function keepCosignature(
  transaction: Transaction,
  centre: string,
  cosignature: { size: number; witness: string; line: string },
): Promise<void> {
  await transaction
    .insertInto('audit.cosignature')
    .values({ centre, ...cosignature })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
