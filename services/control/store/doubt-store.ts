import type { ClearingReason, DoubtConclusion, DoubtOrigin, DoubtState } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';

/** A doubt as it is stored; `overdue` by the database's clock at this moment. */
export interface DoubtRow {
  id: string;
  rule: string;
  origin: DoubtOrigin;
  severity: 1 | 2 | 3;
  unit: string;
  item: string | null;
  case: string | null;
  subjectShown: string | null;
  amountFen: number | null;
  batch: string | null;
  at: Date;
  raisedAt: Date;
  dueAt: Date | null;
  overdue: boolean;
  state: DoubtState;
  assigneeId: string | null;
  /** Username. */
  assignee: string | null;
  conclusion: DoubtConclusion | null;
  reason: ClearingReason | null;
  confirmedFen: number | null;
  concludedBy: string | null;
  facts: Record<string, unknown>;
  stopOrderedAt: Date | null;
  stopOrderedById: string | null;
  stopDueAt: Date | null;
  stopConfirmedAt: Date | null;
  /** Username. */
  stopConfirmedBy: string | null;
  /** `YYYY-MM-DD`. */
  stoppedOn: string | null;
  stopCase: string | null;
  /** Who is involved by what the rule says. */
  people: string[];
  clearing: string | null;
}

/** Without a conclusion yet: what a deadline is for. */
const unconcluded = sql`d.state in ('open', 'assigned', 'verifying', 'needs-more')`;
const overdue = sql`(${unconcluded} and coalesce(d.due_at <= clock_timestamp(), false))`;

const columns = sql`d.id, d.rule, d.origin, d.severity, d.unit, d.item, d."case", d.subject_shown as "subjectShown", d.amount_fen as "amountFen",
  d.batch, d.at, d.raised_at as "raisedAt", d.due_at as "dueAt", ${overdue} as overdue, d.state, d.assignee as "assigneeId",
  p.username as assignee, d.conclusion, d.reason, d.confirmed_fen as "confirmedFen", d.concluded_by as "concludedBy", d.facts,
  d.stop_ordered_at as "stopOrderedAt", d.stop_ordered_by as "stopOrderedById", d.stop_due_at as "stopDueAt",
  d.stop_confirmed_at as "stopConfirmedAt", s.username as "stopConfirmedBy", d.stopped_on::text as "stoppedOn", d.stop_case as "stopCase", d.people, d.clearing`;
const joined = sql`control.doubt d left join access.published_person p on p.centre = d.centre and p.person = d.assignee
  left join access.published_person s on s.centre = d.centre and s.person = d.stop_confirmed_by`;

/** Nothing of a list is seen before all of it is there. */
export const arrived = (centre: string) => sql`(d.batch is null or d.batch not in (select id from control.doubt_import
  where centre = ${centre} and state in ('applying', 'cancelling', 'stopped')))`;

export interface DoubtFilters {
  rule?: string;
  severity?: number;
  state?: DoubtState;
  unit?: string;
  origin?: DoubtOrigin;
  batch?: string;
  case?: string;
  clearing?: string;
  overdue?: boolean;
  /** A person's id. */
  assignee?: string;
}

/** Which doubts: null where the reader sees all, else of these units. */
export type Sight = readonly string[] | null;

export function matching(centre: string, sight: Sight, filters: DoubtFilters): RawBuilder<unknown> {
  const { rule, severity, state, unit, origin, batch, case: about, clearing, assignee } = filters;
  const wanted: [unknown, RawBuilder<unknown>][] = [
    [sight ?? undefined, sql`d.unit = any(${sight}::text[])`],
    [rule, sql`d.rule = ${rule}`],
    [severity, sql`d.severity = ${severity}`],
    [state, sql`d.state = ${state}`],
    [unit, sql`d.unit = ${unit}`],
    [origin, sql`d.origin = ${origin}`],
    [batch, sql`d.batch = ${batch}::uuid`],
    [about, sql`d."case" = ${about}::uuid`],
    [clearing, sql`d.clearing = ${clearing}::uuid`],
    [assignee, sql`d.assignee = ${assignee}::uuid`],
    [filters.overdue, sql`${overdue} = ${filters.overdue}`],
  ];
  const asked = wanted.flatMap(([value, test]) => (value === undefined ? [] : [test]));
  return sql.join([sql`d.centre = ${centre}`, arrived(centre), ...asked], sql` and `);
}

/** Newest first. */
export async function pageDoubts(
  transaction: Transaction,
  centre: string,
  { sight, filters, before, limit }: { sight: Sight; filters: DoubtFilters; before?: string; limit: number },
): Promise<DoubtRow[]> {
  const { rows } = await sql<DoubtRow>`select ${columns} from ${joined}
    where ${matching(centre, sight, filters)} ${before === undefined ? sql`` : sql`and d.id < ${before}::uuid`}
    order by d.id desc limit ${limit + 1}`.execute(transaction);
  return rows;
}

export async function findDoubt(transaction: Transaction, centre: string, id: string): Promise<DoubtRow | undefined> {
  const { rows } = await sql<DoubtRow>`select ${columns} from ${joined}
    where d.centre = ${centre} and d.id = ${id} and ${arrived(centre)}`.execute(transaction);
  return rows[0];
}

export async function doubtsOf(
  transaction: Transaction,
  centre: string,
  ids: readonly string[],
): Promise<Map<string, DoubtRow>> {
  const { rows } = await sql<DoubtRow>`select ${columns} from ${joined}
    where d.centre = ${centre} and d.id = any(${ids}::uuid[])`.execute(transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Holds it until the transaction ends: of several who act on it at once each sees what the one before has done. */
export async function lockDoubt(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`select from control.doubt where centre = ${centre} and id = ${id} for update`.execute(transaction);
}

export interface RuleCount {
  rule: string;
  total: number;
  open: number;
  overdue: number;
  confirmed: number;
  cleared: number;
}

export async function countDoubts(
  transaction: Transaction,
  centre: string,
  sight: Sight,
  filters: DoubtFilters,
): Promise<RuleCount[]> {
  const { rows } = await sql<RuleCount>`select d.rule, count(*)::int as total,
      count(*) filter (where ${unconcluded})::int as open, count(*) filter (where ${overdue})::int as overdue,
      count(*) filter (where d.conclusion = 'confirmed')::int as confirmed,
      count(*) filter (where d.conclusion = 'cleared')::int as cleared
    from control.doubt d where ${matching(centre, sight, filters)}
    group by d.rule order by total desc, d.rule`.execute(transaction);
  return rows;
}

export interface SubjectCase {
  case: string;
  item: string;
  unit: string;
  reference: string;
  state: string;
  amountFen: number | null;
  openedAt: Date;
}

/** The case it is about and those of its subject, newest first. */
export async function casesOf(
  transaction: Transaction,
  centre: string,
  id: string,
  most: number,
): Promise<SubjectCase[]> {
  const { rows } =
    await sql<SubjectCase>`select c."case", c.item, c.unit, c.reference, c.state, c.amount_fen as "amountFen",
      c.opened_at as "openedAt"
    from control.doubt d join access.published_case c on c.centre = d.centre and (c."case" = d."case" or c.subject = d.subject)
    where d.centre = ${centre} and d.id = ${id} order by c."case" desc limit ${most}`.execute(transaction);
  return rows;
}
