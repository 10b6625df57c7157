import type { ProblemDocument } from '@zhiheng/contracts';

/** What `ZhihengError` may say besides its code. */
export type ErrorFacts = Partial<Pick<ProblemDocument, 'status' | 'title' | 'detail' | 'errors' | 'conflicts'>>;

/**
 * Zhiheng refuses, or cannot be reached. `code` is that of its problem document (RFC 9457): `duty-conflict`,
 * `already-recorded`, `out-of-order`, `not-permitted` …; `unavailable` when there is no answer, which leaves open
 * whether a write was done.
 */
export class ZhihengError extends Error {
  override readonly name = 'ZhihengError';
  readonly code: string;
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  readonly title: string | undefined;
  readonly detail: string | undefined;
  /** Fields that are not valid. */
  readonly errors: NonNullable<ProblemDocument['errors']>;
  /** Broken duty rules: each with its source, what it conflicts with, what would resolve it. */
  readonly conflicts: NonNullable<ProblemDocument['conflicts']>;

  constructor(code: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super([code, facts.title, facts.detail].filter(Boolean).join(': '), options);
    this.code = code;
    this.status = facts.status;
    this.title = facts.title;
    this.detail = facts.detail;
    this.errors = facts.errors ?? [];
    this.conflicts = facts.conflicts ?? [];
  }
}

/** There is no usable answer. */
export const unavailable = (detail: string, cause?: unknown): ZhihengError =>
  new ZhihengError('unavailable', { detail }, { cause });

/** The error that an answer other than 2xx stands for; one that is no problem document counts as `unavailable`. */
export function errorOf(status: number, body: unknown): ZhihengError {
  const { code, title, detail, errors, conflicts } = (body instanceof Object ? body : {}) as Partial<ProblemDocument>;
  if (typeof code !== 'string') return new ZhihengError('unavailable', { status, detail: `HTTP ${status}` });
  return new ZhihengError(code, {
    status,
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(Array.isArray(errors) ? { errors } : {}),
    ...(Array.isArray(conflicts) ? { conflicts } : {}),
  });
}
