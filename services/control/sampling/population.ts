import type { SamplingPlan } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { certainByMoney, type Member } from '@zhiheng/sampling';
import { holdings } from '../holdings/holdings.ts';
import { spanOf } from '../month.ts';
import { readCaseFacts } from '../store/case-facts-store.ts';

export interface Portion {
  period: string;
  plan: SamplingPlan;
  /** Id of the last one before. */
  after: string | null;
  limit: number;
}

/** Gives the next members of a population in the ascending order of their ids; fewer than asked for where it ends. */
type PopulationSource = (transaction: Transaction, centre: string, portion: Portion) => Promise<Member[]>;

/** Whose name, number or birth date was changed and whose records were merged within a month: one after the other takes over a pension. */
const identityItems = ['key-identity-change'];
const mergeItems = ['record-merge'];

/** Finished cases of a month, cancelled ones among them. */
const cases: PopulationSource = async (transaction, centre, { period, plan, after, limit }) => {
  const { certain, certainFromFen, certainWithinDays } = plan;
  return readCaseFacts(transaction, centre, {
    ...{ span: spanOf(period), after, limit, certain, certainFromFen, certainWithinDays, identityItems, mergeItems },
  });
};

/** Where the members of each kind come from. */
const sources: Record<'case' | 'holding', PopulationSource> = { case: cases, holding: holdings };

/** The next members, from the interval on for certain where money decides. */
export async function readMembers(
  transaction: Transaction,
  centre: string,
  kind: 'case' | 'holding',
  portion: Portion,
): Promise<Member[]> {
  const members = await sources[kind](transaction, centre, portion);
  return members.map((member) =>
    certainByMoney(member, portion.plan) && member.must.length === 0 ? { ...member, must: ['interval'] } : member,
  );
}
