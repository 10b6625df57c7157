export type PolicyErrorCode =
  | 'cyclic-inheritance'
  | 'cyclic-units'
  | 'duplicate-code'
  | 'empty-selector'
  | 'invalid-item'
  | 'invalid-period'
  | 'invalid-rule'
  | 'several-people'
  | 'too-many-duties'
  | 'unknown-duty'
  | 'unknown-holding'
  | 'unknown-item'
  | 'unknown-role'
  | 'unknown-rule'
  | 'unknown-unit';

export interface PolicyProblem {
  code: PolicyErrorCode;
  /** Where, as in `roles.2.permissions.0.items.1`. */
  path: string;
  /** The offending value. */
  value: string;
}

/** The policy, or what is judged by it, does not hold together. `code` and `path` are those of the first problem. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly code: PolicyErrorCode;
  readonly path: string;
  readonly problems: readonly PolicyProblem[];

  constructor(first: PolicyProblem, ...others: PolicyProblem[]) {
    super(`${first.code} at ${first.path}: ${first.value}`);
    this.code = first.code;
    this.path = first.path;
    this.problems = [first, ...others];
  }
}
