export type {
  CancellationInput,
  Case,
  CaseCandidate,
  CaseInput,
  ConflictDocument,
  Entry,
  EntryInput,
  EvaluationInput,
  RecordedStep,
  StepDocument,
  StepInput,
} from '@zhiheng/contracts';
export type { CaseFilters } from './cases.ts';
export { createClient, type ZhihengClient } from './client.ts';
export type { BatchOptions, BatchSemantic, Decision } from './decisions.ts';
export type { EntryFilters, PassedOver, SequencedEntry } from './entries.ts';
export { ZhihengError } from './error.ts';
export type { CallOptions, ClientOptions, WriteOptions } from './options.ts';
export type { PageOptions } from './rows.ts';
export type { Search } from './search.ts';
export {
  type SeenSignals,
  type Signal,
  SignalError,
  type SignalOptions,
  seenInMemory,
  signalEvents,
  signalReason,
  signalReceiver,
} from './signals.ts';
export type { FollowSignals, Stream, StreamWish } from './streams.ts';
export type { Caller, ClientCaller, PersonCaller } from './verify-token.ts';
