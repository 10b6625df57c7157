import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface HandoverRow {
  grant: string;
  role: string;
  unit: string;
  takenOverBy: string | null;
  note: string | null;
  signedBy: string | null;
  signedAt: Date | null;
}

export async function insertHandovers(
  transaction: Transaction,
  centre: string,
  departure: string,
  leaver: string,
  posts: readonly { id: string; role: string; unit: string }[],
): Promise<void> {
  if (posts.length === 0) return;
  await transaction
    .insertInto('access.handover')
    .values(posts.map(({ id: grant, role, unit }) => ({ centre, departure, leaver, grant, role, unit })))
    .execute();
}

const username = (person: string) =>
  sql.raw(`(select username from access.account a where a.centre = h.centre and a.person = ${person}
    order by created_at desc limit 1)`);

/** Who took over and who signed by username. */
export async function listHandovers(
  transaction: Transaction,
  centre: string,
  departure: string,
): Promise<HandoverRow[]> {
  const { rows } =
    await sql<HandoverRow>`select h."grant", h.role, h.unit, ${username('h.taken_over_by')} as "takenOverBy", h.note,
      ${username('h.signed_by')} as "signedBy", h.signed_at as "signedAt"
    from access.handover h where h.centre = ${centre} and h.departure = ${departure} order by h."grant"`.execute(
      transaction,
    );
  return rows;
}

/** False where it is signed already. */
export async function signHandover(
  transaction: Transaction,
  centre: string,
  departure: string,
  { grant, takenOverBy, note, by }: { grant: string; takenOverBy: string; note: string; by: string },
): Promise<boolean> {
  const { rows } = await sql`update access.handover
    set taken_over_by = ${takenOverBy}, note = ${note}, signed_by = ${by}, signed_at = clock_timestamp()
    where centre = ${centre} and departure = ${departure} and "grant" = ${grant} and signed_at is null returning "grant"`.execute(
    transaction,
  );
  return rows.length > 0;
}
