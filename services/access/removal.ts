import type { StaffingLoss, ThinlyCoveredDuty } from '@zhiheng/contracts';

/** One person's role at one unit, however many periods. */
export interface Removal {
  person: string;
  role: string;
  unit: string;
}

/** What a removal leaves behind. */
export interface RemovalOutlook {
  losses: StaffingLoss[];
  /** The duties it leaves without a second person. */
  thinlyCovered: ThinlyCoveredDuty[];
  /** Ids of who loses the same role there by another removal: they cannot cover it. */
  alsoLosing: ReadonlySet<string>;
  /** Of a cure: those of it that leave something without a second person. */
  needing?: readonly (Removal & Pick<RemovalOutlook, 'alsoLosing'>)[];
}

/** Of what is no removal. */
export const nothingLost: RemovalOutlook = { losses: [], thinlyCovered: [], alsoLosing: new Set() };
