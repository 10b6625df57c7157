import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** One rung of the ladder of reviewers: holders of a role, where a stage of that kind looks for them. */
export interface Rung {
  by: string;
  of: 'grant-unit' | 'centre' | 'parent';
}

export interface StoredCertification {
  id: string;
  name: string;
  unit: string;
  risk: 1 | 2 | 3 | null;
  openedBy: string;
  openedAt: Date;
  dueAt: Date;
  furtherDays: number;
  /** When its reviewers were last reminded. */
  remindedAt: Date | null;
  state: 'open' | 'signed-off';
  signedOffBy: string | null;
  signedOffAt: Date | null;
  digest: string | null;
}

const columns =
  sql.raw(`c.id, c.name, c.unit, c.risk, c.opened_by as "openedBy", c.opened_at as "openedAt", c.due_at as "dueAt",
  c.further_days as "furtherDays", (select max(r.at) from access.certification_reminder r where r.centre = c.centre and r.certification = c.id) as "remindedAt", c.state, c.signed_off_by as "signedOffBy", c.signed_off_at as "signedOffAt", c.digest`);

export async function readCertification(
  transaction: Transaction,
  centre: string,
  id: string,
  lock?: 'share' | 'update',
): Promise<StoredCertification | undefined> {
  const locking = lock === undefined ? sql`` : lock === 'share' ? sql`for share` : sql`for update`;
  const { rows } = await sql<StoredCertification>`select ${columns} from access.certification c
    where c.centre = ${centre} and c.id = ${id} ${locking}`.execute(transaction);
  return rows[0];
}

/** Newest first: those over the units seen, and those in which the person has a part, by a role they hold or a decision. */
export async function listCertifications(
  transaction: Transaction,
  centre: string,
  filter: {
    state?: string;
    units: readonly string[];
    roles: readonly string[];
    self?: string;
    before?: string;
    limit: number;
  },
): Promise<StoredCertification[]> {
  const { rows } =
    await sql<StoredCertification>`select ${columns} from access.certification c where c.centre = ${centre}
      ${filter.state === undefined ? sql`` : sql`and c.state = ${filter.state}`}
      ${filter.before === undefined ? sql`` : sql`and c.id < ${filter.before}::uuid`}
      and (c.unit = any(${filter.units}::text[])
        or exists (select from access.certification_decision d where d.centre = c.centre and d.certification = c.id and d.reviewer = ${filter.self ?? null}::uuid)
        or exists (select from access.certification_holding h, jsonb_array_elements(h.ladder) as rung
          where h.centre = c.centre and h.certification = c.id and rung ->> 'by' = any(${filter.roles}::text[])))
    order by c.id desc limit ${filter.limit}`.execute(transaction);
  return rows;
}

export interface NewCertification {
  name: string;
  unit: string;
  risk: number | null;
  openedBy: string;
  dueAt: Date;
  furtherDays: number;
  /** The unit and all below it. */
  units: readonly string[];
  /** Of each role. */
  risks: Readonly<Record<string, number>>;
  /** Ladders under `risk/kind of unit`. */
  ladders: Readonly<Record<string, readonly Rung[]>>;
}

/** Opens a campaign and freezes what is held or planned at this moment, by one statement. Gives its id and how many. */
export async function insertCertification(
  transaction: Transaction,
  centre: string,
  given: NewCertification,
): Promise<{ id: string; holdings: number }> {
  const id = newId();
  await sql`insert into access.certification (centre, id, name, unit, risk, opened_by, due_at, further_days)
    values (${centre}, ${id}, ${given.name}, ${given.unit}, ${given.risk}, ${given.openedBy}, ${given.dueAt}, ${given.furtherDays})`.execute(
    transaction,
  );
  const { numAffectedRows } = await sql`insert into access.certification_holding
      (centre, certification, "grant", holder, holder_unit, holder_post, holder_state, role, risk, unit, since, until, request, granters, ladder)
    select g.centre, ${id}, g.id, g.person, p.unit, p.post, p.state, g.role, r.risk::smallint, g.unit, lower(g.validity), upper(g.validity), g.request,
      array(select q.requester from access.request q where q.centre = g.centre and q.id in (g.request, g.extended_request)
        union select v.person from access.decision_voice v where v.centre = g.centre and v.request in (g.request, g.extended_request)),
      coalesce(${JSON.stringify(given.ladders)}::jsonb -> (r.risk || '/' || u.kind), '[]')
    from access.grant g
    join access.person p on p.centre = g.centre and p.id = g.person
    join jsonb_each_text(${JSON.stringify(given.risks)}::jsonb) as r (code, risk) on r.code = g.role
    join access.unit u on u.centre = g.centre and u.code = g.unit
    where g.centre = ${centre} and g.unit = any(${given.units}::text[]) and r.risk::smallint >= ${given.risk ?? 1}
      and not isempty(g.validity) and (upper_inf(g.validity) or upper(g.validity) > clock_timestamp())`.execute(
    transaction,
  );
  await sql`insert into access.certification_turn (centre, certification, "grant", due_at)
    select centre, certification, "grant", ${given.dueAt} from access.certification_holding
    where centre = ${centre} and certification = ${id}`.execute(transaction);
  return { id, holdings: Number(numAffectedRows ?? 0) };
}

/** Signs off, once; false when it was signed off already. Throws when the opener does (`certification_signed_off_by_another`). */
export async function signOff(
  transaction: Transaction,
  centre: string,
  id: string,
  result: { by: string; at: Date; report: string; digest: string },
): Promise<void> {
  await sql`update access.certification set state = 'signed-off', signed_off_by = ${result.by}, signed_off_at = ${result.at},
    report = ${result.report}, digest = ${result.digest} where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** The bytes that were signed off. */
export async function readReport(transaction: Transaction, centre: string, id: string): Promise<string | null> {
  const row = await transaction
    .selectFrom('access.certification')
    .select('report')
    .where('centre', '=', centre)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.report ?? null;
}

export interface Progress {
  certification: string;
  holdings: number;
  kept: number;
  removed: number;
  undecided: number;
  escalated: number;
  overdue: number;
}

export async function progressOf(
  transaction: Transaction,
  centre: string,
  ids: readonly string[],
): Promise<Map<string, Progress>> {
  const { rows } = await sql<Progress>`select t.certification, count(*) as holdings,
      count(*) filter (where d.decision = 'keep') as kept, count(*) filter (where d.decision = 'remove') as removed,
      count(*) filter (where d.decision is null) as undecided,
      count(*) filter (where d.decision is null and t.rung > 0) as escalated,
      count(*) filter (where d.decision is null and t.due_at <= clock_timestamp()) as overdue
    from access.certification_turn t
    left join access.certification_decision d on d.centre = t.centre and d.certification = t.certification and d."grant" = t."grant"
    where t.centre = ${centre} and t.certification = any(${ids}::uuid[]) group by 1`.execute(transaction);
  return new Map(rows.map((row) => [row.certification, row]));
}

/** What was shown to whom, and when: from here on their next decision is timed. */
export async function markShown(
  transaction: Transaction,
  centre: string,
  certification: string,
  reviewer: string,
): Promise<void> {
  await sql`insert into access.certification_showing (centre, certification, reviewer) values (${centre}, ${certification}, ${reviewer})
    on conflict (centre, certification, reviewer) do update set shown_at = clock_timestamp()`.execute(transaction);
}
