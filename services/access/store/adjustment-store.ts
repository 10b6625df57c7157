import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface AdjustmentRow {
  id: string;
  person: string;
  rule: string;
  because: 'exception-expired' | 'rule-changed' | 'suspension-lifted';
  exception: string | null;
  request: string | null;
  /** Each a set of grants whose removal would resolve it. */
  resolutions: string[][];
  openedAt: Date;
  dueAt: Date;
  overdue: boolean;
  state: 'open' | 'closed';
  closedAt: Date | null;
}

const columns = sql`a.id, a.person, a.rule, a.because, a.exception, a.request, a.resolutions, a.opened_at as "openedAt",
  a.due_at as "dueAt", (a.state = 'open' and a.due_at <= clock_timestamp()) as overdue, a.state, a.closed_at as "closedAt"`;

/** One open task a person and rule: the id of a new one, undefined where there is one already. */
export async function insertAdjustment(
  transaction: Transaction,
  centre: string,
  one: Pick<AdjustmentRow, 'person' | 'rule' | 'because' | 'exception' | 'request' | 'resolutions' | 'dueAt'>,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`insert into access.adjustment
      (centre, id, person, rule, because, exception, request, resolutions, due_at)
    values (${centre}, ${newId()}, ${one.person}, ${one.rule}, ${one.because}, ${one.exception}, ${one.request},
      ${JSON.stringify(one.resolutions)}::jsonb, ${one.dueAt})
    on conflict (centre, person, rule) where state = 'open' do nothing returning id`.execute(transaction);
  return rows[0]?.id;
}

export interface AdjustmentFilter {
  state?: string;
  rule?: string;
  person?: string;
  /** Units of whom they are seen, besides those of `only`. */
  units?: string[];
  only?: string;
  before?: string;
  limit: number;
}

/** Newest first. */
export async function listAdjustments(
  transaction: Transaction,
  centre: string,
  filter: AdjustmentFilter,
): Promise<AdjustmentRow[]> {
  const { rows } = await sql<AdjustmentRow>`select ${columns} from access.adjustment a
    join access.person p on p.centre = a.centre and p.id = a.person
    where a.centre = ${centre}
      and (${filter.state ?? null}::text is null or a.state = ${filter.state ?? null})
      and (${filter.rule ?? null}::text is null or a.rule = ${filter.rule ?? null})
      and (${filter.person ?? null}::uuid is null or a.person = ${filter.person ?? null}::uuid)
      and (${filter.units ?? null}::text[] is null or p.unit = any(${filter.units ?? null}::text[])
        or a.person = ${filter.only ?? null}::uuid)
      and (${filter.before ?? null}::uuid is null or a.id < ${filter.before ?? null}::uuid)
    order by a.id desc limit ${filter.limit}`.execute(transaction);
  return rows;
}

export async function openAdjustments(transaction: Transaction, centre: string): Promise<AdjustmentRow[]> {
  const { rows } = await sql<AdjustmentRow>`select ${columns} from access.adjustment a
    where a.centre = ${centre} and a.state = 'open' order by a.person, a.id`.execute(transaction);
  return rows;
}

/** True for who closes it; false when it is closed already. */
export async function closeAdjustment(transaction: Transaction, centre: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update access.adjustment set state = 'closed', closed_at = clock_timestamp()
    where centre = ${centre} and id = ${id} and state = 'open'`.execute(transaction);
  return numAffectedRows === 1n;
}

/** Notes that it is overdue; true for who does so first. */
export async function markAdjustmentOverdue(transaction: Transaction, centre: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update access.adjustment set overdue_at = clock_timestamp()
    where centre = ${centre} and id = ${id} and state = 'open' and overdue_at is null and due_at <= clock_timestamp()`.execute(
    transaction,
  );
  return numAffectedRows === 1n;
}

/** Roles and units of grants, ended ones too, for what is shown. */
export async function grantsById(
  transaction: Transaction,
  centre: string,
  ids: readonly string[],
): Promise<Map<string, { role: string; unit: string }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; role: string; unit: string }>`select id, role, unit from access.grant
    where centre = ${centre} and id = any(${ids}::uuid[])`.execute(transaction);
  return new Map(rows.map((row) => [row.id, row]));
}
