import type { RawBuilder } from 'kysely';

/** One thing that is counted, and what it is counted by. `''` and null stand for what a measure has not. */
export interface ReportEvent {
  id: string;
  at: Date;
  item: string;
  unit: string;
  kind: string;
  type: string;
  person: string | null;
  other: string | null;
  value: number;
}

/** A centre's moments, half-open. */
export interface Moments {
  centre: string;
  from: Date;
  until: Date;
}
export type Events = (moments: Moments) => RawBuilder<unknown>;
