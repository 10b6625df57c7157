import {
  type Action,
  type DoubtAct,
  type DoubtActInput,
  type DoubtConclusionInput,
  type DoubtState,
  doubtStates,
  maskText,
  noSuch,
  type Said,
  said,
} from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { tell } from '../desk/tell.ts';
import { readPersonNamed } from '../store/directory-store.ts';
import { type Changes, dutiesOf, insertActs, involvedIn, moveDoubt, takeDuty } from '../store/doubt-act-store.ts';
import { type DoubtRow, findDoubt, lockDoubt } from '../store/doubt-store.ts';
import { append } from '../store/log-store.ts';
import { lacking, requirePermitted, requireSight, type Standing, standingOf } from './standing.ts';
import { after, dutyOf, ofAssignee } from './states.ts';
import { tellOfStop } from './stop.ts';

/** What somebody does with a doubt, beside which act it is. */
interface Doing {
  act: keyof typeof actionOf;
  note?: string;
  changes?: Changes;
  /** What the entry and the history say of it; nothing of anybody. */
  facts?: Record<string, unknown>;
}

/**
 * Does one drawn act with one doubt. Throws `not-found`, `not-permitted`, `doubt-state` where it has moved on, `doubt-involved` for who is
 * involved, `doubt-other-duty` for who has done another duty on it, in whatever round.
 */
export async function doWith(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  { act, note, changes = {}, facts = {} }: Doing,
  trace: Trace,
): Promise<DoubtRow> {
  const { centre, person } = caller;
  const { doubt, standing } = await takeUp(transaction, caller, id);
  requirePermitted(standing, act, doubt);
  const to = leadsTo(act, doubt);
  await requireApart(transaction, caller, doubt, act);
  const duty = dutyOf(act, doubt.state);
  if (duty) await takeDuty(transaction, centre, person, duty, [id]);
  const { state: from } = doubt;
  if (!(await moveDoubt(transaction, centre, id, { from, to }, changes))) throw new Problem('doubt-state');
  await insertActs(transaction, centre, [
    { doubt: id, act, from, to, person, duty, note: note === undefined ? undefined : maskText(note), facts },
  ]);
  await append(transaction, centre, [
    {
      ...trace,
      action: actionOf[act],
      outcome: 'done',
      targetType: 'doubt',
      target: id,
      unit: doubt.unit,
      ...(doubt.item !== null && { item: doubt.item }),
      ...(doubt.case !== null && { case: doubt.case }),
      before: { state: from },
      after: { state: to, ...facts },
    },
  ]);
  return (await findDoubt(transaction, centre, id)) as DoubtRow;
}

/** The state that the act leads to. Throws `doubt-state`, `doubt-not-confirmed` for a stop that comes too early, `already-recorded` for one that was confirmed. */
export function leadsTo(act: DoubtAct, { state, conclusion, stopOrderedAt, stopConfirmedAt }: DoubtRow): DoubtState {
  const to = after(act, state, conclusion);
  if (act === 'order-stop' && to === undefined) throw new Problem('doubt-not-confirmed', said('doubt-stop-first'));
  if (to === undefined || (act === 'order-stop' && stopOrderedAt)) throw new Problem('doubt-state', stateSaid(state));
  if (act === 'confirm-stop' && !stopOrderedAt) throw new Problem('doubt-state', said('doubt-stop-not-ordered'));
  if (act === 'confirm-stop' && stopConfirmedAt) throw new Problem('already-recorded');
  if (act === 'close' && stopOrderedAt && !stopConfirmedAt)
    throw new Problem('doubt-state', said('doubt-stop-unconfirmed'));
  return to;
}

export const actionOf = {
  assign: 'doubt.assigned',
  release: 'doubt.released',
  begin: 'doubt.begun',
  'ask-more': 'doubt.more-needed',
  resume: 'doubt.resumed',
  conclude: 'doubt.concluded',
  review: 'doubt.reviewed',
  approve: 'doubt.approved',
  return: 'doubt.returned',
  'order-stop': 'doubt.stop-ordered',
  'confirm-stop': 'doubt.stop-confirmed',
  recover: 'doubt.recovery-opened',
  rectify: 'doubt.finding-raised',
  transfer: 'doubt.transferred',
  close: 'doubt.closed',
} as const satisfies Partial<Record<DoubtAct, Action>>;

const stateSaid = (state: DoubtState): Said => said('doubt-is', { state: doubtStates[state] });

/** The doubt, held, and what the caller may do about doubts. Throws `not-found` for one that they do not see. */
export async function takeUp(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
): Promise<{ doubt: DoubtRow; standing: Standing }> {
  const standing = await standingOf(transaction, caller);
  // Who answers for a unit sees those whose benefit they are to stop.
  if (standing.answers.size === 0) requireSight(standing);
  await lockDoubt(transaction, caller.centre, id);
  return { doubt: await doubtSeen(transaction, caller, standing, id), standing };
}

/** Throws `not-found`, and `not-permitted` where it is of a unit beyond the caller's reach. */
export async function doubtSeen(
  transaction: Transaction,
  { centre }: PersonCaller,
  { sees, answers }: Standing,
  id: string,
): Promise<DoubtRow> {
  const doubt = await findDoubt(transaction, centre, id);
  if (!doubt) throw new Problem('not-found', noSuch('doubt', id));
  const told = doubt.stopOrderedAt !== null && answers.has(doubt.unit);
  if (sees && !sees.includes(doubt.unit) && !told)
    throw new Problem('not-permitted', said('no-reach', { unit: doubt.unit }));
  return doubt;
}

/** Nobody involved decides about a doubt, nor one person in two duties; its verification is for whom it is assigned to. */
async function requireApart(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  doubt: DoubtRow,
  act: DoubtAct,
): Promise<void> {
  const { id } = doubt;
  if (ofAssignee.includes(act) && doubt.assigneeId !== person)
    throw new Problem('not-permitted', said('doubt-assignee'));
  // Who finds out that they are involved gives it back.
  if (act === 'release') return;
  if ((await involvedIn(transaction, centre, person, [id])).has(id)) throw new Problem('doubt-involved');
  const duty = dutyOf(act, doubt.state);
  const held = (await dutiesOf(transaction, centre, person, [id])).get(id);
  if (duty && held && held !== duty) throw new Problem('doubt-other-duty');
}

/** Says of a doubt that its money is being got back, in the transaction that opens the recovery; said of it already it stays so. Throws as `doWith`. */
export async function recoverFrom(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  trace: Trace,
): Promise<void> {
  await lockDoubt(transaction, caller.centre, id);
  if ((await findDoubt(transaction, caller.centre, id))?.state === 'recovering') return;
  await doWith(transaction, caller, id, { act: 'recover' }, trace);
}

/** Assigns it to somebody who may verify it, is not involved and has no other duty on it. Throws as `doWith`. */
export async function assign(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  username: string,
  trace: Trace,
): Promise<DoubtRow> {
  const { centre } = caller;
  const { doubt, standing } = await takeUp(transaction, caller, id);
  requirePermitted(standing, 'assign', doubt);
  const person = await requireVerifier(transaction, caller, username, doubt.unit);
  // Who does not plan takes what nobody has.
  if (!standing.plans && (person !== caller.person || doubt.state !== 'open')) throw lacking('plan', 'inspection');
  if ((await involvedIn(transaction, centre, person, [id])).has(id)) throw new Problem('doubt-involved');
  const held = (await dutiesOf(transaction, centre, person, [id])).get(id);
  if (held && held !== 'verify') throw new Problem('doubt-other-duty');
  const assigned = await doWith(
    transaction,
    caller,
    id,
    { act: 'assign', changes: { assignee: person }, facts: { assignee: username } },
    trace,
  );
  await tell(transaction, centre, {
    kind: 'doubt-assigned',
    about: id,
    people: [person].filter((one) => one !== caller.person),
    ...(assigned.dueAt ? { dueAt: assigned.dueAt } : {}),
  });
  return assigned;
}

/** The person of that username, who may verify doubts of the unit. */
async function requireVerifier(
  transaction: Transaction,
  caller: PersonCaller,
  username: string,
  unit: string,
): Promise<string> {
  const person = await readPersonNamed(transaction, caller.centre, username);
  if (!person) throw fieldProblem('unknown-code', '/assignee', noSuch('person', username));
  const { verifies } = await standingOf(transaction, { ...caller, person });
  if (!verifies(unit)) throw fieldProblem('unknown-code', '/assignee', said('doubt-assignee-verifies', { username }));
  return person;
}

/** Concludes what the caller was verifying: confirmed with its amount, or cleared for a reason. */
export function conclude(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  { conclusion, reason, confirmedFen, note, evidence = [] }: DoubtConclusionInput,
  trace: Trace,
): Promise<DoubtRow> {
  const confirmed = conclusion === 'confirmed';
  if (confirmed && confirmedFen === undefined)
    throw fieldProblem('invalid-request', '/confirmedFen', said('doubt-amount-needed'));
  if (!confirmed && reason === undefined) throw fieldProblem('invalid-request', '/reason', said('doubt-reason-needed'));
  const found = confirmed
    ? { conclusion, confirmedFen: confirmedFen as number, reason: null }
    : { conclusion, confirmedFen: null, reason: reason as string };
  return doWith(
    transaction,
    caller,
    id,
    {
      act: 'conclude',
      note,
      changes: { ...found, concludedBy: caller.person },
      facts: { ...found, evidence: evidence.map((one) => maskText(one)) },
    },
    trace,
  );
}

/** A step back, with the reason: to the verifier, or to the reviewer. */
async function giveBack(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  note: string,
  trace: Trace,
): Promise<DoubtRow> {
  const { doubt } = await takeUp(transaction, caller, id);
  const changes: Changes =
    doubt.state === 'concluded'
      ? { conclusion: null, reason: null, confirmedFen: null, concludedBy: null }
      : { reviewedBy: null };
  return doWith(transaction, caller, id, { act: 'return', note, changes }, trace);
}

const needsNote: readonly DoubtAct[] = ['release', 'ask-more', 'return', 'transfer', 'close'];

/** What an act without a form of its own sets. */
export async function plainAct(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  { act, note }: DoubtActInput,
  trace: Trace,
): Promise<DoubtRow> {
  if (note === undefined && needsNote.includes(act))
    throw fieldProblem('invalid-request', '/note', said('doubt-note-needed'));
  if (act === 'return') return giveBack(transaction, caller, id, note as string, trace);
  const { person } = caller;
  const changes: Partial<Record<DoubtAct, Changes>> = {
    release: { assignee: null },
    review: { reviewedBy: person },
    approve: { approvedBy: person },
    'order-stop': { stopOrderedBy: person },
  };
  const done = await doWith(
    transaction,
    caller,
    id,
    { act, changes: changes[act] ?? {}, ...(note === undefined ? {} : { note }) },
    trace,
  );
  if (act === 'order-stop') await tellOfStop(transaction, caller.centre, done);
  return done;
}
