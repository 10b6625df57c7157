import { goesByMoney, type Member, type Plan, stratumOf } from './plan.ts';

/** What is counted of a population before anything is drawn of it. */
export interface Frame {
  members: number;
  must: number;
  /** Members that need not be in and do not go by money, by stratum. */
  strata: Map<string, number>;
  /** All members by operator. */
  operators: Map<string, number>;
  /** Fen of what goes by money. */
  moneyFen: number;
}

export const emptyFrame = (): Frame => ({
  members: 0,
  must: 0,
  strata: new Map(),
  operators: new Map(),
  moneyFen: 0,
});

/** Counts one more; gives its place: its stratum, or where its money begins, or neither for one that has to be in. */
export function count(frame: Frame, member: Member, plan: Plan): Place {
  frame.members += 1;
  if (member.operator !== null) add(frame.operators, member.operator);
  if (member.must.length > 0) {
    frame.must += 1;
    return { stratum: null, moneyFrom: null };
  }
  if (goesByMoney(member, plan)) {
    const moneyFrom = frame.moneyFen;
    frame.moneyFen += member.amountFen as number;
    return { stratum: null, moneyFrom };
  }
  const stratum = stratumOf(member, plan);
  add(frame.strata, stratum);
  return { stratum, moneyFrom: null };
}

export interface Place {
  stratum: string | null;
  moneyFrom: number | null;
}

const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
