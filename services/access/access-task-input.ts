import { type AccessRequestInput, type RequestInput, said } from '@zhiheng/contracts';
import { type Caller, fieldProblem, Problem } from '@zhiheng/http';
import type { BoundCure, Denied } from './denial-binding.ts';

/** A submission that is about one denied inquiry and says what binds it. */
interface Whole extends Denied {
  token: string;
  /** As the caller was told it. */
  expiresAt: string;
  evaluation?: string;
}

/**
 * The denied inquiry and what binds it. Throws `denial-unbound` without a token, `invalid-request` for what is not done here: several
 * at once, callbacks (no address is registered to which one might be sent), an actor who is not the caller.
 */
export function requireWhole(caller: Caller, input: AccessRequestInput): Whole {
  const { subject, action, resource, context, denial } = input;
  if (input.items) throw fieldProblem('invalid-request', '/items', said('one-inquiry'));
  if (input.callback !== undefined) throw fieldProblem('invalid-request', '/callback', said('no-callback'));
  const { actor } = input.client ?? {};
  if (actor && (actor.act !== undefined || actor.id !== idOf(caller)))
    throw fieldProblem('invalid-request', '/client/actor', said('caller-acts'));
  if (!action) throw fieldProblem('invalid-request', '/action', said('missing'));
  if (!resource) throw fieldProblem('invalid-request', '/resource', said('missing'));
  if (!denial?.binding_token) throw new Problem('denial-unbound', said('denial-token-missing'));
  return {
    subject,
    action,
    resource,
    ...(context ? { context } : {}),
    token: denial.binding_token,
    expiresAt: denial.expires_at,
    ...(denial.evaluation_id === undefined ? {} : { evaluation: denial.evaluation_id }),
  };
}

const idOf = (caller: Caller): string => (caller.kind === 'person' ? caller.username : caller.client);

/** The request that would cure it: the least role, or which of the others is asked for. */
export function wantedOf(input: AccessRequestInput, cure: BoundCure): RequestInput {
  const { role = cure.role, requested_until: validUntil } = input.requested_access ?? {};
  if (role !== cure.role && !cure.alternatives?.includes(role))
    throw fieldProblem('invalid-request', '/requested_access/role', said('not-offered'));
  const reason = input.context?.business_justification;
  if (typeof reason !== 'string' || reason.length === 0 || reason.length > 1_000)
    throw fieldProblem('invalid-request', '/context/business_justification', said('needed-text', { most: 1000 }));
  return {
    change: 'grant',
    beneficiary: cure.beneficiary,
    role,
    unit: cure.unit,
    ...(validUntil === undefined ? {} : { validUntil }),
    reason,
  };
}
