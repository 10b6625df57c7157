import { type LedgerDifference, type LedgerLine, noSuch, said } from '@zhiheng/contracts';
import type { Item } from '@zhiheng/duties';
import { fieldProblem, Problem, type Trace } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { codeOf } from './request-input.ts';
import { sees, seesWholeCentre, unitsSeen } from './sight.ts';
import { append } from './store/log-store.ts';
import { findPerson } from './store/people-store.ts';
import {
  basesOf,
  type DifferenceKey,
  type LedgerFilter,
  type LedgerRow,
  ledgerAt,
  ledgerDifference,
} from './store/permission-ledger-store.ts';
import type { View } from './viewer.ts';

/** What the ledger is asked for; a code, username or id may stand for each. */
export interface LedgerWanted {
  person?: string;
  post?: string;
  /** Grants at this unit or below it. */
  unit?: string;
  /** Grants of roles that may do something with this item, by what the roles hold now. */
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
  return filter ? linesOf(view, await ledgerAt(view.transaction, view.centre, { ...filter, ...page })) : [];
}

/** What differs between two moments. Throws `unknown-code`, `invalid-period`. */
export async function permissionLedgerDifference(
  view: View,
  wanted: LedgerWanted,
  page: { from: Date; to: Date; after?: DifferenceKey; limit: number },
): Promise<LedgerDifference[]> {
  if (page.to <= page.from) throw fieldProblem('invalid-period', '/to', said('ends-too-soon'));
  const filter = await filterOf(view, wanted);
  if (!filter) return [];
  const found = await ledgerDifference(view.transaction, view.centre, { ...filter, ...page });
  const all = found.flatMap(({ rows }) => rows);
  const lineOf = new Map((await linesOf(view, all)).map((line) => [line.grant, line]));
  return found.map(({ kind, rows }) => {
    const own = rows.map(({ grant }) => lineOf.get(grant) as LedgerLine);
    const { person, role, unit } = own[0] as LedgerLine;
    return { kind, person, role, unit, grants: own.map(({ person: _p, role: _r, unit: _u, ...held }) => held) };
  });
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

/** Undefined when nobody whom the viewer sees is meant: the same whether there is such a person or not. */
async function filterOf(view: View, wanted: LedgerWanted): Promise<LedgerFilter | undefined> {
  const { policy, sight } = view;
  const person =
    wanted.person === undefined ? undefined : await findPerson(view.transaction, view.centre, wanted.person);
  if (wanted.person !== undefined && !(person && sees(sight, person))) return undefined;
  const roles = rolesWanted(policy, wanted);
  return {
    ...(person ? { person: person.id } : {}),
    ...(wanted.post === undefined ? {} : { post: wanted.post }),
    ...(roles ? { roles } : {}),
    ...(wanted.unit === undefined ? {} : { units: below(policy, known(policy, 'unit', wanted.unit)) }),
    seen: { units: unitsSeen(sight), ...(sight.self === undefined ? {} : { self: sight.self }) },
  };
}

function rolesWanted(policy: CentrePolicy, { role, item }: LedgerWanted): string[] | undefined {
  const named = role === undefined ? undefined : [known(policy, 'role', role)];
  if (item === undefined) return named;
  const wanted = policy.itemOf.get(known(policy, 'item', item)) as Item;
  const able = [...policy.compiled.roles.keys()].filter((code) => mayTouch(policy, code, wanted));
  return named ? named.filter((code) => able.includes(code)) : able;
}

/** Whether the role, with what it inherits, allows anything on the item. */
function mayTouch({ compiled }: CentrePolicy, role: string, { code, duties }: Item): boolean {
  return (compiled.roles.get(role)?.permissions ?? []).some(
    ({ action, items, effect = 'allow' }) =>
      effect === 'allow' && (duties.includes(action) || action === 'manage') && (items?.includes(code) ?? true),
  );
}

function known(policy: CentrePolicy, kind: 'unit' | 'item' | 'role', idOrCode: string): string {
  const code = codeOf(policy, kind, idOrCode);
  if (!policy.ids.has(`${kind}:${code}`)) throw fieldProblem('unknown-code', `/${kind}`, noSuch(kind, idOrCode));
  return code;
}

const below = ({ policy, compiled }: CentrePolicy, unit: string): string[] =>
  policy.units.map(({ code }) => code).filter((code) => compiled.units.contains(unit, code));

async function linesOf({ transaction, centre, policy }: View, rows: readonly LedgerRow[]): Promise<LedgerLine[]> {
  const bases = await basesOf(
    transaction,
    centre,
    rows.flatMap(({ request, extendedRequest, endedRequest }) => [request, extendedRequest, endedRequest]),
  );
  return rows.map((row) => lineOf(policy, row, (request) => (request === null ? null : (bases.get(request) ?? null))));
}

function lineOf(
  policy: CentrePolicy,
  row: LedgerRow,
  basis: (request: string | null) => LedgerLine['begunBy'],
): LedgerLine {
  const role = policy.roleOf.get(row.role);
  const unit = policy.compiled.unitOf.get(row.unit);
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
