/** An instalment as agreed: paid at the latest on that day, YYYY-MM-DD. */
export interface Instalment {
  dueOn: string;
  amountFen: number;
}

export interface InstalmentStanding extends Instalment {
  paidFen: number;
  overdue: boolean;
}

/**
 * How an agreement over `agreedFen` stands when so much is outstanding: what was paid since goes to the earliest
 * instalments first. What a reversal brought back beyond the agreement is no instalment's: it waits for a new one.
 */
export function standingOf(
  instalments: readonly Instalment[],
  outstandingFen: number,
  today: string,
): InstalmentStanding[] {
  const agreedFen = instalments.reduce((sum, { amountFen }) => sum + amountFen, 0);
  let left = Math.max(0, agreedFen - outstandingFen);
  return instalments.map((instalment) => {
    const paidFen = Math.min(left, instalment.amountFen);
    left -= paidFen;
    return { ...instalment, paidFen, overdue: paidFen < instalment.amountFen && instalment.dueOn < today };
  });
}

/** What is wrong with instalments that are to make up `totalFen`; undefined when nothing is. */
export function faultOf(
  instalments: readonly Instalment[],
  totalFen: number,
  today: string,
): 'sum' | 'order' | 'past' | undefined {
  if (instalments.reduce((sum, { amountFen }) => sum + amountFen, 0) !== totalFen) return 'sum';
  if (instalments.some(({ dueOn }, at) => at > 0 && dueOn <= (instalments[at - 1] as Instalment).dueOn)) return 'order';
  return instalments.some(({ dueOn }) => dueOn < today) ? 'past' : undefined;
}
