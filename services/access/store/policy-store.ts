import type { Chain } from '@zhiheng/approvals';
import type { Database, Transaction } from '@zhiheng/database';
import type { Item, Permission, Policy, Role, Rule, Text, Unit } from '@zhiheng/duties';
import { readSettling, type Settling } from './adjustment-store.ts';
import { readMerged } from './merge-store.ts';

/** All that a centre's decisions are judged by, as one consistent reading. */
export interface PolicyReading {
  centre: string;
  name: Text;
  epoch: number;
  policyEpoch: number;
  policy: Policy;
  /** Those in force. */
  chains: Chain[];
  /** Those that are chosen for no new request; requests that they were chosen for go on by them. */
  retiredChains?: Chain[];
  /** Who has still to give up what they held against a blocking rule when it began. */
  settling?: Settling;
  /** Since when duties of an item are bound together, under their `bindingKey`; as long as the item is there where none. */
  boundSince?: ReadonlyMap<string, number>;
  /** By risk: how many days a grant with an end may last, where the centre says so. */
  limits?: ReadonlyMap<number, number>;
  /** Records that were found to be of somebody who has another: by the record that ended, the one that goes on. */
  merged?: ReadonlyMap<string, string>;
  /** UUID of each unit, item, role and rule, under `kind:code`. */
  ids: Map<string, string>;
}

/** What names a group of duties that an item binds together. */
export const bindingKey = (item: string, duties: readonly string[]): string => JSON.stringify([item, ...duties]);

export const readEpochs = (transaction: Transaction, centre: string) =>
  transaction
    .selectFrom('access.centre')
    .select(['epoch', 'policy_epoch'])
    .where('centre', '=', centre)
    .executeTakeFirst();

/** The centre's epoch at this moment, in one way there and back; null for an unknown centre. */
export async function epochNow(database: Database, centre: string): Promise<number | null> {
  const { rows } = await database.pool.query<{ epoch: number | null }>({
    name: 'epoch-now',
    text: 'select access.epoch_of($1) as epoch',
    values: [centre],
  });
  return rows[0]?.epoch ?? null;
}

export async function readPolicy(transaction: Transaction, centre: string): Promise<PolicyReading | undefined> {
  const head = await transaction
    .selectFrom('access.centre')
    .selectAll()
    .where('centre', '=', centre)
    .executeTakeFirst();
  if (!head) return undefined;
  const units = await transaction
    .selectFrom('access.unit')
    .selectAll()
    .where('centre', '=', centre)
    .orderBy('id')
    .execute();
  const items = await transaction
    .selectFrom('access.item')
    .selectAll()
    .where('centre', '=', centre)
    .orderBy('id')
    .execute();
  const rules = await transaction
    .selectFrom('access.rule')
    .selectAll()
    .where('centre', '=', centre)
    .where('retired_at', 'is', null)
    .orderBy('id')
    .execute();
  const roles = await readRoles(transaction, centre);
  const chains = await transaction
    .selectFrom('access.chain')
    .selectAll()
    .where('centre', '=', centre)
    .orderBy('change')
    .orderBy('risk')
    .execute();
  const limits = await transaction
    .selectFrom('access.grant_limit')
    .select(['risk', 'longest_days'])
    .where('centre', '=', centre)
    .execute();
  const ids = new Map<string, string>();
  for (const { code, id } of units) ids.set(`unit:${code}`, id);
  for (const { code, id } of items) ids.set(`item:${code}`, id);
  for (const { code, id } of rules) ids.set(`rule:${code}`, id);
  for (const { role, id } of roles) ids.set(`role:${role.code}`, id);
  return {
    centre,
    name: head.name as unknown as Text,
    epoch: head.epoch,
    policyEpoch: head.policy_epoch,
    ids,
    settling: await readSettling(transaction, centre),
    merged: await readMerged(transaction, centre),
    boundSince: new Map(
      items.flatMap(({ code, bound_since }) =>
        Object.entries(bound_since as Record<string, string>).map(([duties, since]): [string, number] => [
          bindingKey(code, JSON.parse(duties)),
          Date.parse(since),
        ]),
      ),
    ),
    limits: new Map(limits.map(({ risk, longest_days }) => [risk, longest_days])),
    policy: {
      units: units.map(
        ({ code, parent, kind, name, ...row }): Unit => ({
          ...{ code, parent, kind, name: name as unknown as Text },
          ...marked(row),
        }),
      ),
      items: items.map(
        (row): Item => ({
          code: row.code,
          name: row.name as unknown as Text,
          insurance: row.insurance,
          unit: row.unit,
          risk: row.risk as Item['risk'],
          movesFund: row.moves_fund,
          duties: row.duties,
          channels: row.channels,
          ...((row.bound as unknown as string[][]).length ? { bound: row.bound as unknown as string[][] } : {}),
          ...marked(row),
        }),
      ),
      roles: roles.map(({ role }) => role),
      rules: rules.map(
        (row) =>
          ({
            ...(row.definition as object),
            code: row.code,
            kind: row.kind,
            name: row.name,
            effect: row.effect,
            source: row.source,
          }) as unknown as Rule,
      ),
    },
    chains: chains.filter((row) => row.retired_at === null).map(toChain),
    retiredChains: chains.filter((row) => row.retired_at !== null).map(toChain),
  };
}

/** What is retired says so, and nothing else does. */
const marked = ({ retired_at }: { retired_at: Date | null }): { retired?: true } =>
  retired_at === null ? {} : { retired: true };

const toChain = (row: { change: string; risk: number; unit_kind: string; stages: unknown }): Chain =>
  ({
    change: row.change,
    risk: row.risk,
    ...(row.unit_kind ? { unitKind: row.unit_kind } : {}),
    stages: row.stages,
  }) as Chain;

async function readRoles(transaction: Transaction, centre: string): Promise<{ role: Role; id: string }[]> {
  const rows = await transaction
    .selectFrom('access.role')
    .selectAll()
    .where('centre', '=', centre)
    .orderBy('id')
    .execute();
  const permissions = await transaction
    .selectFrom('access.role_permission')
    .selectAll()
    .where('centre', '=', centre)
    .orderBy('role')
    .orderBy('ordinal')
    .execute();
  const inheritance = await transaction
    .selectFrom('access.role_inheritance')
    .selectAll()
    .where('centre', '=', centre)
    .execute();
  return rows.map(({ code, name, risk, id, retired_at }) => {
    const inherits = inheritance.filter((row) => row.role === code).map((row) => row.inherits);
    const role: Role = {
      code,
      name: name as unknown as Text,
      risk: risk as Role['risk'],
      permissions: permissions.filter((row) => row.role === code).map(toPermission),
      ...(inherits.length ? { inherits } : {}),
      ...marked({ retired_at }),
    };
    return { role, id };
  });
}

function toPermission(row: {
  action: string;
  resource: string;
  items: string[] | null;
  conditions: unknown;
  effect: string;
}): Permission {
  return {
    action: row.action,
    resource: row.resource,
    ...(row.items ? { items: row.items } : {}),
    ...(row.conditions ? { conditions: row.conditions } : {}),
    ...(row.effect === 'deny' ? { effect: 'deny' as const } : {}),
  };
}
