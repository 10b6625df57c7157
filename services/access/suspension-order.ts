import { type SuspensionEffects, said } from '@zhiheng/contracts';
import { newId } from '@zhiheng/database';
import { fieldProblem, Problem } from '@zhiheng/http';
import { leaveControls } from './controls.ts';
import { openWork } from './open-work.ts';
import { waitingForAny } from './request-reassign.ts';
import { currentHoldings } from './store/grant-store.ts';
import { grantsNow } from './store/holder-store.ts';
import type { PersonRow } from './store/people-store.ts';
import { lockRequests } from './store/request-store.ts';
import { suspendedGrants } from './store/suspension-store.ts';
import { reassignLost, record, suspendOne } from './suspension-effects.ts';
import type { Ordering, Suspending } from './suspension-ordering.ts';
import { openConfirmations } from './suspension-request.ts';

export interface Ordered {
  id: string;
  person: PersonRow;
  effects: SuspensionEffects;
  /** Usernames. */
  confirmedBy: string[];
}

/** Does all that a suspension does, under the centre's exclusive lock and the people's. Throws `not-held`, `already-suspended`. */
export async function suspendPeople(ordering: Ordering, people: readonly PersonRow[]): Promise<Ordered[]> {
  const { transaction, policy, order, trace } = ordering;
  const ids = people.map(({ id }) => id);
  const waiting = await waitingForAny(transaction, policy, ids);
  await lockRequests(
    transaction,
    policy.centre,
    waiting.map(({ request }) => request.id),
  );
  const all = await whatToSuspend(ordering, people);
  const batch = newId();
  const withoutSignIn = new Map<string, string[]>();
  const confirmations = await openConfirmations(ordering, all);
  for (const one of confirmations) withoutSignIn.set(one.of.id, await suspendOne(ordering, one, batch));
  const moved = await reassignLost(ordering, waiting);
  const done: Ordered[] = [];
  for (const { of: one, confirmedBy } of confirmations) {
    const effects: SuspensionEffects = {
      accounts: withoutSignIn.get(one.id) ?? [],
      grants: one.grants.map(({ id, role, unit }) => ({ id, role, unit })),
      decisionsReassigned: moved.get(one.person.id) ?? [],
      controlsLeft: order.grants
        ? []
        : await leaveControls(transaction, policy, one.person.id, 'control-suspended', trace),
      openCases: await openWork(transaction, policy, one.person.id, one.acting),
    };
    await record(ordering, one, effects);
    done.push({ id: one.id, person: one.person, effects, confirmedBy });
  }
  return done;
}

/** All that each holds, or only the grants named, which have to be held and not all be suspended already. */
async function whatToSuspend(
  { transaction, policy: { centre }, order }: Ordering,
  people: readonly PersonRow[],
): Promise<Suspending[]> {
  const holdings = await currentHoldings(
    transaction,
    centre,
    people.map(({ id }) => id),
  );
  for (const [index, id] of (order.grants ?? []).entries())
    if (!holdings.some((held) => held.id === id))
      throw fieldProblem('not-held', `/grants/${index}`, said('no-grant-held'));
  const held = holdings.filter(({ id }) => order.grants?.includes(id) ?? true);
  if (order.grants && (await suspendedGrants(transaction, centre, order.grants)).size === order.grants.length)
    throw new Problem('already-suspended');
  const all: Suspending[] = [];
  for (const person of people) {
    const grants = held.filter((one) => one.person === person.id);
    const now = await grantsNow(transaction, centre, person.id);
    const acting = now.filter(({ id }) => grants.some((one) => one.id === id));
    all.push({ id: newId(), person, grants, acting });
  }
  return all;
}
