import { type StepInput, said } from '@zhiheng/contracts';
import { type Caller, fieldProblem, type Trace } from '@zhiheng/http';
import type { StepRequest } from './steps.ts';

/**
 * Who acts: the person whose token it is, or whom a machine client names. The entries of a case belong together under
 * its id, unless the caller has given a correlation of their own.
 */
export function stepRequest(
  caller: Caller,
  id: string,
  { duty, actor, outcome = 'done', note }: StepInput,
  trace: Trace,
  ownCorrelation: boolean,
): StepRequest {
  return {
    case: id.toLowerCase(),
    duty,
    outcome,
    ...(note === undefined ? {} : { note }),
    client: caller.client,
    trace: ownCorrelation ? trace : { ...trace, correlationId: id.toLowerCase() },
    ...actingPerson(caller, actor),
  };
}

/** Throws `invalid-request` when nobody is named; who names another than themselves is refused with the step. */
export function actingPerson(
  caller: Caller,
  named: string | undefined,
): Pick<StepRequest, 'actor' | 'account' | 'forbidden'> {
  if (caller.kind === 'person') {
    const self = { actor: caller.username, account: caller.account };
    if (named === undefined || named === caller.username) return self;
    return { ...self, forbidden: said('own-name-only', { person: caller.username, named }) };
  }
  if (named === undefined) throw fieldProblem('invalid-request', '/actor', said('client-names-actor'));
  return { actor: named };
}
