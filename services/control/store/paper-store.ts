import type { Paper, PaperFinding, PaperPoints, PaperState } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { joined, sampled } from './sample-store.ts';

export interface NewPaper {
  id: string;
  ordinal: number;
  subject: string;
  inspector: string;
  reviewer: string;
}

/** Those that nobody has given out meanwhile; gives how many. */
export async function insertPapers(
  transaction: Transaction,
  centre: string,
  inspection: string,
  papers: readonly NewPaper[],
): Promise<number> {
  const { rows } = await sql`
    insert into control.paper (centre, inspection, ordinal, id, subject, inspector, reviewer)
    select ${centre}, ${inspection}, ordinal, id, subject, inspector, reviewer
    from unnest(${papers.map(({ ordinal }) => ordinal)}::bigint[], ${papers.map(({ id }) => id)}::uuid[],
      ${papers.map(({ subject }) => subject)}::uuid[], ${papers.map(({ inspector }) => inspector)}::uuid[],
      ${papers.map(({ reviewer }) => reviewer)}::uuid[]) as t(ordinal, id, subject, inspector, reviewer)
    on conflict do nothing returning id`.execute(transaction);
  return rows.length;
}

/** A paper as whoever works on it needs it. */
export type PaperRow = Omit<Paper, 'savedAt' | 'signedAt' | 'reviewedAt'> & {
  savedAt: Date | null;
  signedAt: Date | null;
  reviewedAt: Date | null;
  inspectorId: string;
  reviewerId: string;
};

export async function findPaper(
  transaction: Transaction,
  centre: string,
  inspection: string,
  id: string,
): Promise<PaperRow | undefined> {
  const { rows } = await sql<PaperRow>`
    select ${sampled}, s.inspection, i.period, w.version, w.points, w.note, w.findings, w.saved_at as "savedAt", w.signed_at as "signedAt",
      w.reviewed_at as "reviewedAt", w.review_reason as "reviewReason", w.inspector as "inspectorId", w.reviewer as "reviewerId",
      coalesce((select jsonb_agg(jsonb_build_object('round', t.round, 'duty', t.duty, 'by', q.username, 'outcome', t.outcome,
          'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by t.at)
        from access.published_step t left join access.published_person q on q.centre = t.centre and q.person = t.person
        where t.centre = s.centre and t."case" = s.id), '[]') as steps
    from ${joined} join control.inspection i on i.centre = s.centre and i.id = s.inspection
    where s.centre = ${centre} and s.inspection = ${inspection} and w.id = ${id}`.execute(transaction);
  return rows[0];
}

export interface LockedPaper {
  state: PaperState;
  version: number;
  inspector: string;
  reviewer: string;
}

/** Held until the transaction ends. */
export async function lockPaper(
  transaction: Transaction,
  centre: string,
  inspection: string,
  id: string,
): Promise<LockedPaper | undefined> {
  const { rows } = await sql<LockedPaper>`
    select state, version, inspector, reviewer from control.paper
    where centre = ${centre} and inspection = ${inspection} and id = ${id} for update`.execute(transaction);
  return rows[0];
}

export async function savePaper(
  transaction: Transaction,
  centre: string,
  id: string,
  {
    points,
    note,
    findings,
    sign,
  }: { points: PaperPoints; note: string | null; findings: readonly PaperFinding[]; sign: boolean },
): Promise<void> {
  await sql`
    update control.paper set points = ${JSON.stringify(points)}::jsonb, note = ${note}, findings = ${JSON.stringify(findings)}::jsonb,
      version = version + 1, saved_at = clock_timestamp()
      ${sign ? sql`, state = 'signed', signed_at = clock_timestamp()` : sql``}
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

export async function reviewPaper(
  transaction: Transaction,
  centre: string,
  id: string,
  { outcome, reason }: { outcome: 'agreed' | 'returned'; reason: string | null },
): Promise<void> {
  await sql`
    update control.paper set state = ${outcome}, reviewed_at = clock_timestamp(), review_reason = ${reason}, version = version + 1
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** Papers that wait for this person: to be written, or to be reviewed. */
export async function papersOf(
  transaction: Transaction,
  centre: string,
  person: string,
  limit: number,
): Promise<
  { inspection: string; paper: string; period: string; unit: string; item: string | null; review: boolean }[]
> {
  const { rows } = await sql<{
    inspection: string;
    paper: string;
    period: string;
    unit: string;
    item: string | null;
    review: boolean;
  }>`
    select w.inspection, w.id as paper, i.period, p.unit, p.item, w.state = 'signed' as review
    from control.paper w
    join control.inspection i on i.centre = w.centre and i.id = w.inspection
    join control.population p on p.centre = w.centre and p.inspection = w.inspection and p.ordinal = w.ordinal
    where w.centre = ${centre} and (w.inspector = ${person} and w.state in ('open', 'returned') or w.reviewer = ${person} and w.state = 'signed')
    order by w.id limit ${limit}`.execute(transaction);
  return rows;
}

/** The operators and what is to become findings of it. */
export async function operatorsOf(transaction: Transaction, centre: string, subject: string): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`
    select distinct person from access.published_step where centre = ${centre} and "case" = ${subject}`.execute(
    transaction,
  );
  return rows.map(({ person }) => person);
}
