import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { barred } from './sample-store.ts';

/** What a working paper is about: a case of an item, or what somebody holds (without either). */
export interface PaperOrigin {
  unit: string;
  item: string | null;
  case: string | null;
  /** Who had a part in it, or is related to whom it is about. */
  barred: string[];
}

/** Something that was drawn for an inspection. */
export interface DrawnPlace {
  unit: string;
  item: string | null;
}

export interface SelfCheckOrigin {
  unit: string;
  month: string;
  state: 'open' | 'completed';
}

export async function findPaperOrigin(
  transaction: Transaction,
  centre: string,
  paper: string,
): Promise<PaperOrigin | undefined> {
  const { rows } = await sql<PaperOrigin>`
    select p.unit, p.item, case when p.item is not null then s.id end as "case", ${barred} as barred
    from control.paper w
    join control.sample s on s.centre = w.centre and s.inspection = w.inspection and s.ordinal = w.ordinal
    join control.population p on p.centre = s.centre and p.inspection = s.inspection and p.ordinal = s.ordinal
    where w.centre = ${centre} and w.id = ${paper}`.execute(transaction);
  return rows[0];
}

/** Whether there is an inspection by that id, and every kind of thing that was drawn for it, or the one that is named. */
export async function drawnPlaces(
  transaction: Transaction,
  centre: string,
  { inspection, drawn }: { inspection: string; drawn?: string },
): Promise<DrawnPlace[] | undefined> {
  const there = await sql`select from control.inspection where centre = ${centre} and id = ${inspection}`.execute(
    transaction,
  );
  if (there.rows.length === 0) return undefined;
  const { rows } = await sql<DrawnPlace>`select distinct p.unit, p.item
    from control.sample s
    join control.population p on p.centre = s.centre and p.inspection = s.inspection and p.ordinal = s.ordinal
    where s.centre = ${centre} and s.inspection = ${inspection} and (${drawn ?? null}::uuid is null or s.id = ${drawn ?? null})`.execute(
    transaction,
  );
  return rows;
}

/** Held as it is until the transaction ends: it is not returned to its section meanwhile. */
export async function holdSelfCheck(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<SelfCheckOrigin | undefined> {
  const { rows } = await sql<SelfCheckOrigin>`select unit, month, state from control.self_check
    where centre = ${centre} and id = ${id} for share`.execute(transaction);
  return rows[0];
}

/** Whether a case was opened, or anything was done in it, in a span of time. */
export async function caseMoved(
  transaction: Transaction,
  centre: string,
  ofCase: string,
  { from, until }: { from: number; until: number },
): Promise<boolean> {
  const [since, before] = [new Date(from), new Date(until)];
  const { rows } = await sql<{ moved: boolean }>`select
    exists (select from access.published_case c where c.centre = ${centre} and c."case" = ${ofCase}
      and c.opened_at >= ${since} and c.opened_at < ${before})
    or exists (select from access.published_step s where s.centre = ${centre} and s."case" = ${ofCase}
      and s.at >= ${since} and s.at < ${before}) as moved`.execute(transaction);
  return rows[0]?.moved === true;
}
