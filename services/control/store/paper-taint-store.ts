import type { PaperFinding } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { barred } from './sample-store.ts';

export interface Taint {
  inspection: string;
  paper: string;
  version: number;
  unit: string;
  /** Usernames, or nothing where somebody has none any more. */
  people: string[];
}

/** Which of the two who agreed to the paper `w` had a part in it, whichever of their records it was under. */
const parts = sql`array(select distinct a.person from unnest(array[w.inspector, w.reviewer]) as a(person)
  where control.human(a.person) in (select control.human(b.person::uuid) from unnest(${barred}) as b(person)))`;

/**
 * Keeps what these papers came to that both had agreed to, as far as one of the two turns out to have had a part: each once. Looks through so many after
 * one, or through all of one inspection; gives what it found and the last that it looked at, undefined at the end.
 */
export async function keepTainted(
  transaction: Transaction,
  centre: string,
  among: { inspection: string } | { after: string | undefined; many: number },
): Promise<{ found: Taint[]; last: string | undefined }> {
  const which =
    'inspection' in among
      ? sql`w.inspection = ${among.inspection}`
      : sql`(${among.after ?? null}::uuid is null or w.id > ${among.after ?? null})`;
  const most = 'many' in among ? sql`limit ${among.many}` : sql``;
  const { rows } = await sql<{ last: string | null; found: Taint[] }>`
    with looked as materialized (
      select w.* from control.paper w
      where w.centre = ${centre} and w.state = 'agreed' and ${which} order by w.id ${most}),
    had as (
      select w.*, p.unit, ${parts} as people from looked w
      join control.sample s on s.centre = w.centre and s.inspection = w.inspection and s.ordinal = w.ordinal
      join control.population p on p.centre = s.centre and p.inspection = s.inspection and p.ordinal = s.ordinal),
    kept as (
      insert into control.paper_taint (centre, paper, version, inspection, inspector, reviewer, people, points, note, findings, signed_at, reviewed_at)
      select centre, id, version, inspection, inspector, reviewer, people, points, note, findings, signed_at, reviewed_at
      from had where cardinality(people) > 0 on conflict do nothing returning paper)
    select (select max(id::text) from looked) as last, (select coalesce(jsonb_agg(jsonb_build_object('inspection', h.inspection, 'paper', h.id,
        'version', h.version, 'unit', h.unit, 'people', array(select username from access.published_person q
          where q.centre = h.centre and q.person = any(h.people) and username is not null order by 1)) order by h.id), '[]')
      from had h join kept k on k.paper = h.id) as found`.execute(transaction);
  const { found, last } = rows[0] as { found: Taint[]; last: string | null };
  return { found, last: last ?? undefined };
}

/** Papers that stay agreed to by somebody who had a part, of one inspection or of all. */
export async function taintedPapers(
  transaction: Transaction,
  centre: string,
  { inspection, limit }: { inspection?: string; limit: number },
): Promise<{ inspection: string; paper: string; period: string; unit: string; item: string | null }[]> {
  const { rows } = await sql<{ inspection: string; paper: string; period: string; unit: string; item: string | null }>`
    select w.inspection, w.id as paper, i.period, p.unit, p.item
    from control.paper_taint t
    join control.paper w on w.centre = t.centre and w.id = t.paper and w.version = t.version
    join control.inspection i on i.centre = w.centre and i.id = w.inspection
    join control.population p on p.centre = w.centre and p.inspection = w.inspection and p.ordinal = w.ordinal
    where t.centre = ${centre} and (${inspection ?? null}::uuid is null or t.inspection = ${inspection ?? null})
    order by w.id limit ${limit}`.execute(transaction);
  return rows;
}

/** Whether what the paper came to in this version is not to be relied on. */
export async function isTainted(
  transaction: Transaction,
  centre: string,
  paper: string,
  version: number,
): Promise<boolean> {
  const { rows } = await sql`select from control.paper_taint
    where centre = ${centre} and paper = ${paper} and version = ${version}`.execute(transaction);
  return rows.length > 0;
}

/** Of these, what no finding of the paper says already that stands: others may come to the same anew. */
export async function notYetFound(
  transaction: Transaction,
  centre: string,
  paper: string,
  findings: readonly PaperFinding[],
): Promise<PaperFinding[]> {
  if (findings.length === 0) return [];
  const { rows } = await sql<{ place: number }>`
    select g.place::integer as place from jsonb_array_elements(${JSON.stringify(findings)}::jsonb) with ordinality as g(one, place)
    where not exists (select from control.finding f
      where f.centre = ${centre} and f.source in ('sample', 'inspection') and f.about = ${paper} and f.state <> 'withdrawn'
        and f.dimension = g.one ->> 'dimension' and f.nature = g.one ->> 'nature' and f.description = g.one ->> 'description'
        and f.basis = g.one ->> 'basis' and f.amount_fen is not distinct from (g.one ->> 'amountFen')::bigint)
    order by 1`.execute(transaction);
  return rows.map(({ place }) => findings[place - 1] as PaperFinding);
}
