export type {
  Case,
  CaseInput,
  ConflictDocument,
  Entry,
  EvaluationInput,
  RecordedStep,
  StepDocument,
  StepInput,
} from '@zhiheng/contracts';
export { createClient, type ZhihengClient } from './client.ts';
export type { Decision } from './decisions.ts';
export type { EntryFilters, PassedOver, SequencedEntry } from './entries.ts';
export { ZhihengError } from './error.ts';
export type { CallOptions, ClientOptions } from './options.ts';
export type { Search, SearchOptions } from './search.ts';
export type { Caller, ClientCaller, PersonCaller } from './verify-token.ts';
