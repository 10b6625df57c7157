import type { Transaction } from '@zhiheng/database';
import type { PastCheckpoint } from '@zhiheng/ledger';
import { sql } from 'kysely';

interface Row {
  size: number;
  root: Uint8Array | null;
  note: string | null;
  at: Date | null;
  cosignatures: { witness: string; line: string; at: string }[] | null;
}

/**
 * The next checkpoints that were signed of more than `after` entries and at most `until`, by size, each with what witnesses have made of
 * it; beyond `until` only those that are there no more, though a witness has signed them.
 */
export async function pastCheckpoints(
  transaction: Transaction,
  centre: string,
  { after, until, limit }: { after: number; until: number; limit: number },
): Promise<PastCheckpoint[]> {
  const { rows } = await sql<Row>`
    select sizes.size, c.root, c.note, c.at, s.cosignatures from (
      (select size from audit.checkpoint where centre = ${centre} and size > ${after} and size <= ${until} order by size limit ${limit})
      union
      (select distinct size from audit.cosignature s where centre = ${centre} and size > ${after}
        and (size <= ${until} or not exists (select from audit.checkpoint c where c.centre = ${centre} and c.size = s.size))
        order by size limit ${limit})
      order by size limit ${limit}) sizes
    left join audit.checkpoint c on c.centre = ${centre} and c.size = sizes.size
    left join lateral (
      select jsonb_agg(jsonb_build_object('witness', witness, 'line', line,
        'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) order by witness) as cosignatures
      from audit.cosignature where centre = ${centre} and cosignature.size = sizes.size) s on true
    order by sizes.size`.execute(transaction);
  return rows.map(({ size, root, note, at, cosignatures }) => ({
    size,
    ...(root && note !== null ? { signed: { root, note } } : {}),
    ...(at ? { at: at.toISOString() } : {}),
    cosignatures: cosignatures ?? [],
  }));
}
