import { shanghaiDate } from '@zhiheng/calendar';
import { noSuch, said } from '@zhiheng/contracts';
import { type Transaction, violates } from '@zhiheng/database';
import { type Caller, Problem, type Trace } from '@zhiheng/http';
import { comeBack, noPost } from './arrivals.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { departNow } from './depart-now.ts';
import { planDeparture, plannerOf, withdrawDeparture } from './planned-departures.ts';
import { codeOf } from './request-fields.ts';
import type { Changes } from './scim/changes.ts';
import { ScimFault } from './scim/fault.ts';
import type { UserFacts } from './scim/user.ts';
import { databaseNow } from './store/clock-store.ts';
import type { DepartureKind } from './store/departure-store.ts';
import { append } from './store/log-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import { isTaken, keepRecord, renamePerson, type ScimRecord } from './store/scim-store.ts';
import type { Place } from './transfer-grants.ts';
import { moveNow } from './transfer-move.ts';

/** What the entries of transfers and rehires give as their reason. */
export const byHr = '人事系统推送 / pushed by the HR system';
/** Of a departure whose kind the HR system does not tell. */
export const fallbackKind = 'resigned' satisfies DepartureKind;

/** What entries name as that which an act comes from. */
export const byScim = { source: 'scim' };

interface Change {
  person: PersonRow;
  before: UserFacts;
  changes: Changes;
}

/**
 * Makes of what the HR system says a rehire, a transfer and a departure, by the ways everybody else goes. Under `lockPerson`'s locks. Open
 * work is in nobody's way, and no approval is waited for. Throws `uniqueness`, `mutability`, `invalidValue`, `retired`, `already-departed`.
 */
export async function carryOutChanges(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: Caller,
  { person, before, changes }: Change,
  trace: Trace,
): Promise<void> {
  await requireSameNames(transaction, policy.centre, changes);
  const to = placeOf(policy, person, changes);
  const today = shanghaiDate(await databaseNow(transaction));
  const { active, terminationDate: day } = changes;
  const over = typeof day === 'string' && day <= today;
  if (active === true && over) throw new ScimFault('invalidValue', said('scim-leaves-and-stays'));

  if (active === true) await comeBack(transaction, policy, caller, person, { ...to, reason: byHr }, trace, byScim);
  else if (to.unit !== person.unit || to.post !== person.post) {
    if (!before.active) throw new Problem('already-departed', said('has-left', { person: before.username }));
    await moveNow(transaction, policy, caller, person, to, { reason: byHr, trace, source: byScim });
  }
  await keep(transaction, policy, { person, before, changes }, trace);
  if (!before.active && active !== true) return;
  const now = (await findPerson(transaction, policy.centre, person.id)) as PersonRow;
  if (active === false || over) {
    const kind = (changes.terminationKind ?? before.terminationKind ?? fallbackKind) as DepartureKind;
    await departNow(transaction, policy, now, { kind, by: plannerOf(caller), source: byScim }, trace);
  } else await plan(transaction, policy, caller, { person: now, before, changes }, trace);
}

/** Plans when somebody who stays for now is to leave, or takes that back. Throws `invalidValue` for a kind of no departure. */
export async function plan(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: Caller,
  { person, before, changes }: Change,
  trace: Trace,
): Promise<void> {
  const { terminationDate, terminationKind } = changes;
  if (terminationDate === undefined && terminationKind === undefined) return;
  const planned = before.active ? before : { terminationDate: null, terminationKind: null };
  const day = terminationDate === undefined ? planned.terminationDate : terminationDate;
  if (day === null) {
    if (terminationKind) throw new ScimFault('invalidValue', said('scim-kind-of-nothing'));
    await withdrawDeparture(transaction, policy, person, plannerOf(caller), trace);
    return;
  }
  const kind = (terminationKind === undefined ? planned.terminationKind : terminationKind) ?? fallbackKind;
  const order = { day, kind: kind as DepartureKind, source: 'scim' } as const;
  await planDeparture(transaction, policy, person, order, plannerOf(caller), trace);
}

/** Usernames and staff numbers stay as they are; another's is said to be so first. */
async function requireSameNames(transaction: Transaction, centre: string, changes: Changes): Promise<void> {
  for (const path of ['userName', 'employeeNumber'] as const) {
    const value = changes[path];
    if (value === undefined) continue;
    if (await isTaken(transaction, centre, { [path]: value }))
      throw new ScimFault('uniqueness', said(path === 'userName' ? 'username-taken' : 'staff-number-taken'));
    throw new ScimFault('mutability', said('scim-immutable', { path }));
  }
}

function placeOf(policy: CentrePolicy, person: PersonRow, { department, title }: Changes): Place {
  return {
    unit: department === undefined ? person.unit : unitNamed(policy, department),
    post: title === undefined ? person.post : (title ?? noPost),
  };
}

/** The code of a unit by code, id, or its name in Chinese or English if no other has it. Throws `invalidValue`. */
export function unitNamed(policy: CentrePolicy, text: string): string {
  const code = codeOf(policy, 'unit', text);
  if (policy.compiled.unitOf.has(code)) return code;
  const named = policy.policy.units.filter(({ name, retired }) => !retired && [name.zh, name.en].includes(text));
  if (named.length === 1) return (named[0] as { code: string }).code;
  throw new ScimFault('invalidValue', noSuch('unit', text));
}

/** What is kept beside the directory, and the name. An entry says which of them changed, never what they are. */
async function keep(
  transaction: Transaction,
  { centre }: CentrePolicy,
  { person, before, changes }: Change,
  trace: Trace,
): Promise<void> {
  const { active, name, externalId, familyName, givenName, terminationDate, terminationKind } = changes;
  const left = before.active || active === true ? {} : { terminationDate, terminationKind };
  const record = defined({ externalId, familyName, givenName, ...left });
  const changed = [...(name === undefined ? [] : ['name']), ...Object.keys(record)];
  if (name !== undefined) await renamePerson(transaction, centre, person.id, name);
  // Of who leaves by this, or comes back, the entry of that says it.
  const untold = active === true ? { terminationDate: null, terminationKind: null } : defined({ terminationDate });
  await keepRecord(transaction, centre, person.id, { ...untold, ...record }).catch(refuseDouble);
  if (changed.length === 0) return;
  await append(transaction, centre, {
    ...{ ...trace, action: 'person.changed', outcome: 'done', targetType: 'person', target: before.username },
    ...{ about: person.id, unit: person.unit, details: { ...byScim, changed } },
  });
}

const defined = (record: { [Key in keyof ScimRecord]: ScimRecord[Key] | undefined }): ScimRecord =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

export function refuseDouble(error: unknown): never {
  throw violates(error) === 'scim_user_external_id'
    ? new ScimFault('uniqueness', said('scim-external-id-taken'))
    : error;
}
