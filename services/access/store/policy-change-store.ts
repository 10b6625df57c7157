import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { isRetirement, type Retirement, targetOf, type WrittenProposal } from '../request-asked.ts';

const json = (value: unknown): string => JSON.stringify(value);

/** Writes what an approved request proposes; the database refuses it without one. */
export async function writePolicy(transaction: Transaction, centre: string, proposal: WrittenProposal): Promise<void> {
  if (isRetirement(proposal)) return writeRetired(transaction, centre, proposal);
  switch (proposal.kind) {
    case 'role':
      return writeRole(transaction, centre, proposal.role);
    case 'rule':
      return proposal.retired
        ? retireRule(transaction, centre, proposal.rule.code)
        : writeRule(transaction, centre, proposal.rule);
    case 'item':
      return writeItem(transaction, centre, proposal.item);
    case 'unit':
      return writeUnit(transaction, centre, proposal.unit);
    case 'chain':
      return writeChain(transaction, centre, proposal.chain);
    case 'limit':
      return writeLimit(transaction, centre, proposal.limit);
  }
}

async function writeRetired(transaction: Transaction, centre: string, proposal: Retirement): Promise<void> {
  const { kind, retired } = proposal;
  const at = retired ? sql`clock_timestamp()` : sql`null`;
  if (proposal.kind === 'chain') {
    const { change, risk, unitKind = '' } = proposal.chain;
    await sql`update access.chain set retired_at = ${at}
      where centre = ${centre} and change = ${change} and risk = ${risk} and unit_kind = ${unitKind}`.execute(
      transaction,
    );
    return;
  }
  await sql`update ${sql.table(`access.${kind}`)} set retired_at = ${at}
    where centre = ${centre} and code = ${targetOf(proposal).target}`.execute(transaction);
}

type Of<K extends WrittenProposal['kind']> = Extract<WrittenProposal, { kind: K }>;

async function writeRole(transaction: Transaction, centre: string, role: Of<'role'>['role']): Promise<void> {
  const { code, name, risk, permissions, inherits = [] } = role;
  await sql`insert into access.role (centre, code, id, name, risk) values (${centre}, ${code}, ${newId()}, ${json(name)}, ${risk})
    on conflict (centre, code) do update set name = excluded.name, risk = excluded.risk`.execute(transaction);
  for (const table of ['access.role_permission', 'access.role_inheritance'] as const)
    await transaction.deleteFrom(table).where('centre', '=', centre).where('role', '=', code).execute();
  if (permissions.length)
    await transaction
      .insertInto('access.role_permission')
      .values(
        permissions.map(({ action, resource, items, conditions, effect = 'allow' }, ordinal) => ({
          centre,
          role: code,
          ordinal,
          action,
          resource,
          items: items ?? null,
          conditions: conditions === undefined ? null : json(conditions),
          effect,
        })),
      )
      .execute();
  if (inherits.length)
    await transaction
      .insertInto('access.role_inheritance')
      .values(inherits.map((parent) => ({ centre, role: code, inherits: parent })))
      .execute();
}

async function writeRule(
  transaction: Transaction,
  centre: string,
  { code, kind, name, effect, source, ...definition }: Of<'rule'>['rule'],
): Promise<void> {
  await sql`insert into access.rule (centre, code, id, kind, effect, name, source, definition)
    values (${centre}, ${code}, ${newId()}, ${kind}, ${effect}, ${json(name)}, ${source}, ${json(definition)})
    on conflict (centre, code) do update set kind = excluded.kind, effect = excluded.effect, name = excluded.name,
      source = excluded.source, definition = excluded.definition, retired_at = null`.execute(transaction);
}

async function retireRule(transaction: Transaction, centre: string, code: string): Promise<void> {
  await sql`update access.rule set retired_at = clock_timestamp() where centre = ${centre} and code = ${code}`.execute(
    transaction,
  );
}

async function writeItem(transaction: Transaction, centre: string, item: Of<'item'>['item']): Promise<void> {
  await sql`insert into access.item (centre, code, id, name, insurance, unit, risk, moves_fund, duties, channels, bound)
    values (${centre}, ${item.code}, ${newId()}, ${json(item.name)}, ${item.insurance}, ${item.unit}, ${item.risk}, ${item.movesFund},
      ${item.duties}::text[], ${item.channels}::text[], ${json(item.bound ?? [])})
    on conflict (centre, code) do update set name = excluded.name, insurance = excluded.insurance, unit = excluded.unit,
      risk = excluded.risk, moves_fund = excluded.moves_fund, duties = excluded.duties, channels = excluded.channels, bound = excluded.bound`.execute(
    transaction,
  );
}

async function writeUnit(
  transaction: Transaction,
  centre: string,
  { code, parent, kind, name }: Of<'unit'>['unit'],
): Promise<void> {
  await sql`insert into access.unit (centre, code, id, parent, kind, name)
    values (${centre}, ${code}, ${newId()}, ${parent}, ${kind}, ${json(name)})
    on conflict (centre, code) do update set parent = excluded.parent, kind = excluded.kind, name = excluded.name`.execute(
    transaction,
  );
}

async function writeChain(
  transaction: Transaction,
  centre: string,
  { change, risk, unitKind = '', stages }: Of<'chain'>['chain'],
): Promise<void> {
  await sql`insert into access.chain (centre, change, risk, unit_kind, stages)
    values (${centre}, ${change}, ${risk}, ${unitKind}, ${json(stages)})
    on conflict (centre, change, risk, unit_kind) do update set stages = excluded.stages, retired_at = null`.execute(
    transaction,
  );
}

async function writeLimit(
  transaction: Transaction,
  centre: string,
  { risk, longestDays }: Of<'limit'>['limit'],
): Promise<void> {
  if (longestDays === null) {
    await transaction.deleteFrom('access.grant_limit').where('centre', '=', centre).where('risk', '=', risk).execute();
    return;
  }
  await sql`insert into access.grant_limit (centre, risk, longest_days) values (${centre}, ${risk}, ${longestDays})
    on conflict (centre, risk) do update set longest_days = excluded.longest_days`.execute(transaction);
}
