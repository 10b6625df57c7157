import type { Case, CaseInput, RecordedStep, StepInput } from '@zhiheng/contracts';
import type { CallOptions } from './options.ts';
import type { Transport } from './transport.ts';

export interface Cases {
  /** Throws ZhihengError; `already-exists` when the item has a case with this reference. */
  openCase(input: CaseInput, options?: CallOptions): Promise<Case>;
  /** The case with its steps: also what tells whether a step that ended in `unavailable` was recorded. */
  readCase(id: string, options?: CallOptions): Promise<Case>;
  /**
   * Judges, records and logs a duty on a case, all or nothing. Throws ZhihengError: `duty-conflict` with `conflicts`,
   * `out-of-order`, `already-recorded`, `case-closed`, `not-permitted` …
   */
  recordStep(id: string, step: StepInput, options?: CallOptions): Promise<RecordedStep>;
}

/** Writes are sent once: sent again, one that was done would be told `already-exists` or `already-recorded`. */
export function casesOver(send: Transport): Cases {
  const path = (id: string) => `/api/v1/cases/${encodeURIComponent(id)}`;
  const scope = 'cases:write';
  return {
    openCase: async (body, options) =>
      (await send({ method: 'POST', path: '/api/v1/cases', body, scope, idempotent: false, ...options })) as Case,
    readCase: async (id, options) =>
      (await send({ method: 'GET', path: path(id), scope, idempotent: true, ...options })) as Case,
    recordStep: async (id, body, options) => {
      const call = { method: 'POST', path: `${path(id)}/steps`, body, scope, idempotent: false } as const;
      return (await send({ ...call, ...options })) as RecordedStep;
    },
  };
}
