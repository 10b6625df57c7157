import type { Paper, PaperFinding, PaperPoints, PaperState } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { barred, joined, sampled } from './sample-store.ts';

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
      exists (select from control.paper_taint t where t.centre = w.centre and t.paper = w.id and t.version = w.version) as tainted,
      coalesce((select jsonb_agg(jsonb_build_object('version', t.version, 'inspector', i.username, 'reviewer', r.username, 'points', t.points,
          'note', t.note, 'findings', t.findings, 'foundAt', to_char(t.found_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'reviewedAt', to_char(t.reviewed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'people', array(select q.username from access.published_person q
            where q.centre = t.centre and q.person = any(t.people) and q.username is not null order by 1)) order by t.version)
        from control.paper_taint t
        left join access.published_person i on i.centre = t.centre and i.person = t.inspector
        left join access.published_person r on r.centre = t.centre and r.person = t.reviewer
        where t.centre = w.centre and t.paper = w.id), '[]') as earlier,
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

/** Who had a part in what a paper is about, under each of their records, and who has written it before. */
export async function barredFrom(
  transaction: Transaction,
  centre: string,
  paper: string,
): Promise<{ barred: string[]; wrote: string[] }> {
  const { rows } = await sql<{ barred: string[]; wrote: string[] }>`
    select array(select b from unnest(${barred}) b union select h.person::text from access.published_human h
        where h.centre = w.centre and h.human in (select control.human(b::uuid) from unnest(${barred}) b)) as barred, array(select r.was_inspector::text from control.paper_reassignment r
      where r.centre = w.centre and r.paper = w.id) as wrote
    from control.paper w
    join control.sample s on s.centre = w.centre and s.inspection = w.inspection and s.ordinal = w.ordinal
    join control.population p on p.centre = s.centre and p.inspection = s.inspection and p.ordinal = s.ordinal
    where w.centre = ${centre} and w.id = ${paper}`.execute(transaction);
  return rows[0] as { barred: string[]; wrote: string[] };
}

export interface Reassigned {
  was: { state: PaperState; inspector: string; reviewer: string };
  inspector: string;
  reviewer: string;
  version: number;
  reason: string;
  by: string;
  /** Another inspector goes on from what was written, or begins anew where that is not to be relied on. */
  anew: boolean;
}

/** Gives a paper to these people. With another inspector it is open again. */
export async function reassign(
  transaction: Transaction,
  centre: string,
  id: string,
  { was, inspector, reviewer, version, reason, by, anew }: Reassigned,
): Promise<void> {
  await sql`insert into control.paper_reassignment (centre, paper, version, was_inspector, was_reviewer, inspector, reviewer, reason, by_person)
    values (${centre}, ${id}, ${version}, ${was.inspector}, ${was.reviewer}, ${inspector}, ${reviewer}, ${reason}, ${by})`.execute(
    transaction,
  );
  const { state } = was;
  // What was agreed to by a second who had a part awaits another second.
  const opened = inspector === was.inspector ? sql`` : sql`, state = 'open', signed_at = null`;
  const again = sql`, reviewed_at = null, review_reason = null`;
  const signed = state === 'agreed' && inspector === was.inspector ? sql`, state = 'signed'` : sql``;
  const emptied = anew ? sql`, points = null, note = null, findings = '[]', saved_at = null` : sql``;
  await sql`update control.paper set inspector = ${inspector}, reviewer = ${reviewer}, version = ${version} ${opened} ${signed} ${state === 'agreed' ? again : sql``} ${emptied}
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** Papers not agreed to, with somebody who is no longer there or turns out to have had a part. */
export async function papersToReassign(
  transaction: Transaction,
  centre: string,
  limit: number,
): Promise<{ inspection: string; paper: string; period: string; unit: string; item: string | null }[]> {
  const { rows } = await sql<{ inspection: string; paper: string; period: string; unit: string; item: string | null }>`
    select w.inspection, w.id as paper, i.period, p.unit, p.item from control.inspection i
    join control.paper w on w.centre = i.centre and w.inspection = i.id and w.state <> 'agreed'
    join control.sample s on s.centre = w.centre and s.inspection = w.inspection and s.ordinal = w.ordinal
    join control.population p on p.centre = s.centre and p.inspection = s.inspection and p.ordinal = s.ordinal
    where i.centre = ${centre} and i.state in ('drawn', 'allotted') and (array[w.inspector::text, w.reviewer::text] && ${barred}
      or exists (select from unnest(array[w.inspector, w.reviewer]) as has(person) where not exists (
        select from access.published_account a where a.centre = w.centre and a.person = has.person and a.state = 'active')))
    order by w.id limit ${limit}`.execute(transaction);
  return rows;
}
