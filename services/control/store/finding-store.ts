import type { FindingDimension, FindingNature, FindingSource } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';

export interface NewFinding {
  id: string;
  source: FindingSource;
  about: string | null;
  unit: string;
  item: string | null;
  case: string | null;
  /** People whose work it concerns. */
  operators: readonly string[];
  dimension: FindingDimension;
  nature: FindingNature;
  risk: 1 | 2 | 3;
  description: string;
  basis: string;
  amountFen: number | null;
  /** Null: the system. */
  foundBy: string | null;
  transferBy: Date | null;
}

/** Where the finding begins is the database's to say. False where the adjustment that it is of has one already. */
export async function insertFinding(transaction: Transaction, centre: string, finding: NewFinding): Promise<boolean> {
  const { about, amountFen, foundBy, transferBy, operators, ...same } = finding;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('control.finding')
    .values({
      centre,
      ...same,
      about,
      operators: [...operators],
      amount_fen: amountFen,
      found_by: foundBy,
      transfer_by: transferBy,
    })
    .onConflict((conflict) => conflict.columns(['centre', 'about']).where('source', '=', 'permission').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
