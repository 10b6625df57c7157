import type { CompiledPolicy, Item, Permission, Role, Unit } from '@zhiheng/duties';
import { withRisks } from './centre-policy.ts';
import { contentChangedSince, type Moment, type PastContent, readContentsAt } from './store/history-store.ts';
import type { View } from './viewer.ts';

/** Units, items and roles as they were at a moment. Rules are left out: nothing is judged by it. */
export type PolicyThen = Pick<CompiledPolicy, 'units' | 'unitOf' | 'roles' | 'items'>;

/** The policy's content at a moment; of one to come, and where nothing has changed since, today's. */
export async function policyThen({ transaction, centre, policy }: View, at: Moment): Promise<PolicyThen> {
  if (!(await contentChangedSince(transaction, centre, at))) return policy.compiled;
  const rows = await readContentsAt(transaction, centre, at);
  const of = <T>(kind: PastContent['kind'], read: (code: string, content: never) => T): T[] =>
    rows.filter((row) => row.kind === kind).map(({ code, content }) => read(code, content as never));
  const written = { units: of('unit', unitOf), items: of('item', itemOf), roles: of('role', roleOf), rules: [] };
  return withRisks(written).compiled;
}

// The rows of the tables as the database wrote them down (`access.policy_content`).

const unitOf = (code: string, { parent, kind, name }: Unit): Unit => ({ code, parent, kind, name });

interface ItemRow extends Omit<Item, 'code' | 'movesFund'> {
  moves_fund: boolean;
}
const itemOf = (code: string, { name, insurance, unit, risk, moves_fund, duties, channels }: ItemRow): Item => ({
  ...{ code, name, insurance, unit, risk, duties, channels },
  movesFund: moves_fund,
});

type PermissionRow = { [K in keyof Permission]: Permission[K] | null };
interface RoleRow extends Pick<Role, 'name' | 'risk'> {
  permissions: PermissionRow[];
  inherits: string[];
}
const roleOf = (code: string, { name, risk, permissions, inherits }: RoleRow): Role => ({
  ...{ code, name, risk, inherits },
  permissions: permissions.map(
    (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as Permission,
  ),
});

/** What a role allows and denies, with what it inherits, each once; the same for contents that come to the same. */
export function permissionsThen({ roles }: PolicyThen, role: string): Permission[] {
  const bySense = new Map((roles.get(role)?.permissions ?? []).map((one) => [senseOf(one), one]));
  return [...bySense].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, permission]) => permission);
}

/** What a permission says, whatever the order it says it in. */
export const senseOf = ({ action, resource, items, conditions, effect = 'allow' }: Permission): string =>
  JSON.stringify([resource, action, items?.toSorted() ?? null, sorted(conditions ?? null), effect]);

const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => [name, sorted(one)]);
};

/** Roles that, with what they inherit, allowed anything on the item. */
export function rolesTouching({ roles, items }: PolicyThen, item: string): string[] {
  const duties = items.find(({ code }) => code === item)?.duties ?? [];
  const touches = ({ action, items: on, effect = 'allow' }: Permission): boolean =>
    effect === 'allow' && (duties.includes(action) || action === 'manage') && (on?.includes(item) ?? true);
  return [...roles].filter(([, { permissions }]) => permissions.some(touches)).map(([code]) => code);
}

export const unitsBelow = ({ units, unitOf: all }: PolicyThen, unit: string): string[] =>
  [...all.keys()].filter((code) => units.contains(unit, code));
