import { type LedgerBasis, type LedgerLine, said } from '@zhiheng/contracts';
import { Problem, type Trace } from '@zhiheng/http';
import { known } from './overlook.ts';
import { type PolicyThen, policyThen, rolesTouching, unitsBelow } from './policy-then.ts';
import { seesWholeCentre, unitsSeen } from './sight.ts';
import { append } from './store/log-store.ts';
import { findPerson } from './store/people-store.ts';
import {
  basesOf,
  type LedgerFilter,
  type LedgerPlace,
  type LedgerRow,
  ledgerAt,
} from './store/permission-ledger-store.ts';
import type { View } from './viewer.ts';

/** What the ledger is asked for; a code, username or id may stand for each. All of it is meant as it was at the moment. */
export interface LedgerWanted {
  person?: string;
  post?: string;
  /** Grants at this unit or below it. */
  unit?: string;
  /** Grants of roles that may do something with this item. */
  item?: string;
  role?: string;
}

/** What is held at `at`, by grant, as far as the viewer sees. Throws `unknown-code`. */
export async function permissionLedger(
  view: View,
  wanted: LedgerWanted,
  page: { at: Date; after?: string; limit: number },
): Promise<LedgerLine[]> {
  const filter = await filterOf(view, wanted);
  if (!filter) return [];
  const then = await policyThen(view, page.at);
  const rows = await ledgerAt(view.transaction, view.centre, {
    ...filter,
    ...page,
    place: placeOf(view, then, wanted),
  });
  return linesOf(view, then, rows);
}

/** Reading the ledger is itself in the log: what was asked, once a query. */
export async function recordReading(
  { transaction, centre, sight, policy }: View,
  trace: Trace,
  asked: Record<string, unknown>,
): Promise<void> {
  await append(transaction, centre, {
    ...trace,
    action: 'permission-ledger.read',
    outcome: 'done',
    targetType: 'permission-ledger',
    details: { ...asked, wholeCentre: seesWholeCentre(sight, policy) },
  });
}

/** Undefined when there is no such person; of one who is not seen nothing is found, either. */
export async function filterOf(
  { transaction, centre, sight }: View,
  { person: named, post }: LedgerWanted,
): Promise<LedgerFilter | undefined> {
  const person = named === undefined ? undefined : await findPerson(transaction, centre, named);
  if (named !== undefined && !person) return undefined;
  return {
    ...(person ? { person: person.id } : {}),
    ...(post === undefined ? {} : { post }),
    seen: { units: unitsSeen(sight), ...(sight.self === undefined ? {} : { self: sight.self }) },
  };
}

/** The roles and units that are meant, by what they were then. Throws `unknown-code`. */
export function placeOf({ policy }: View, then: PolicyThen, { role, item, unit }: LedgerWanted): LedgerPlace {
  const named = role === undefined ? undefined : [known(policy, 'role', role)];
  const able = item === undefined ? undefined : rolesTouching(then, known(policy, 'item', item));
  const roles = named && able ? named.filter((code) => able.includes(code)) : (named ?? able);
  return {
    ...(roles ? { roles } : {}),
    ...(unit === undefined ? {} : { units: unitsBelow(then, known(policy, 'unit', unit)) }),
  };
}

export async function linesOf(
  { transaction, centre }: View,
  then: PolicyThen,
  rows: readonly LedgerRow[],
): Promise<LedgerLine[]> {
  const bases = await basesOf(
    transaction,
    centre,
    rows.flatMap(({ request, extendedRequest, endedRequest }) => [request, extendedRequest, endedRequest]),
  );
  return rows.map((row) => lineOf(then, row, (request) => (request === null ? null : (bases.get(request) ?? null))));
}

function lineOf(then: PolicyThen, row: LedgerRow, basis: (request: string | null) => LedgerBasis | null): LedgerLine {
  const role = then.roles.get(row.role)?.role;
  const unit = then.unitOf.get(row.unit);
  if (!role || !unit) throw new Problem('internal', said('names-nothing', { grant: row.grant }));
  return {
    grant: row.grant,
    person: {
      id: row.person,
      username: row.username,
      name: row.name,
      unit: row.personUnit,
      post: row.post,
      state: row.state,
    },
    role: { code: role.code, name: role.name, risk: role.risk },
    unit: { code: unit.code, name: unit.name },
    since: row.since?.toISOString() ?? null,
    until: row.until?.toISOString() ?? null,
    suspended: row.suspended,
    begunBy: basis(row.request),
    extendedBy: basis(row.extendedRequest),
    endedBy: row.endedBy,
    endedByRequest: basis(row.endedRequest),
  };
}
