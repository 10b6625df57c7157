/** By what a population is parted. `amount` is the band in which the amount lies. */
export const strataFields = ['item', 'risk', 'amount', 'unit', 'operator', 'channel'] as const;
export type StrataField = (typeof strataFields)[number];

export const methods = ['share', 'count', 'money'] as const;
export type Method = (typeof methods)[number];

/** How many of a stratum: so many of ten thousand, rounded up, and no fewer than `least` while there are as many. */
export interface Quota {
  per10000: number;
  least: number;
}

/**
 * How a sample is drawn, fixed before the population is. `share`: of each stratum its risk's quota. `count`: so many in all, parted over the
 * strata by their sizes. `money`: each case with the chance amount ÷ interval, and for certain from the interval on; what bears no amount
 * goes by its quota. What has to be in stands outside of the strata.
 */
export interface Plan {
  strata: readonly StrataField[];
  /** Lower ends of the bands beyond the first, ascending. */
  bandsFen: readonly number[];
  method: Method;
  quotas: { risk1: Quota; risk2: Quota; risk3: Quota };
  count?: number;
  intervalFen?: number;
  /** How many of each operator's at least, while there are as many. */
  perOperator: number;
}

/** One thing of a population: a finished case, or a holding. */
export interface Member {
  id: string;
  item: string | null;
  risk: 1 | 2 | 3;
  unit: string;
  channel: string | null;
  /** Who did it: an id. */
  operator: string | null;
  amountFen: number | null;
  /** Why it has to be in; empty: it need not. */
  must: readonly string[];
}

/** What is hashed of a member, and stands in the file by which anybody redraws. */
export const lineOf = ({ id, item, risk, unit, channel, operator, amountFen, must }: Member): string =>
  JSON.stringify([id, item, risk, unit, channel, operator, amountFen, must]);

/** Throws SyntaxError for what is no such line. */
export function memberOf(line: string): Member {
  const [id, item, risk, unit, channel, operator, amountFen, must] = JSON.parse(line) as [
    string,
    string | null,
    1 | 2 | 3,
    string,
    string | null,
    string | null,
    number | null,
    string[],
  ];
  const member = { id, item, risk, unit, channel, operator, amountFen, must };
  if (typeof id !== 'string' || !Array.isArray(must) || lineOf(member) !== line)
    throw new SyntaxError('This is no line of a population.');
  return member;
}

/** The stratum of one that need not be in, as text: its facts in the order of the plan. */
export function stratumOf(member: Member, plan: Pick<Plan, 'strata' | 'bandsFen'>): string {
  return JSON.stringify([`risk${member.risk}`, ...plan.strata.map((field) => factOf(member, field, plan.bandsFen))]);
}

/** The risk by whose quota a stratum goes: no stratum mixes two. */
export const riskOf = (stratum: string): 'risk1' | 'risk2' | 'risk3' =>
  (JSON.parse(stratum) as string[])[0] as 'risk1' | 'risk2' | 'risk3';

function factOf(member: Member, field: StrataField, bandsFen: readonly number[]): string {
  if (field === 'amount') return bandOf(member.amountFen, bandsFen);
  return String(member[field] ?? '-');
}

/** The number of the band from its lower end on; `-` without an amount. */
export const bandOf = (amountFen: number | null, bandsFen: readonly number[]): string =>
  amountFen === null ? '-' : String(bandsFen.filter((end) => amountFen >= end).length);

/** Whether money decides about it: it bears an amount, below the interval from which on it is certain. */
export const goesByMoney = ({ amountFen, must }: Member, { method }: Plan): boolean =>
  method === 'money' && must.length === 0 && amountFen !== null && amountFen > 0;

/** Why one has to be in by the plan alone. */
export const certainByMoney = (member: Omit<Member, 'must'>, { method, intervalFen }: Plan): boolean =>
  method === 'money' && intervalFen !== undefined && member.amountFen !== null && member.amountFen >= intervalFen;
