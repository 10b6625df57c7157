import type { StepInput } from '@zhiheng/contracts';
import { type Caller, fieldProblem, Problem, type Trace } from '@zhiheng/http';
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

function actingPerson(caller: Caller, named: string | undefined): { actor: string; account?: string } {
  if (caller.kind === 'person') {
    if (named !== undefined && named !== caller.username)
      throw new Problem('not-permitted', 'A person acts in their own name only.');
    return { actor: caller.username, account: caller.account };
  }
  if (named === undefined)
    throw fieldProblem('invalid-request', '/actor', 'a machine client names the person who acted');
  return { actor: named };
}
