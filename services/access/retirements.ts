import { type RetirementCategory, retirementOf } from '@zhiheng/calendar';
import { noSuch, type PersonRetirement, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type Caller, fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import type { EntryFacts } from './entry-facts.ts';
import { lockActivePerson, lockPerson, ordering, previewing, requireOver } from './person-order.ts';
import { keepRetirement, plannerOf, withdrawDeparture } from './planned-departures.ts';
import { type BirthRow, cameBack, deleteBirth, readBirth, today, writeBirth } from './store/birth-store.ts';
import { append } from './store/log-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import { openPlan, type Planner } from './store/planned-departure-store.ts';

export interface Birth {
  birthDate: string;
  category: RetirementCategory;
  /** An earlier day than the statutory one, by their own choice. */
  retiresOn?: string | undefined;
}

/**
 * Keeps when somebody was born and by whose rule they retire, and plans their retirement, in the caller's transaction and under
 * `lockActivePerson`'s locks. A later day than the statutory one comes by request only, and stays while the dates do. Throws
 * `invalid-request`, `invalid-period`.
 * @public
 */
export async function setBirth(
  transaction: Transaction,
  policy: CentrePolicy,
  person: PersonRow,
  { birthDate: born, category, retiresOn }: Birth,
  planner: Planner,
  facts: EntryFacts,
): Promise<BirthRow> {
  const { centre } = policy;
  const before = await readBirth(transaction, centre, person.id);
  const { statutory, earliest } = daysOf(born, category);
  if (retiresOn !== undefined && (retiresOn < earliest || retiresOn > statutory))
    throw fieldProblem('invalid-period', '/retiresOn', said('retires-between', { from: earliest, until: statutory }));
  const stays = retiresOn === undefined && before?.born === born && before.category === category;
  const chosen = stays ? before.chosen : (retiresOn ?? null);
  const after = { born, category, statutory, chosen, postponedBy: stays ? before.postponedBy : null };
  // A slip of the pen would end everything they hold: whoever is past their day leaves by a departure.
  const past = (chosen ?? statutory) <= (await today(transaction));
  if (past && !(await cameBack(transaction, centre, person.id)))
    throw fieldProblem('invalid-request', '/birthDate', said('retired-by-then', { day: chosen ?? statutory }));
  await writeBirth(transaction, centre, person.id, after);
  await append(transaction, centre, {
    ...aboutBirth(person, facts),
    action: 'retirement.set',
    details: { choice: chosen === null ? 'statutory' : 'chosen' },
  });
  await keepRetirement(transaction, policy, person, planner, facts);
  return after;
}

/** The same for a caller. Throws `not-permitted`, `not-found`, `already-departed`, `invalid-request`, `invalid-period`. */
export async function orderBirth(
  desk: Desk,
  caller: Caller,
  idOrUsername: string,
  birth: Birth,
  trace: Trace,
): Promise<PersonRetirement> {
  const facts = { ...trace, action: 'retirement.set', targetType: 'person', target: idOrUsername } as const;
  return act(desk.database, caller.centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const { policy, person } = await lockActivePerson(desk, transaction, caller, idOrUsername, ordering);
    return documentOf(person, await setBirth(transaction, policy, person, birth, plannerOf(caller), trace));
  });
}

/** Erases the dates, and takes back the retirement planned by them. Throws `not-permitted`, `not-found`. */
export async function eraseBirth(desk: Desk, caller: Caller, idOrUsername: string, trace: Trace): Promise<void> {
  const facts = { ...trace, action: 'retirement.erased', targetType: 'person', target: idOrUsername } as const;
  await act(desk.database, caller.centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const { policy, person } = await lockPerson(desk, transaction, caller, idOrUsername, ordering);
    if (!(await deleteBirth(transaction, caller.centre, person.id))) return;
    await append(transaction, caller.centre, { ...aboutBirth(person, trace), action: 'retirement.erased' });
    const planned = await openPlan(transaction, caller.centre, person.id);
    if (person.state === 'active' && planned?.source === 'retirement')
      await withdrawDeparture(transaction, policy, person, plannerOf(caller), trace);
  });
}

/**
 * When somebody retires: to themselves, and to who may see what their departure would do. The date of birth only to who says what for,
 * which is an entry. Throws `not-permitted`, `not-found`.
 */
export async function readRetirement(
  desk: Desk,
  caller: PersonCaller,
  idOrUsername: string,
  purpose: string | undefined,
  trace: Trace,
): Promise<PersonRetirement> {
  const facts = { ...trace, action: 'retirement.read', targetType: 'person', target: idOrUsername } as const;
  return act(desk.database, caller.centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const policy = await policyOf(desk, transaction, caller.centre);
    const person = await findPerson(transaction, caller.centre, idOrUsername);
    if (person?.id !== caller.person) await requireOver(transaction, policy, caller, person?.unit, previewing);
    const birth = person && (await readBirth(transaction, caller.centre, person.id));
    if (!birth) throw new Problem('not-found', noSuch('retirement', idOrUsername));
    if (purpose === undefined) return documentOf(person, birth);
    await append(transaction, caller.centre, {
      ...aboutBirth(person, trace),
      action: 'retirement.read',
      reason: purpose,
    });
    return { ...documentOf(person, birth), birthDate: birth.born };
  });
}

/** Throws `invalid-request`. */
function daysOf(born: string, category: RetirementCategory) {
  try {
    return retirementOf(born, category);
  } catch (error) {
    if (error instanceof RangeError) throw fieldProblem('invalid-request', '/birthDate', said('no-instant'));
    throw error;
  }
}

function documentOf(
  { id, username }: PersonRow,
  { born, category, statutory, chosen, postponedBy }: BirthRow,
): PersonRetirement {
  const { ageMonths, earliest, latest } = retirementOf(born, category);
  return {
    person: id,
    username,
    category,
    ageMonths,
    ...{ statutory, earliest, latest },
    retiresOn: chosen ?? statutory,
    postponedBy,
  };
}

/** Neither dates nor category: who knows the one reckons the other. */
const aboutBirth = (person: PersonRow, facts: EntryFacts) =>
  ({
    ...facts,
    outcome: 'done',
    targetType: 'person',
    target: person.username ?? person.id,
    about: person.id,
    unit: person.unit,
  }) as const;
