import type { AddWorkingDays } from '@zhiheng/calendar';
import type { Dimension, FindingNature, FindingSource } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import type { Trace } from '@zhiheng/http';
import { databaseNow } from '../store/clock-store.ts';
import { insertFinding } from '../store/finding-store.ts';
import { append } from '../store/log-store.ts';

/** Something that is not as it should be. */
export interface Raised {
  /** What it comes from: the self-check, sample, doubt, adjustment or inspection of this id. */
  source: { kind: FindingSource; about?: string };
  unit: string;
  item?: string;
  case?: string;
  /** Ids of the people whose work it concerns. */
  operators?: readonly string[];
  dimension: Dimension;
  nature: FindingNature;
  riskLevel: 1 | 2 | 3;
  /** What is wrong; it may speak of people and never enters the log. */
  description: string;
  /** What it breaches. */
  basis: string;
  amountFen?: number;
  /** Who found it; absent: the system. */
  by?: { person: string; trace: Trace };
  /** How deadlines are reckoned. */
  addWorkingDays: AddWorkingDays;
}

/** Working days in which suspected fraud goes to the administrative department. */
const transferDays = 3;

/**
 * Raises a finding in the caller's transaction, with its entry; gives its id, or undefined where an adjustment has its finding
 * already. What the caller may do is the caller's to ask. A section's own finding begins as accepted, one of permissions as
 * settling, any other as open: nobody but the inspectors sees it before it is fed back.
 */
export async function raiseFinding(
  transaction: Transaction,
  centre: string,
  { source, addWorkingDays, by, ...raised }: Raised,
): Promise<string | undefined> {
  const id = newId();
  const { unit, item, case: ofCase, dimension, nature, riskLevel } = raised;
  const transferable = nature === 'suspected-fraud' && source.kind !== 'permission';
  const inserted = await insertFinding(transaction, centre, {
    id,
    source: source.kind,
    about: source.about ?? null,
    unit,
    item: item ?? null,
    case: ofCase ?? null,
    operators: [...new Set(raised.operators)],
    dimension,
    nature,
    risk: riskLevel,
    description: raised.description,
    basis: raised.basis,
    amountFen: raised.amountFen ?? null,
    foundBy: by?.person ?? null,
    transferBy: transferable ? new Date(addWorkingDays(await databaseNow(transaction), transferDays)) : null,
  });
  if (!inserted) return undefined;
  await append(transaction, centre, [
    {
      action: 'finding.raised',
      outcome: 'done',
      ...(by?.trace ?? { client: 'control' }),
      targetType: 'finding',
      target: id,
      unit,
      ...(item === undefined ? {} : { item }),
      ...(ofCase === undefined ? {} : { case: ofCase }),
      after: { source: source.kind, about: source.about ?? null, dimension, nature, riskLevel },
    },
  ]);
  return id;
}
