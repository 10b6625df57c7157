import { type DeputyInput, noSuch, said } from '@zhiheng/contracts';
import { type Transaction, violates } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { heldThrough, judgedHoldings } from './deputy-holdings.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { conflictsOf, dutyConflict } from './duty-check.ts';
import { permissionsOf, unitsPermitting } from './permissions.ts';
import { reassignUnstaffed } from './request-reassign.ts';
import { keepMade, madeBefore, retryOf } from './retry.ts';
import { databaseNow } from './store/clock-store.ts';
import { insertDeputy, markDeputyEnded, readDeputy } from './store/deputy-store.ts';
import { currentExceptions } from './store/exception-store.ts';
import { currentHoldings } from './store/grant-store.ts';
import { heldNow } from './store/holder-store.ts';
import { lockPeople, lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import { suspendedPeople } from './store/suspension-store.ts';

/** A leave is no appointment. */
const longestDays = 366;

/**
 * Names somebody who acts for a person in approvals: one's own deputy, or an administrator's for somebody on leave. Under the centre's
 * exclusive lock, so that whatever is judged meanwhile knows all deputies. Gives its id, the same `key` again the same; throws
 * `not-permitted`, `unknown-code`, `invalid-period`, `too-long`, `not-active`, `suspended`, `already-exists`,
 * `duty-conflict`, `idempotency-mismatch`.
 */
export async function nameDeputy(
  desk: Desk,
  caller: PersonCaller,
  input: DeputyInput,
  trace: Trace,
  key?: string,
): Promise<string> {
  const { centre } = caller;
  const retry = retryOf(caller, 'deputy', key, Object.entries(input).sort());
  const facts = { ...trace, action: 'deputy.named', targetType: 'person', target: input.deputy } as const;
  const refused = {
    ...facts,
    outcome: 'denied',
    ...(input.principal ? { details: { principal: input.principal } } : {}),
  } as const;
  return act(desk.database, centre, refused, async (transaction) => {
    const before = await madeBefore(transaction, centre, retry);
    if (before !== undefined) return before;
    await lockPolicy(transaction, centre, 'exclusive');
    const policy = await policyOf(desk, transaction, centre);
    const deputy = await personOf(transaction, centre, '/deputy', input.deputy);
    const principal = await personOf(transaction, centre, '/principal', input.principal ?? caller.person);
    await lockPeople(transaction, centre, [
      [deputy.id, 'update'],
      [principal.id, 'update'],
      [caller.person, 'key share'],
    ]);
    await requireActive(transaction, caller);
    await requireMayName(transaction, policy, caller, principal);
    if (caller.person === deputy.id && deputy.id !== principal.id)
      throw new Problem('not-permitted', said('not-own-deputy-of-others'));
    if (deputy.id === principal.id) throw fieldProblem('invalid-request', '/deputy', said('own-deputy'));
    for (const person of await both(transaction, centre, deputy.id, principal.id))
      if (person.state !== 'active')
        throw new Problem('not-active', said('has-left', { person: person.username ?? person.id }));
    if ((await suspendedPeople(transaction, centre, [deputy.id])).size > 0)
      throw new Problem('suspended', said('deputy-suspended', { person: deputy.username ?? deputy.id }));
    const period = periodOf(input, await databaseNow(transaction));
    await requireCompatible(transaction, policy, deputy.id, principal.id, period);
    const id = await insertDeputy(transaction, centre, {
      deputy: deputy.id,
      principal: principal.id,
      from: input.from === undefined ? null : new Date(input.from),
      until: new Date(period.until),
      reason: input.reason,
      namedBy: caller.person,
    }).catch(refuseDouble);
    await append(transaction, centre, {
      ...facts,
      outcome: 'done',
      target: deputy.username ?? deputy.id,
      about: principal.id,
      unit: principal.unit,
      reason: input.reason,
      after: { deputyship: id, from: new Date(period.from).toISOString(), until: new Date(period.until).toISOString() },
    });
    await raiseEpoch(transaction, centre, { person: deputy.id });
    await keepMade(transaction, centre, retry, id);
    return id;
  });
}

/** Ends a deputyship: by either side, or an administrator. Throws `not-found`, `not-permitted`, `already-exists`. */
export async function endDeputy(desk: Desk, caller: PersonCaller, id: string, trace: Trace): Promise<void> {
  const { centre } = caller;
  const facts = { ...trace, action: 'deputy.ended', targetType: 'deputyship', target: id } as const;
  await act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    await lockPolicy(transaction, centre, 'exclusive');
    const policy = await policyOf(desk, transaction, centre);
    const found = await readDeputy(transaction, centre, id);
    if (!found) throw new Problem('not-found', noSuch('deputyship', id));
    await lockPeople(transaction, centre, [
      [found.deputy, 'update'],
      [caller.person, 'key share'],
    ]);
    await requireActive(transaction, caller);
    const principal = (await findPerson(transaction, centre, found.principal)) as PersonRow;
    if (caller.person !== found.deputy) await requireMayName(transaction, policy, caller, principal);
    // Asked for twice, it is done once.
    if (found.endedAt !== null) return;
    await markDeputyEnded(transaction, centre, id, caller.person);
    await append(transaction, centre, {
      ...facts,
      outcome: 'done',
      about: found.principal,
      unit: principal.unit,
      details: { deputy: found.deputy },
    });
    // Whom they stood for may be away, and nobody else be left who decides.
    await reassignUnstaffed(transaction, policy, trace, 'deputy-ended');
    await raiseEpoch(transaction, centre, { person: found.deputy });
  });
}

async function personOf(transaction: Transaction, centre: string, path: string, name: string): Promise<PersonRow> {
  const person = await findPerson(transaction, centre, name);
  if (!person) throw fieldProblem('unknown-code', path, noSuch('person', name));
  return person;
}

/** As they are once they are locked. */
const both = async (transaction: Transaction, centre: string, ...ids: [string, string]): Promise<PersonRow[]> => [
  (await findPerson(transaction, centre, ids[0])) as PersonRow,
  (await findPerson(transaction, centre, ids[1])) as PersonRow,
];

async function requireMayName(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: PersonCaller,
  principal: PersonRow,
): Promise<void> {
  if (caller.person === principal.id) return;
  const held = permissionsOf(policy, await heldNow(transaction, policy.centre, caller.person));
  if (unitsPermitting(policy, held, 'administer-accounts', 'account').has(principal.unit)) return;
  throw new Problem('not-permitted', said('names-own-deputy'));
}

function periodOf({ from, until }: DeputyInput, at: number): { from: number; until: number } {
  const period = { from: Math.max(from === undefined ? at : Date.parse(from), at), until: Date.parse(until) };
  if (Number.isNaN(period.from)) throw fieldProblem('invalid-request', '/from', said('no-instant'));
  if (Number.isNaN(period.until)) throw fieldProblem('invalid-request', '/until', said('no-instant'));
  if (period.until <= period.from) throw fieldProblem('invalid-period', '/until', said('ends-too-soon'));
  if (period.until - period.from > longestDays * 86_400_000)
    throw new Problem('too-long', said('deputy-longest', { days: longestDays }));
  return period;
}

/** A deputy counts as holding the posts they stand in for: what that would break with what they hold is refused. */
async function requireCompatible(
  transaction: Transaction,
  policy: CentrePolicy,
  deputy: string,
  principal: string,
  period: { from: number; until: number },
): Promise<void> {
  const at = await databaseNow(transaction);
  const posts = await currentHoldings(transaction, policy.centre, [principal]);
  const deputyship = { id: 'proposed', deputy, principal, from: new Date(period.from), until: new Date(period.until) };
  const proposed = heldThrough(policy, [deputyship], posts);
  if (proposed.length === 0) throw new Problem('not-held', said('no-deciding-post'));
  const held = await judgedHoldings(transaction, policy, [deputy]);
  const exceptions = await currentExceptions(transaction, policy.centre, [deputy]);
  const { blocking } = conflictsOf(policy, held, proposed, at, exceptions);
  if (blocking.length) throw dutyConflict(blocking);
}

function refuseDouble(error: unknown): never {
  throw violates(error) === 'deputy_overlaps' ? new Problem('already-exists', said('deputy-overlaps')) : error;
}
