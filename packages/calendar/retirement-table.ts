/** By whose rule somebody retires: men, women in cadre posts (女干部), women in workers' posts (女工人). */
export type RetirementCategory = 'man' | 'woman-cadre' | 'woman-worker';

/** One of the three tables annexed to the method, as the rule that its rows follow. */
export interface RetirementRow {
  /** The statutory age before, in months. */
  readonly before: number;
  /** Who is born in this month or later retires later than that. */
  readonly firstBorn: `${number}-${number}`;
  /** One month later for each so many months of birth that have begun. */
  readonly monthsPerStep: number;
  /** So many months at most. */
  readonly most: number;
}

/**
 * 《国务院关于渐进式延迟法定退休年龄的办法》, approved with the decision of the Standing Committee of the National People's Congress of
 * 2024-09-13, in force from 2025-01-01, and the comparison tables annexed to it (附件：男职工、原五十五周岁女职工、原五十周岁女职工延迟法定退休年龄对照表).
 */
export const retirementTable: Readonly<Record<RetirementCategory, RetirementRow>> = {
  man: { before: 60 * 12, firstBorn: '1965-01', monthsPerStep: 4, most: 36 },
  'woman-cadre': { before: 55 * 12, firstBorn: '1970-01', monthsPerStep: 4, most: 36 },
  'woman-worker': { before: 50 * 12, firstBorn: '1975-01', monthsPerStep: 2, most: 60 },
};

/** How much earlier or later than at the statutory age somebody may choose to retire (第四条 of the decision's method: 弹性提前、弹性延迟). */
export const mostFlexibleMonths = 36;
