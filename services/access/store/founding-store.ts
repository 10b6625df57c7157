import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Catalogue } from '../catalogue.ts';

/** True when the centre was not there and now is (its row only). */
export async function insertCentre(
  transaction: Transaction,
  centre: string,
  name: { zh: string; en: string },
): Promise<boolean> {
  const row = await transaction
    .insertInto('access.centre')
    .values({ centre, id: newId(), name: json(name) })
    .onConflict((oc) => oc.doNothing())
    .returning('centre')
    .executeTakeFirst();
  return row !== undefined;
}

export async function foundLog(transaction: Transaction, centre: string, origin: string, hash: string): Promise<void> {
  await sql`select audit.found_log(${centre}, ${origin}, ${hash})`.execute(transaction);
}

const json = (value: unknown): string => JSON.stringify(value);

type Person = Catalogue['people'][number];
type GrantsOf = (person: Person) => { role: string; unit: string }[];

/** Writes the whole catalogue of a centre that this same transaction has founded. */
export async function insertCatalogue(
  transaction: Transaction,
  catalogue: Catalogue,
  grantsOf: GrantsOf,
): Promise<void> {
  const { centre } = catalogue;
  await insertAll(
    transaction,
    'access.unit',
    parentsFirst(catalogue.units).map((unit) => ({
      centre,
      id: newId(),
      code: unit.code,
      parent: unit.parent,
      kind: unit.kind,
      name: json(unit.name),
    })),
  );
  await insertAll(
    transaction,
    'access.item',
    catalogue.items.map((item) => ({
      centre,
      id: newId(),
      code: item.code,
      name: json(item.name),
      insurance: item.insurance,
      unit: item.unit,
      risk: item.risk,
      moves_fund: item.movesFund,
      duties: item.duties,
      channels: item.channels,
      bound: json(item.bound ?? []),
    })),
  );
  await insertRoles(transaction, catalogue);
  await insertAll(
    transaction,
    'access.rule',
    catalogue.rules.map(({ code, kind, name, effect, source, ...definition }) => ({
      centre,
      id: newId(),
      code,
      kind,
      effect,
      source,
      name: json(name),
      definition: json(definition),
    })),
  );
  await insertAll(
    transaction,
    'access.chain',
    catalogue.chains.map((chain) => ({
      centre,
      change: chain.change,
      risk: chain.risk,
      unit_kind: chain.unitKind ?? '',
      stages: json(chain.stages),
    })),
  );
  await insertPeople(transaction, catalogue, grantsOf);
  await insertAll(
    transaction,
    'access.resource',
    (catalogue.resources ?? []).map(({ type, id, properties }) => ({
      centre,
      type,
      id,
      properties: json(properties),
      client: 'founding',
    })),
  );
}

async function insertRoles(transaction: Transaction, { centre, roles }: Catalogue): Promise<void> {
  await insertAll(
    transaction,
    'access.role',
    roles.map(({ code, name, risk }) => ({ centre, id: newId(), code, name: json(name), risk })),
  );
  await insertAll(
    transaction,
    'access.role_permission',
    roles.flatMap(({ code, permissions }) =>
      permissions.map((permission, ordinal) => ({
        centre,
        role: code,
        ordinal,
        action: permission.action,
        resource: permission.resource,
        items: permission.items ?? null,
        conditions: permission.conditions ? json(permission.conditions) : null,
        effect: permission.effect ?? 'allow',
      })),
    ),
  );
  await insertAll(
    transaction,
    'access.role_inheritance',
    roles.flatMap(({ code, inherits = [] }) => inherits.map((parent) => ({ centre, role: code, inherits: parent }))),
  );
}

async function insertPeople(transaction: Transaction, catalogue: Catalogue, grantsOf: GrantsOf): Promise<void> {
  const { centre } = catalogue;
  const people = catalogue.people.map((person) => ({ person, id: newId() }));
  await insertAll(
    transaction,
    'access.person',
    people.map(({ person, id }) => ({
      centre,
      id,
      staff_number: person.staffNumber,
      name: person.name,
      unit: person.unit,
      post: person.post,
    })),
  );
  await insertAll(
    transaction,
    'access.account',
    people.map(({ person, id }) => ({ centre, id: newId(), person: id, username: person.username })),
  );
  await insertAll(
    transaction,
    'access.grant',
    people.flatMap(({ person, id }) =>
      grantsOf(person).map(({ role, unit }) => ({
        centre,
        id: newId(),
        person: id,
        role,
        unit,
        validity: sql<string>`tstzrange(now(), null, '[)')`,
      })),
    ),
  );
}

/** In portions: a statement takes at most 65,535 parameters. */
async function insertAll(transaction: Transaction, table: string, rows: object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 1000) {
    await transaction
      .insertInto(table as 'access.unit')
      .values(rows.slice(start, start + 1000) as never)
      .execute();
  }
}

function parentsFirst<T extends { code: string; parent: string | null }>(units: T[]): T[] {
  const children = Map.groupBy(units, ({ parent }) => parent);
  const ordered: T[] = [...(children.get(null) ?? [])];
  for (const unit of ordered) ordered.push(...(children.get(unit.code) ?? []));
  return ordered;
}
