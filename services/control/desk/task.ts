import type { TaskKind } from '@zhiheng/contracts';

/** Something that the caller has to do, as the part that it belongs to tells of it. */
export interface TaskRow {
  kind: TaskKind;
  /** Id of what it is about; of which type that is says the kind. */
  about: string;
  /** Of a paper: the inspection that it belongs to. */
  within?: string;
  unit: string | null;
  facts: { month?: string; amountFen?: number; code?: string };
  /** The first instant that is too late. */
  dueAt: Date | null;
}

/** Of each part at most so many: whoever has more does the earliest first. */
export const mostTasks = 500;
