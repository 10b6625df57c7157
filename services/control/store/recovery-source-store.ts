import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { RecoverySource } from './recovery-store.ts';

export interface Owed {
  unit: string;
  subject: Buffer | null;
  subjectShown: string | null;
  /** What was found to be owed; null when it names no amount. */
  amountFen: number | null;
  /** Whether it stands, as far as others have to say so. */
  stands: boolean;
}

/** What a doubt or a finding says is owed; undefined when there is none. */
export async function readOwed(
  transaction: Transaction,
  centre: string,
  source: RecoverySource,
  id: string,
): Promise<Owed | undefined> {
  const { rows } =
    source === 'doubt'
      ? await sql<Owed>`select unit, subject, subject_shown as "subjectShown", confirmed_fen as "amountFen",
            coalesce(conclusion = 'confirmed', false) and approved_by is not null as stands
          from control.doubt where centre = ${centre} and id = ${id}`.execute(transaction)
      : await sql<Owed>`select unit, null::bytea as subject, null as "subjectShown", amount_fen as "amountFen",
            state in ('accepted', 'upheld', 'ordered', 'closed') as stands
          from control.finding where centre = ${centre} and id = ${id}`.execute(transaction);
  return rows[0];
}
