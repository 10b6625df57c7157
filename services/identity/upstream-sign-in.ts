import { inCentre, listCentres } from '@zhiheng/database';
import { assurance } from '@zhiheng/http';
import { centreOfId } from './holder.ts';
import { admitKnown, type SignInContext, type SignInOutcome } from './sign-in.ts';
import { append } from './store/log-store.ts';
import { accountOfStaffNumber } from './store/upstream-store.ts';
import { UpstreamError, type UpstreamPerson, type Upstreams } from './upstream.ts';

export type UpstreamRefusal = 'failed' | 'unknown' | 'refused';
export type UpstreamOutcome =
  | (Extract<SignInOutcome, { kind: 'signed-in' }> & { acr: string })
  | { kind: 'refused'; why: UpstreamRefusal };

/**
 * Signs in whom the upstream has authenticated, as the account of that staff number. None is ever made: whoever the
 * centre does not know by the number stays outside, and all that bars a sign-in by password bars this one.
 */
export async function signInByUpstream(
  context: SignInContext,
  upstreams: Upstreams,
  uid: string,
  query: URLSearchParams,
): Promise<UpstreamOutcome> {
  let person: UpstreamPerson;
  try {
    person = await upstreams.finish(uid, query);
  } catch (error) {
    const centre = error instanceof UpstreamError ? error.centre : centreOfId(query.get('state') ?? '');
    context.log.warn({ err: error }, 'the sign-in at the upstream failed');
    return refuse(context, centre, 'failed', reasonOf(error));
  }
  const { upstream, staffNumber, acr } = person;
  const { centre } = upstream;
  const account = await inCentre(context.database, centre, (transaction) =>
    accountOfStaffNumber(transaction, centre, staffNumber),
  );
  if (!account) return refuse(context, centre, 'unknown', 'unknown-staff-number');
  const outcome = await admitKnown(context, account);
  if (outcome.kind !== 'signed-in') return { kind: 'refused', why: 'refused' };
  return { ...outcome, acr: (acr === undefined ? undefined : upstream.acr[acr]) ?? assurance.password };
}

/** The protocol's code, never what the upstream or the browser wrote beside it. */
function reasonOf(error: unknown): string {
  if (error instanceof UpstreamError) return error.message;
  const { code, error: said } = error as { code?: unknown; error?: unknown };
  return (
    ([code, said].find((word) => typeof word === 'string' && /^[\w-]{1,60}$/.test(word)) as string) ?? 'unreachable'
  );
}

async function refuse(
  { database, trace, client }: SignInContext,
  centre: string,
  why: UpstreamRefusal,
  word: string,
): Promise<UpstreamOutcome> {
  if ((await listCentres(database)).some((known) => known.centre === centre))
    await inCentre(database, centre, (transaction) =>
      append(transaction, centre, {
        ...trace,
        client,
        action: 'sign-in.refused',
        outcome: 'denied',
        reason: `upstream: ${word}`,
      }),
    );
  return { kind: 'refused', why };
}
