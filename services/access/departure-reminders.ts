import { inCentre, type Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { changeLosses } from './departure-losses.ts';
import { type Desk, policyOf } from './desk.ts';
import { headsOf } from './heads.ts';
import { tell } from './notices.ts';
import { readOrganisation } from './organisation.ts';
import { ordering } from './person-order.ts';
import { actingHoldings } from './store/grant-store.ts';
import { append } from './store/log-store.ts';
import { type PlanToRemind, plansToRemind } from './store/planned-departure-store.ts';
import { thoseWho } from './watchers.ts';

/** So many days before: the first, second and third time. */
const remindDays = [90, 30, 7] as const;
/** Each takes an analysis of who is left: those left over are next. */
const portion = 20;

/** Tells whoever leaves, their head and who administers accounts, each time once; gives how many were told of. */
export async function remindDepartures(desk: Desk, centre: string): Promise<number> {
  const plans = await inCentre(desk.database, centre, (transaction) =>
    plansToRemind(transaction, centre, remindDays, portion),
  );
  for (const plan of plans)
    await inCentre(desk.database, centre, async (transaction) =>
      remind(transaction, await policyOf(desk, transaction, centre), plan),
    );
  return plans.length;
}

async function remind(transaction: Transaction, policy: CentrePolicy, plan: PlanToRemind): Promise<void> {
  const { centre } = policy;
  const { id, person, unit, at, nth } = plan;
  const heads = headsOf(policy, unit, await readOrganisation(transaction, policy));
  const administrators = await thoseWho(transaction, policy, unit, ordering);
  const told = await tell(transaction, centre, 'departure-due', id, [person, ...heads, ...administrators], at, nth);
  // In another process, or before.
  if (!told.includes(person)) return;
  const holdings = await actingHoldings(transaction, centre);
  const { losses } = await changeLosses(transaction, policy, holdings, { at: at.getTime(), away: [person] });
  const broken = losses.filter((loss) => loss.broken);
  await append(transaction, centre, {
    client: 'access',
    action: 'departure.reminded',
    outcome: 'done',
    targetType: 'person',
    target: plan.username ?? person,
    unit,
    about: person,
    details: {
      planned: id,
      days: remindDays[nth - 1],
      told: told.length,
      thinner: losses.length,
      broken: broken.slice(0, 20).map(({ item, unit: at }) => ({ item, unit: at })),
    },
  });
}
