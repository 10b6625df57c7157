import type { UncoveredDuty } from '@zhiheng/contracts';

/** Of duties left with fewer than two: those that nobody is left for, which may not be taken away without a plan of who covers them. */
export const unattended = (uncovered: readonly UncoveredDuty[]): UncoveredDuty[] =>
  uncovered.filter(({ remaining }) => remaining === 0);
