import type { ThinlyCoveredDuty } from '@zhiheng/contracts';

/** Of duties left with fewer than two: those that nobody is left for, which may not be taken away without a plan of who covers them. */
export const unattended = (duties: readonly ThinlyCoveredDuty[]): ThinlyCoveredDuty[] =>
  duties.filter(({ remaining }) => remaining === 0);
