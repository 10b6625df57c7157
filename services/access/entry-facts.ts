import type { LogEntry } from './store/log-store.ts';

/** Facts of the entries that follow from one act: whose it is, none but the client's for one of a schedule. */
export type EntryFacts = Pick<LogEntry, 'actor' | 'person' | 'account' | 'client' | 'address' | 'correlationId'>;
