import type { Transaction } from '@zhiheng/database';
import { insertFound } from '../store/doubt-raise-store.ts';
import { append } from '../store/log-store.ts';

/** Something doubtful that a rule has found in the centre's own data. */
export interface Found {
  /** Code of the rule. */
  rule: string;
  /** What makes two of one rule the same doubt: found again, it is not raised again. */
  key: string;
  severity: 1 | 2 | 3;
  /** Code of the unit it concerns. */
  unit: string;
  item?: string;
  case?: string;
  /** The keyed hash, as cases have it. */
  subject?: Buffer;
  /** Who is involved: they neither verify it nor judge whoever does. */
  people: readonly string[];
  /** Numbers, ids and times that explain it; no personal data. */
  facts: Record<string, unknown>;
  /** When what is doubted happened. */
  at: Date;
}

const portion = 1_000;

/** Raises what was not raised before, each with its entry; gives how many. Of any number who find the same, one raises it. */
export async function raiseDoubts(transaction: Transaction, centre: string, found: readonly Found[]): Promise<number> {
  let count = 0;
  for (let at = 0; at < found.length; at += portion) {
    const raised = await insertFound(transaction, centre, found.slice(at, at + portion));
    count += raised.length;
    await append(
      transaction,
      centre,
      raised.map(({ id, rule, severity, unit, item, case: about }) => ({
        action: 'doubt.raised' as const,
        outcome: 'done' as const,
        client: 'control',
        targetType: 'doubt',
        target: id,
        unit,
        ...(item !== null && { item }),
        ...(about !== null && { case: about }),
        after: { rule, severity, origin: 'own-rules', state: 'open' },
      })),
    );
  }
  return count;
}
