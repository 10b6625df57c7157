import { inCentre, type Transaction } from '@zhiheng/database';
import { readReviewers, turnFrom } from './certification.ts';
import { reminderAt } from './certification-reminders.ts';
import { type Desk, policyOf } from './desk.ts';
import { tell } from './notices.ts';
import { listHoldings, lockTurn, passTurn, type StoredHolding } from './store/certification-holding-store.ts';
import { keepReminder, openCertifications, type Reminder } from './store/certification-reminder-store.ts';
import { readCertification, type StoredCertification } from './store/certification-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPolicy } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';

/**
 * Reminds the reviewers of a campaign, each time once, and hands what they leave undecided to the next reviewer. Each campaign in
 * its own transaction; done twice it does nothing the second time. Gives how many moved.
 */
export async function moveCertifications(desk: Desk, centre: string): Promise<number> {
  const due = await inCentre(desk.database, centre, async (transaction) => {
    const { addWorkingDays } = await policyOf(desk, transaction, centre);
    const open = await openCertifications(transaction, centre);
    const now = await databaseNow(transaction);
    return open.flatMap(({ id, overdue, reminded, ...campaign }) => {
      const reminder = reminderAt(campaign, now, addWorkingDays);
      return overdue || (reminder && !reminded.some((one) => isSame(one, reminder))) ? [id] : [];
    });
  });
  let moved = 0;
  for (const id of due)
    if (await inCentre(desk.database, centre, (transaction) => moveOne(desk, transaction, centre, id))) moved++;
  return moved;
}

const isSame = (kept: { occasion: string; until: number }, { occasion, until }: Reminder): boolean =>
  kept.occasion === occasion && kept.until === until.getTime();

async function moveOne(desk: Desk, transaction: Transaction, centre: string, id: string): Promise<boolean> {
  await lockPolicy(transaction, centre, 'shared');
  const policy = await policyOf(desk, transaction, centre);
  const campaign = await readCertification(transaction, centre, id, 'update');
  if (campaign?.state !== 'open') return false;
  const organisation = await readReviewers(transaction, policy);
  const now = await databaseNow(transaction);
  const entries: LogEntry[] = [];
  const overdue = await listHoldings(transaction, centre, id, { overdue: true });
  for (const { grant } of overdue) {
    await lockTurn(transaction, centre, id, grant);
    const [holding] = await listHoldings(transaction, centre, id, { grants: [grant], overdue: true });
    if (!holding || holding.rung >= holding.ladder.length) continue;
    const passed = turnFrom(holding, holding.rung, organisation);
    const next = passed && turnFrom(holding, passed.rung + 1, organisation);
    const rung = next?.rung ?? holding.ladder.length;
    const dueAt = next ? new Date(policy.addWorkingDays(now, campaign.furtherDays)) : holding.dueAt;
    await passTurn(transaction, centre, id, grant, { rung, dueAt });
    if (next) await tell(transaction, centre, 'certification-assigned', id, next.reviewers, dueAt);
    entries.push(escalated(id, holding, passed?.rung, rung, next ? dueAt : null));
  }
  const reminder = reminderAt(campaign, now, policy.addWorkingDays);
  const nth = reminder && (await keepReminder(transaction, centre, id, reminder));
  if (reminder && nth !== undefined) {
    const waiting = await listHoldings(transaction, centre, id, { state: 'undecided' });
    const reviewersOf = (one: StoredHolding) => turnFrom(one, one.rung, organisation)?.reviewers ?? [];
    await tell(transaction, centre, 'certification-due', id, waiting.flatMap(reviewersOf), campaign.dueAt, nth);
    entries.push(...reminders(campaign, reminder, waiting, reviewersOf));
  }
  await append(transaction, centre, entries);
  return entries.length > 0;
}

function escalated(
  id: string,
  holding: StoredHolding,
  from: number | undefined,
  to: number,
  dueAt: Date | null,
): LogEntry {
  const by = (rung: number | undefined) => (rung === undefined ? null : (holding.ladder[rung]?.by ?? null));
  return {
    client: 'access',
    action: 'certification.escalated',
    outcome: dueAt ? 'done' : 'failed',
    targetType: 'grant',
    target: holding.grant,
    unit: holding.unit,
    about: holding.holder,
    reason: dueAt ? 'overdue' : 'no-approver',
    before: { by: by(from) },
    after: { by: by(to), dueAt: dueAt?.toISOString() ?? null },
    details: { certification: id },
  };
}

/** One entry a reviewer: how many holdings wait for them. */
function reminders(
  { id, unit, dueAt }: StoredCertification,
  { occasion }: Reminder,
  waiting: readonly StoredHolding[],
  reviewersOf: (holding: StoredHolding) => string[],
): LogEntry[] {
  const pairs = waiting.flatMap((holding) => reviewersOf(holding));
  return [...Map.groupBy(pairs, (person) => person)].map(([person, own]) => ({
    client: 'access',
    action: 'certification.reminded',
    outcome: 'done',
    targetType: 'certification',
    target: id,
    unit,
    about: person,
    details: { occasion, waiting: own.length, dueAt: dueAt.toISOString() },
  }));
}
