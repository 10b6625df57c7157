import type { Transfer } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import type { EntryFacts } from './entry-facts.ts';
import { openWork } from './open-work.ts';
import { decidersOf, readOrganisation } from './organisation.ts';
import { withdrawPointless } from './request-pointless.ts';
import { reassignAll, waitingFor } from './request-reassign.ts';
import { databaseNow } from './store/clock-store.ts';
import { append } from './store/log-store.ts';
import { endGrantsByTransfer, movePerson } from './store/movement-store.ts';
import type { PersonRow } from './store/people-store.ts';
import { listRequests, lockRequests, type StoredRequest } from './store/request-store.ts';
import { type Place, partGrants } from './transfer-grants.ts';

export type TransferEffects = NonNullable<Transfer['effects']>;

/**
 * Moves a person and does all that this brings with it, under the centre's exclusive lock and the person's: what was given for
 * the old unit or post ends before anything new can begin. Gives what was done.
 */
export async function carryOutTransfer(
  transaction: Transaction,
  policy: CentrePolicy,
  person: PersonRow,
  to: Place,
  facts: EntryFacts,
): Promise<TransferEffects> {
  const { centre } = policy;
  const { ending, kept } = await partGrants(transaction, policy, person, to);
  const pointless = await pointlessRequests(transaction, policy, person.id, ending, to);
  const ids = new Set(pointless.map(({ id }) => id));
  const waiting = (await waitingFor(transaction, policy, person.id)).filter(({ id }) => !ids.has(id));
  await lockRequests(
    transaction,
    centre,
    [...pointless, ...waiting].map(({ id }) => id),
  );
  const at = await databaseNow(transaction);
  const inForce = ending.filter(({ from }) => from <= at);
  await movePerson(transaction, centre, person.id, to);
  await endGrantsByTransfer(
    transaction,
    centre,
    ending.map(({ id }) => id),
  );
  await append(
    transaction,
    centre,
    ending.map(({ id, role, unit }) => ({
      ...facts,
      action: 'grant.ended',
      outcome: 'done',
      targetType: 'role',
      target: role,
      unit,
      about: person.id,
      reason: 'transfer',
      before: { grant: id, role, unit },
    })),
  );
  for (const request of pointless) await withdrawPointless(transaction, centre, request, 'transfer', facts);
  const lost = await noLongerTheirs(transaction, policy, waiting, person.id);
  return {
    grantsEnded: ending.map(named),
    grantsKept: kept.map(named),
    requestsWithdrawn: pointless.map(({ id }) => id),
    decisionsReassigned: await reassignAll(transaction, policy, lost, facts, 'transfer'),
    openCases: await openWork(transaction, policy, person.id, inForce),
  };
}

const named = ({ id, role, unit }: Holding) => ({ id, role, unit });

/** Pending requests for the person that the new place leaves without a point: about a unit that no longer covers it, or what ends. */
async function pointlessRequests(
  transaction: Transaction,
  policy: CentrePolicy,
  person: string,
  ending: readonly Holding[],
  to: Place,
): Promise<StoredRequest[]> {
  const found = await listRequests(transaction, policy.centre, { state: 'pending', beneficiary: person });
  return found.filter(({ change, role, unit }) => {
    if (role === null || !['grant', 'extend', 'revoke'].includes(change)) return false;
    if (change === 'grant') return !policy.compiled.units.contains(unit, to.unit);
    return ending.some((grant) => grant.role === role && grant.unit === unit);
  });
}

/** Of the requests that waited for the person, those they can no longer decide. */
async function noLongerTheirs(
  transaction: Transaction,
  policy: CentrePolicy,
  waiting: readonly StoredRequest[],
  person: string,
): Promise<StoredRequest[]> {
  if (waiting.length === 0) return [];
  const organisation = await readOrganisation(transaction, policy);
  const at = await databaseNow(transaction);
  return waiting.filter((request) => !decidersOf(request, organisation, at).has(person));
}
