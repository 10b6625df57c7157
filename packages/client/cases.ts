import { randomUUID } from 'node:crypto';
import type { CancellationInput, Case, CaseCandidate, CaseInput, RecordedStep, StepInput } from '@zhiheng/contracts';
import type { CallOptions, WriteOptions } from './options.ts';
import { type PageOptions, rows } from './rows.ts';
import type { Transport } from './transport.ts';

/** Which cases; every field that is given must hold. */
export interface CaseFilters {
  item?: string;
  unit?: string;
  state?: Case['state'];
  reference?: string;
  /** What the reference begins with; then they come in its order. */
  referencePrefix?: string;
}

export interface Cases {
  /**
   * Throws ZhihengError; `already-exists` when the item has a case with this reference, `idempotency-mismatch` when the key has
   * opened one about something else.
   */
  openCase(input: CaseInput, options?: WriteOptions): Promise<Case>;
  /** The case with its steps. Throws ZhihengError `not-found`. */
  readCase(id: string, options?: CallOptions): Promise<Case>;
  /** Cases, newest first. Throws ZhihengError. */
  findCases(filters?: CaseFilters, options?: PageOptions): AsyncGenerator<Case, void, undefined>;
  /**
   * Judges, records and logs a duty on a case, all or nothing. Throws ZhihengError: `duty-conflict` with `conflicts`,
   * `out-of-order`, `already-recorded`, `case-closed`, `not-permitted` …
   */
  recordStep(id: string, step: StepInput, options?: WriteOptions): Promise<RecordedStep>;
  /**
   * Takes an open case off its way, by who did its first duty or may approve it; what was done on it still counts. Cancelled again it
   * stays as it was. Throws ZhihengError: `case-closed` when it is complete, `not-permitted`, `not-found` …
   */
  cancelCase(id: string, cancellation: CancellationInput, options?: CallOptions): Promise<Case>;
  /** Who holds the duty that a case waits for, and why some may not do it now. Throws ZhihengError `not-found`. */
  candidates(id: string, options?: PageOptions): AsyncGenerator<CaseCandidate, void, undefined>;
}

const scope = 'cases:write';
const casesPath = '/api/v1/cases';

/** What makes something has a key, under which Zhiheng does it once and tells every repetition what was done. */
export function casesOver(send: Transport): Cases {
  const path = (id: string) => `${casesPath}/${encodeURIComponent(id)}`;
  const write = (to: string, body: unknown, { idempotencyKey: key = randomUUID(), ...options }: WriteOptions = {}) =>
    send({ method: 'POST', path: to, body, scope, key, ...options });

  return {
    readCase: async (id, options) => (await send({ method: 'GET', path: path(id), scope, ...options })) as Case,
    openCase: async (input, options) => (await write(casesPath, input, options)) as Case,
    recordStep: async (id, step, options) => (await write(`${path(id)}/steps`, step, options)) as RecordedStep,
    cancelCase: async (id, body, options) =>
      (await send({ method: 'POST', path: `${path(id)}/cancellation`, body, scope, ...options })) as Case,
    findCases: (filters = {}, options = {}) => rows<Case>(send, { path: casesPath, scope, filters }, options),
    candidates: (id, options = {}) => rows<CaseCandidate>(send, { path: `${path(id)}/candidates`, scope }, options),
  };
}
