import type { SamplingPlan } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Member } from '@zhiheng/sampling';
import { holdingMoment, readHoldings } from '../store/holding-store.ts';

/** Who holds which role where, at one moment of the year: the population of the yearly inspection of permissions. */
export const holdings = async (
  transaction: Transaction,
  centre: string,
  { period, plan, after, limit }: { period: string; plan: SamplingPlan; after: string | null; limit: number },
): Promise<Member[]> =>
  readHoldings(transaction, centre, {
    at: await holdingMoment(transaction, centre, period),
    ...{ after, limit, exceptions: plan.certain.includes('exception') },
  });
