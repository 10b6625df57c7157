import { type MergeEffects, noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { carryOutMerge, type MergeOutcome } from './merge-effects.ts';
import { tell } from './notices.ts';
import { plannerOf } from './planned-departures.ts';
import { lockPeople, lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import {
  closeMerge,
  hasOpenSuspension,
  insertMerge,
  joinRecords,
  listMerges,
  type MergeRow,
  readMerge,
  setMergeEffects,
} from './store/merge-store.ts';
import { findPerson, type PersonRow, usernamesOf } from './store/people-store.ts';
import { tryOut } from './try-out.ts';
import { asking, deciding, notOver, unitsFor, type Way } from './two-administrators.ts';
import { thoseWho } from './watchers.ts';

/** Ids or usernames of the record that ends, and of the one that goes on. */
export interface TwoRecords {
  person: string;
  into: string;
}
interface Two {
  person: PersonRow;
  into: PersonRow;
}

/** What a merge would do at this moment; done and taken back. Throws as `askForMerge`. */
export function previewMerge(
  desk: Desk,
  caller: PersonCaller,
  named: TwoRecords,
  trace: Trace,
): Promise<Two & MergeOutcome> {
  const facts = { ...trace, action: 'access.refused', targetType: 'person', target: named.person } as const;
  const refused = { ...facts, outcome: 'denied', details: { preview: 'merge' } } as const;
  return tryOut(desk.database, caller.centre, refused, async (transaction) => {
    const { policy, ...two } = await lockTwo(desk, transaction, caller, named, asking);
    await requireMergeable(transaction, policy, two);
    return { ...two, ...(await carryOutMerge(transaction, policy, two, plannerOf(caller), trace)) };
  });
}

/**
 * Says that two records are of one human; another administrator decides. Throws `not-permitted`, `not-found`, `not-mergeable`,
 * `already-exists` when it is asked for already.
 */
export function askForMerge(
  desk: Desk,
  caller: PersonCaller,
  named: TwoRecords,
  reason: string,
  trace: Trace,
): Promise<MergeRow> {
  const { centre } = caller;
  const facts = { ...trace, action: 'merge.asked', targetType: 'person', target: named.person } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const { policy, ...two } = await lockTwo(desk, transaction, caller, named, asking);
    await requireMergeable(transaction, policy, two);
    const units = [two.person.unit, two.into.unit];
    const [known] = await listMerges(transaction, centre, { person: two.person.id, state: 'asked', units, limit: 1 });
    if (known) throw new Problem('already-exists');
    const asked = { ...idsOf(two), reason, askedBy: caller.person, client: caller.client };
    const id = await insertMerge(transaction, centre, asked);
    const deciders = await decidersOn(transaction, policy, { ...idsOf(two), askedBy: caller.person });
    await tell(transaction, centre, 'merge-asked', id, deciders);
    const { person, into } = two;
    const about = { target: nameOf(person), about: person.id, unit: person.unit };
    await append(transaction, centre, {
      ...facts,
      ...about,
      ...{ outcome: 'done', reason, after: { merge: id, into: nameOf(into), intoPerson: into.id } },
    });
    return (await readMerge(transaction, centre, id)) as MergeRow;
  });
}

/**
 * Decides on it: approved, the two are one from the commit on. Whoever asked may only take it back. Throws `not-found`, `not-permitted`,
 * `not-pending`, `not-mergeable`.
 */
export function decideOnMerge(
  desk: Desk,
  caller: PersonCaller,
  id: string,
  { decision, comment }: { decision: 'approve' | 'reject'; comment?: string },
  trace: Trace,
): Promise<{ row: MergeRow; suggestedGrants: MergeOutcome['suggestedGrants'] }> {
  const { centre } = caller;
  const action = decision === 'approve' ? 'person.merged' : 'merge.rejected';
  const facts = { ...trace, action, targetType: 'merge', target: id } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    await lockPolicy(transaction, centre, 'exclusive');
    const known = await readMerge(transaction, centre, id);
    if (!known) throw new Problem('not-found', noSuch('merge', id));
    const takesBack = decision === 'reject' && known.askedBy === caller.person;
    const needed = takesBack ? asking : deciding;
    const { policy, ...two } = await lockTwo(desk, transaction, caller, known, needed);
    if (decision === 'approve' && known.askedBy === caller.person)
      throw new Problem('not-permitted', said('merge-second'));
    if (known.state !== 'asked') throw new Problem('not-pending');
    const closing = { by: caller.person, comment };
    const about = { about: two.person.id, unit: two.person.unit, ...(comment ? { reason: comment } : {}) };
    if (decision === 'reject') {
      await closeMerge(transaction, centre, id, { ...closing, state: 'rejected' });
      await append(transaction, centre, { ...facts, ...about, outcome: 'done' });
      return { row: (await readMerge(transaction, centre, id)) as MergeRow, suggestedGrants: [] };
    }
    await requireMergeable(transaction, policy, two);
    const { effects, suggestedGrants } = await carryOutMerge(transaction, policy, two, plannerOf(caller), trace);
    await closeMerge(transaction, centre, id, { ...closing, state: 'done' });
    await joinRecords(transaction, centre, two.person.id, two.into.id);
    await setMergeEffects(transaction, centre, id, effects);
    await tell(transaction, centre, 'merge-done', id, [two.into.id]);
    await append(transaction, centre, { ...facts, ...about, outcome: 'done', ...mergedEntry(two, effects) });
    await raiseEpoch(transaction, centre, { person: two.person.id, departed: true });
    // Whom a record stands for is read with the policy.
    await raiseEpoch(transaction, centre, { policy: true });
    return { row: (await readMerge(transaction, centre, id)) as MergeRow, suggestedGrants };
  });
}

const mergedEntry = ({ person, into }: Two, effects: MergeEffects) => ({
  before: { state: person.state, unit: person.unit, roles: person.roles, username: person.username },
  after: { into: nameOf(into), intoPerson: into.id },
  details: {
    grantsEnded: effects.grantsEnded.length,
    requestsWithdrawn: effects.requestsWithdrawn.length,
    requestsFailed: effects.requestsFailed.length,
    casesAsTwo: effects.actedAsTwo.cases.length,
    requestsAsTwo: effects.actedAsTwo.requests.length,
  },
});

/** Ids of who could decide on a merge at this moment: over both units, none of the two, and not who asked. */
export async function decidersOn(
  transaction: Transaction,
  policy: CentrePolicy,
  { person, into, askedBy }: Pick<MergeRow, 'person' | 'into' | 'askedBy'>,
): Promise<string[]> {
  const units = await unitsOf(transaction, policy.centre, [person, into]);
  const may = await Promise.all(units.map((unit) => thoseWho(transaction, policy, unit, [deciding])));
  const [first = [], ...others] = may;
  return first.filter((one) => others.every((list) => list.includes(one)) && ![person, into, askedBy].includes(one));
}

async function unitsOf(transaction: Transaction, centre: string, people: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const id of people) found.push(((await findPerson(transaction, centre, id)) as PersonRow).unit);
  return [...new Set(found)];
}

/** As for a departure, of both. Throws `not-permitted`, `not-found`, `account-disabled`. */
async function lockTwo(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  named: TwoRecords,
  needed: Way,
): Promise<Two & { policy: CentrePolicy }> {
  const { centre } = caller;
  await lockPolicy(transaction, centre, 'exclusive');
  const policy = await policyOf(desk, transaction, centre);
  const find = (who: string) => findPerson(transaction, centre, who);
  const found = [await find(named.person), await find(named.into)];
  await lockPeople(transaction, centre, [
    ...found.flatMap((one) => (one ? [[one.id, 'update'] as [string, 'update']] : [])),
    [caller.person, 'key share'],
  ]);
  const over = await unitsFor(transaction, policy, caller, [needed]);
  // Read anew: they may have moved or left before the lock was theirs.
  const [person, into] = [found[0] && (await find(found[0].id)), found[1] && (await find(found[1].id))];
  if ([person, into].some((one) => one && !over.has(one.unit))) throw notOver([needed]);
  if (!person) throw new Problem('not-found', noSuch('person', named.person));
  if (!into) throw new Problem('not-found', noSuch('person', named.into));
  if ([person.id, into.id].includes(caller.person)) throw new Problem('not-permitted', said('merge-own'));
  return { policy, person, into };
}

/** A suspension, and what it holds back, is somebody's case under way: it ends first, on whichever record. */
async function requireMergeable(transaction: Transaction, policy: CentrePolicy, { person, into }: Two): Promise<void> {
  const { centre, merged } = policy;
  if (person.id === into.id) throw new Problem('not-mergeable', said('merge-with-itself'));
  for (const one of [person, into]) {
    const human = merged?.get(one.id);
    if (human !== undefined) {
      const names = await usernamesOf(transaction, centre, [human]);
      throw new Problem(
        'not-mergeable',
        said('record-merged', { person: nameOf(one), into: names.get(human) ?? human }),
      );
    }
    if (await hasOpenSuspension(transaction, centre, one.id))
      throw new Problem('not-mergeable', said('merge-suspended', { person: nameOf(one) }));
  }
  if (person.state === 'active' && into.state !== 'active')
    throw new Problem('not-mergeable', said('merge-into-departed', { person: nameOf(person), into: nameOf(into) }));
}

const idsOf = ({ person, into }: Two) => ({ person: person.id, into: into.id });
const nameOf = ({ username, id }: PersonRow): string => username ?? id;
