import type { Action, EntryInput } from '@zhiheng/contracts';

/** An entry whose action is one that `contracts` has words for. */
export type LogEntry = EntryInput & { action: Action };
