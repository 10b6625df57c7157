import type { AddWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type AdjustmentSeen, adjustmentsWithoutFinding, settledFindings } from '../store/adjustment-view-store.ts';
import { holdFindings, insertFindingAct } from '../store/finding-store.ts';
import { append } from '../store/log-store.ts';
import { findingEntry } from './finding-acts.ts';
import { raiseFinding } from './raise.ts';

/** So many a transaction: what is left comes with the next round. */
const portion = 200;

/**
 * Shows what people have to give up against a rule as findings, and closes those whose adjustment access has settled; gives how
 * many of both. Access keeps the deadline, reminds and escalates: nothing of that is done here again.
 */
export async function followAdjustments(
  database: Database,
  centre: string,
  addWorkingDays: AddWorkingDays,
): Promise<number> {
  return inCentre(database, centre, async (transaction) => {
    const opened = await adjustmentsWithoutFinding(transaction, centre, portion);
    for (const one of opened) await raiseFinding(transaction, centre, findingOf(one, addWorkingDays));
    return opened.length + (await settle(transaction, centre));
  });
}

const findingOf = (
  { adjustment, person, unit, rule, ruleName, ruleSource, blocks }: AdjustmentSeen,
  addWorkingDays: AddWorkingDays,
) =>
  ({
    source: { kind: 'permission', about: adjustment },
    unit,
    operators: [person],
    dimension: 'permissions',
    nature: 'control-gap',
    riskLevel: blocks ? 3 : 2,
    description: `权限不相容，须限期调整：${ruleName.zh}（${rule}）`,
    basis: ruleSource || rule,
    addWorkingDays,
  }) as const;

async function settle(transaction: Transaction, centre: string): Promise<number> {
  const seen = (await settledFindings(transaction, centre, portion)).map(({ id }) => id);
  // Another process may be at the same: whoever holds them closes them.
  await holdFindings(transaction, seen);
  const gone = (await settledFindings(transaction, centre, portion)).filter(({ id }) => seen.includes(id));
  for (const finding of gone) {
    const { id, state } = finding;
    await insertFindingAct(transaction, centre, {
      finding: id,
      act: 'settle',
      from: state,
      to: 'closed',
      person: null,
    });
    await append(transaction, centre, [findingEntry(finding, 'settle', 'closed', { client: 'control' })]);
  }
  return gone.length;
}
