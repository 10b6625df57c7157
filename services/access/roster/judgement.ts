import type { Transaction } from '@zhiheng/database';
import { epochOf, judgeRows, keepJudgement } from '../store/roster-judge-store.ts';
import { rosterLimits, type StoredRoster } from '../store/roster-store.ts';

/** Says what a roster would do by how the centre stands, and keeps it as its preview. */
export async function judge(transaction: Transaction, centre: string, id: string): Promise<void> {
  const epoch = await epochOf(transaction, centre);
  await judgeRows(transaction, centre, id);
  await keepJudgement(transaction, centre, id, epoch, await rosterLimits(transaction, centre));
}

/** The same once more; whether it would now do something else, or is held against other limits, than the preview says. */
export async function judgeAnew(transaction: Transaction, centre: string, roster: StoredRoster): Promise<boolean> {
  const epoch = await epochOf(transaction, centre);
  const limits = await rosterLimits(transaction, centre);
  const changed = await judgeRows(transaction, centre, roster.id);
  const same = limits.sharePercent === roster.sharePercent && limits.unitPeople === roster.unitPeople;
  if (changed === 0 && same) return false;
  await keepJudgement(transaction, centre, roster.id, epoch, limits);
  return true;
}
