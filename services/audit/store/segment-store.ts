import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** How the leaves of a log are gathered for its search lists. */
export interface Segmentation {
  /** Leaves of a segment. */
  width: number;
  /** Segments there are, up to the last. */
  count: number;
}

export async function segmentation(transaction: Transaction, centre: string): Promise<Segmentation> {
  const { rows } = await sql<Segmentation>`
    select w.width, coalesce((select max(segment) + 1 from audit.segment where centre = ${centre}), 0) as count
    from audit.segment_width() as w(width)`.execute(transaction);
  return rows[0] as Segmentation;
}
