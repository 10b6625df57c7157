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
  /** How often its person was reminded, and when last. */
  reminders: number;
  remindedAt: Date | null;
  /** Overdue: who answers for it by now, the place of who comes next, and when it goes on to them; null when nobody is left. */
  rung: number;
  escalatedTo: string[];
  escalatedAt: Date | null;
  escalatesAt: Date | null;
  state: 'open' | 'closed';
  closedAt: Date | null;
}

const columns = sql`a.id, a.person, a.rule, a.because, a.exception, a.request, a.resolutions, a.opened_at as "openedAt",
  a.due_at as "dueAt", (a.state = 'open' and a.due_at <= clock_timestamp()) as overdue, a.reminders, a.reminded_at as "remindedAt",
  a.rung, a.escalated_to as "escalatedTo", a.escalated_at as "escalatedAt",
  case when a.state = 'open' then a.escalates_at end as "escalatesAt", a.state, a.closed_at as "closedAt"`;

/** One open task a person and rule: the id of a new one, undefined where there is one already. */
export async function insertAdjustment(
  transaction: Transaction,
  centre: string,
  one: Pick<AdjustmentRow, 'person' | 'rule' | 'because' | 'exception' | 'request' | 'resolutions' | 'dueAt'>,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`insert into access.adjustment
      (centre, id, person, rule, because, exception, request, resolutions, due_at, escalates_at)
    values (${centre}, ${newId()}, ${one.person}, ${one.rule}, ${one.because}, ${one.exception}, ${one.request},
      ${JSON.stringify(one.resolutions)}::jsonb, ${one.dueAt}, ${one.dueAt})
    on conflict (centre, person, rule) where state = 'open' do nothing returning id`.execute(transaction);
  return rows[0]?.id;
}

export interface AdjustmentFilter {
  state?: string;
  rule?: string;
  person?: string;
  /** Units of whom they are seen, besides those of `only` and those that have come to `only`. */
  units?: string[];
  only?: string;
  escalatedTo?: string;
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
        or ${filter.only ?? null}::uuid = any(a.escalated_to || a.person))
      and (${filter.escalatedTo ?? null}::uuid is null or ${filter.escalatedTo ?? null}::uuid = any(a.escalated_to))
      and (${filter.before ?? null}::uuid is null or a.id < ${filter.before ?? null}::uuid)
    order by a.id desc limit ${filter.limit}`.execute(transaction);
  return rows;
}

/** All of them, or those that a rule asks for. */
export async function openAdjustments(
  transaction: Transaction,
  centre: string,
  rule?: string,
): Promise<AdjustmentRow[]> {
  const { rows } = await sql<AdjustmentRow>`select ${columns} from access.adjustment a
    where a.centre = ${centre} and a.state = 'open' and (${rule ?? null}::text is null or a.rule = ${rule ?? null})
    order by a.person, a.id`.execute(transaction);
  return rows;
}

/** What was held against a blocking rule when it began, and has still to be given up. */
interface Held {
  people: ReadonlySet<string>;
  grants: ReadonlySet<string>;
}

/** The same by rule. */
export type Settling = ReadonlyMap<string, Held>;

/** Who has still to give up what they held against a rule when it began, and by which grants they hold it. */
export async function readSettling(transaction: Transaction, centre: string): Promise<Settling> {
  const { rows } = await sql<Pick<AdjustmentRow, 'person' | 'rule' | 'resolutions'>>`
    select person, rule, resolutions from access.adjustment
    where centre = ${centre} and state = 'open' and because = 'rule-changed'`.execute(transaction);
  return new Map(
    [...Map.groupBy(rows, ({ rule }) => rule)].map(([rule, all]) => [
      rule,
      {
        people: new Set(all.map(({ person }) => person)),
        grants: new Set(all.flatMap(({ resolutions }) => resolutions.flat())),
      },
    ]),
  );
}

/** Names in the tasks' ways out, instead of a grant that goes to another unit, those that begin in its stead. */
export async function followGrant(
  transaction: Transaction,
  centre: string,
  { person, ended, begun }: { person: string; ended: string; begun: readonly string[] },
): Promise<void> {
  const { rows } = await sql<Pick<AdjustmentRow, 'id' | 'resolutions'>>`select id, resolutions from access.adjustment
    where centre = ${centre} and person = ${person} and state = 'open'`.execute(transaction);
  for (const { id, resolutions } of rows) {
    if (!resolutions.flat().includes(ended)) continue;
    const followed = resolutions.map((set) => [
      ...new Set(set.flatMap((grant) => (grant === ended ? begun : [grant]))),
    ]);
    await sql`update access.adjustment set resolutions = ${JSON.stringify(followed.filter((set) => set.length > 0))}::jsonb
      where centre = ${centre} and id = ${id}`.execute(transaction);
  }
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

/** True for who reminds of it so many times first. */
export async function markAdjustmentReminded(
  transaction: Transaction,
  centre: string,
  id: string,
  reminders: number,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update access.adjustment set reminders = ${reminders}, reminded_at = clock_timestamp()
    where centre = ${centre} and id = ${id} and state = 'open' and reminders < ${reminders} and due_at > clock_timestamp()`.execute(
      transaction,
    );
  return numAffectedRows === 1n;
}

/** Takes it on to who comes next; false when somebody else has. */
export async function escalateAdjustment(
  transaction: Transaction,
  centre: string,
  { id, rung }: Pick<AdjustmentRow, 'id' | 'rung'>,
  next: { rung: number; to: readonly string[]; at: Date | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update access.adjustment
    set rung = ${next.rung}, escalated_to = ${next.to}::uuid[], escalates_at = ${next.at}::timestamptz,
      escalated_at = case when ${next.at}::timestamptz is null then escalated_at else clock_timestamp() end
    where centre = ${centre} and id = ${id} and state = 'open' and rung = ${rung} and escalates_at <= clock_timestamp()`.execute(
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
