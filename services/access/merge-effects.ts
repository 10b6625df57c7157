import type { Merge, MergeEffects } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import type { Trace } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { carryOut } from './departure-effects.ts';
import { judgedHoldings } from './deputy-holdings.ts';
import { conflictsOf } from './duty-check.ts';
import type { EntryFacts } from './entry-facts.ts';
import { withdrawDeparture } from './planned-departures.ts';
import { failRequest } from './request-fail.ts';
import { whyNotGranted } from './retirement.ts';
import { databaseNow } from './store/clock-store.ts';
import { currentExceptions } from './store/exception-store.ts';
import { currentHoldings } from './store/grant-store.ts';
import { pendingHeard, sharedCases, sharedRequests } from './store/merge-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import type { Planner } from './store/planned-departure-store.ts';
import { lockRequests, readRequest } from './store/request-store.ts';

export interface MergeOutcome {
  effects: MergeEffects;
  /** What ends and the human does not hold under the other record, each with what it would break together with what they do. */
  suggestedGrants: Merge['suggestedGrants'];
}

/** So many cases and requests are told of each. */
const mostTold = 100;

/**
 * Ends one of two records of a human, under the centre's exclusive lock and both people's. It goes as a leaver does: nothing of what
 * it held begins for the other, so that no conflict can come of it; what the human lacks then is asked for. Pending requests on which it
 * was heard fail, since who else may be heard was reckoned of two people.
 */
export async function carryOutMerge(
  transaction: Transaction,
  policy: CentrePolicy,
  { person, into }: { person: PersonRow; into: PersonRow },
  by: Planner,
  facts: Trace,
): Promise<MergeOutcome> {
  const { centre } = policy;
  const two = [person.id, into.id] as const;
  const cases = await sharedCases(transaction, centre, two, mostTold + 1);
  const requests = await sharedRequests(transaction, centre, two, mostTold + 1);
  const held = await currentHoldings(transaction, centre, [person.id]);
  const heard = await pendingHeard(transaction, centre, person.id);
  // Whoever goes on has plans of their own, if any. Where its day has come the record leaves by it.
  if (person.state === 'active') await withdrawDeparture(transaction, policy, person, by, facts);
  const leaver = await findPerson(transaction, centre, person.id);
  const left = leaver?.state === 'active' ? await carryOut(transaction, policy, leaver, facts, 'merged') : nothing;
  const requestsFailed = await failHeard(transaction, policy, heard, facts);
  const more = cases.length > mostTold || requests.length > mostTold;
  const actedAsTwo = { cases: cases.slice(0, mostTold), requests: requests.slice(0, mostTold), more };
  return {
    effects: { ...left, requestsFailed, actedAsTwo },
    suggestedGrants: into.state === 'active' ? await suggested(transaction, policy, held, into.id) : [],
  };
}

const nothing = {
  accounts: [],
  grantsEnded: [],
  requestsWithdrawn: [],
  decisionsReassigned: [],
  controlsLeft: [],
  clients: [],
  openCases: [],
};

async function failHeard(
  transaction: Transaction,
  policy: CentrePolicy,
  ids: readonly string[],
  facts: EntryFacts,
): Promise<string[]> {
  await lockRequests(transaction, policy.centre, [...ids]);
  const at = await databaseNow(transaction);
  const failed: string[] = [];
  for (const id of ids) {
    const request = await readRequest(transaction, policy.centre, id);
    // Some were the record's own, and are withdrawn by now.
    if (request?.approval.state !== 'pending') continue;
    await failRequest(transaction, policy, request, { code: 'one-human' }, facts, at);
    failed.push(id);
  }
  return failed;
}

async function suggested(
  transaction: Transaction,
  policy: CentrePolicy,
  ended: readonly Holding[],
  into: string,
): Promise<MergeOutcome['suggestedGrants']> {
  const at = await databaseNow(transaction);
  const own = await judgedHoldings(transaction, policy, [into]);
  const exceptions = await currentExceptions(transaction, policy.centre, [into]);
  return ended
    .filter(
      ({ role, unit }) =>
        !whyNotGranted(policy, role, unit) && !own.some((one) => one.role === role && one.unit === unit),
    )
    .map(({ role, unit, until }) => {
      const proposed = { id: 'proposed', person: into, role, unit, from: at, until };
      return { role, unit, conflicts: conflictsOf(policy, own, proposed, at, exceptions).blocking };
    });
}
