import { inCentre, type Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { tell } from './notices.ts';
import { decidersOf, readOrganisation } from './organisation.ts';
import { reassignAll, waitingFor } from './request-reassign.ts';
import { databaseNow } from './store/clock-store.ts';
import { type IdleAccount, idleAccounts, putToSleep } from './store/dormancy-store.ts';
import { lockPeople, lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { lockRequests } from './store/request-store.ts';
import { asking, deciding } from './two-administrators.ts';
import { thoseWho } from './watchers.ts';

/** Days before an account is suspended for want of use at which its holder and the administrators are told. */
const warnings = [14, 7, 1] as const;
const portion = 500;
const facts = { client: 'access' } as const;

/** Warns of accounts that nobody uses and suspends those whose time has come; gives how many it suspended. What is left over is next. */
export async function settleDormant(desk: Desk, centre: string): Promise<number> {
  const idle = await inCentre(desk.database, centre, (transaction) =>
    idleAccounts(transaction, centre, { withinDays: warnings[0], limit: portion }),
  );
  let suspended = 0;
  for (const { account, due } of idle)
    if (!due) await warn(desk, centre, account);
    else if (await suspendDormant(desk, centre, account)) suspended++;
  return suspended;
}

async function warn(desk: Desk, centre: string, account: string): Promise<void> {
  await inCentre(desk.database, centre, async (transaction) => {
    const [one] = await idleAccounts(transaction, centre, { withinDays: warnings[0], account, limit: 1 });
    if (!one || one.due) return;
    const left = (one.dueAt.getTime() - (await databaseNow(transaction))) / 86_400_000;
    const nth = warnings.filter((days) => left <= days).length;
    const policy = await policyOf(desk, transaction, centre);
    const people = [one.person, ...(await thoseWho(transaction, policy, one.unit, [asking]))];
    const told = await tell(transaction, centre, 'account-dormant-due', account, people, one.dueAt, nth);
    if (told.length)
      await append(transaction, centre, {
        ...facts,
        ...{ action: 'account.dormancy-warned', outcome: 'done', targetType: 'account', target: one.username },
        ...{ unit: one.unit, about: one.person, details: { until: one.dueAt.toISOString(), told: told.length } },
      });
  });
}

/**
 * Under the locks of a departure, so that a step in flight, which is a use, is before it. A sign-in that commits meanwhile finds its session
 * ended with all others. True when the account was suspended.
 */
async function suspendDormant(desk: Desk, centre: string, account: string): Promise<boolean> {
  return inCentre(desk.database, centre, async (transaction) => {
    await lockPolicy(transaction, centre, 'exclusive');
    const find = async () => (await idleAccounts(transaction, centre, { withinDays: 0, account, limit: 1 }))[0];
    const found = await find();
    if (!found) return false;
    await lockPeople(transaction, centre, [[found.person, 'update']]);
    const one = await find();
    const policy = await policyOf(desk, transaction, centre);
    if (!one?.due || !(await couldBeWoken(transaction, policy, one))) return false;
    const waiting = await waitingFor(transaction, policy, one.person);
    await lockRequests(
      transaction,
      centre,
      waiting.map(({ id }) => id),
    );
    const dormancy = await putToSleep(transaction, centre, one);
    const organisation = await readOrganisation(transaction, policy);
    const at = await databaseNow(transaction);
    const lost = waiting.filter((request) => !decidersOf(request, organisation, at).has(one.person));
    await reassignAll(transaction, policy, lost, facts, 'suspension');
    const told = await thoseWho(transaction, policy, one.unit, [asking]);
    await tell(transaction, centre, 'account-dormant', dormancy, [one.person, ...told]);
    await append(transaction, centre, {
      ...facts,
      ...{ action: 'account.suspended', outcome: 'done', targetType: 'account', target: one.username },
      ...{ unit: one.unit, about: one.person, reason: 'dormant' },
      details: { dormancy, unusedSince: one.since.toISOString(), neverUsed: one.neverUsed },
    });
    // As of somebody who leaves: sessions end.
    await raiseEpoch(transaction, centre, { person: one.person, departed: true });
    return true;
  });
}

/** Whoever alone could ask for others to be woken, or decide on it, is not put to sleep: nobody could wake them, or anybody. */
async function couldBeWoken(transaction: Transaction, policy: CentrePolicy, one: IdleAccount): Promise<boolean> {
  const others = async (needed: typeof asking | typeof deciding) =>
    (await thoseWho(transaction, policy, one.unit, [needed])).filter((person) => person !== one.person);
  const [askers, deciders] = [await others(asking), await others(deciding)];
  return askers.some((asker) => deciders.some((decider) => decider !== asker));
}
