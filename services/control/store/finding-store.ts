import type {
  Attachment,
  Dimension,
  FindingActName,
  FindingNature,
  FindingSource,
  FindingState,
} from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface NewFinding {
  id: string;
  source: FindingSource;
  about: string | null;
  unit: string;
  item: string | null;
  case: string | null;
  /** People whose work it concerns. */
  operators: readonly string[];
  dimension: Dimension;
  nature: FindingNature;
  risk: 1 | 2 | 3;
  description: string;
  basis: string;
  amountFen: number | null;
  /** Null: the system. */
  foundBy: string | null;
  transferBy: Date | null;
}

/** Where the finding begins is the database's to say. False where the adjustment that it is of has one already. */
export async function insertFinding(transaction: Transaction, centre: string, finding: NewFinding): Promise<boolean> {
  const { about, amountFen, foundBy, transferBy, operators, ...same } = finding;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('control.finding')
    .values({
      centre,
      ...same,
      about,
      operators: [...operators],
      amount_fen: amountFen,
      found_by: foundBy,
      transfer_by: transferBy,
    })
    .onConflict((conflict) => conflict.columns(['centre', 'about']).where('source', '=', 'permission').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** How many findings were raised of a thing. */
export async function findingsOf(
  transaction: Transaction,
  centre: string,
  { kind, about }: { kind: FindingSource; about: string },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from control.finding
    where centre = ${centre} and source = ${kind} and about = ${about}`.execute(transaction);
  return rows[0]?.count ?? 0;
}

/** An act on a finding, as the database lets it in. */
export interface NewFindingAct {
  finding: string;
  act: FindingActName;
  from: FindingState;
  to: FindingState;
  /** Null: the system. */
  person: string | null;
  note?: string;
  respondBy?: Date;
  rectification?: string;
  evidence?: readonly Attachment[];
}

/** Moves the finding by an act; the database refuses what is not drawn. */
export async function insertFindingAct(transaction: Transaction, centre: string, one: NewFindingAct): Promise<void> {
  await sql`insert into control.finding_act
      (centre, finding, act, from_state, to_state, person, note, respond_by, rectification, evidence)
    values (${centre}, ${one.finding}, ${one.act}, ${one.from}, ${one.to}, ${one.person}, ${one.note ?? null},
      ${one.respondBy ?? null}, ${one.rectification ?? null}, ${JSON.stringify(one.evidence ?? [])}::jsonb)`.execute(
    transaction,
  );
}

/** Keeps findings as they are until the transaction ends, in one order. */
export async function holdFindings(transaction: Transaction, ids: readonly string[]): Promise<void> {
  await sql`select control.hold_findings(${ids}::uuid[])`.execute(transaction);
}

/** What decides who may do what with a finding: people as humans, times by the database's clock. */
export interface FindingStanding {
  id: string;
  unit: string;
  item: string | null;
  case: string | null;
  source: FindingSource;
  nature: FindingNature;
  state: FindingState;
  /** How many acts there were. */
  acts: number;
  /** Whether the section has come to see it. */
  shown: boolean;
  finder: string | null;
  /** Who decided on the dispute last. */
  judge: string | null;
  /** Whether the section has let its time to answer pass. */
  unanswered: boolean;
  transferred: boolean;
  rectification: string | null;
  /** The human who asks. */
  actor: string;
  /** Whether that human took part in its case, or is one of those whose work it concerns. */
  tookPart: boolean;
}

/** A section sees what it was asked about, found itself (others find something of its self-check, too), or has to settle. */
export const shownToSection = sql<boolean>`(f.respond_by is not null or f.source = 'permission'
  or f.source = 'self-check' and f.state not in ('open', 'withdrawn'))`;

export async function standingOf(
  transaction: Transaction,
  centre: string,
  ids: readonly string[],
  person: string,
): Promise<FindingStanding[]> {
  const { rows } = await sql<FindingStanding>`
    select f.id, f.unit, f.item, f."case", f.source, f.nature, f.state, f.acts, ${shownToSection} as shown,
      case when f.found_by is not null then control.human(f.found_by) end as finder,
      (select control.human(a.person) from control.finding_act a where a.centre = f.centre and a.finding = f.id
        and a.act in ('uphold', 'withdraw') order by a.ordinal desc limit 1) as judge,
      coalesce(f.respond_by <= clock_timestamp(), false) as unanswered, f.transferred_at is not null as transferred,
      f.rectification, me.human as actor,
      (exists (select from access.published_step s where s.centre = f.centre and s."case" = f."case" and s.person = me.human)
        or exists (select from unnest(f.operators) o where control.human(o) = me.human)) as "tookPart"
    from control.finding f cross join (select control.human(${person}::uuid) as human) me
    where f.centre = ${centre} and f.id = any(${ids}::uuid[]) order by f.id`.execute(transaction);
  return rows;
}

/** Whether a person took part in a case, under whichever of their records. */
export async function tookPartIn(
  transaction: Transaction,
  centre: string,
  person: string,
  ofCase: string,
): Promise<boolean> {
  const { rows } = await sql<{ part: boolean }>`select exists (select from access.published_step s
    where s.centre = ${centre} and s."case" = ${ofCase} and s.person = control.human(${person}::uuid)) as part`.execute(
    transaction,
  );
  return rows[0]?.part === true;
}

/** Suspected fraud that is not handed over and should be, by the database's clock. */
export async function untransferred(
  transaction: Transaction,
  centre: string,
): Promise<{ id: string; unit: string; transferBy: Date }[]> {
  const { rows } = await sql<{ id: string; unit: string; transferBy: Date }>`
    select id, unit, transfer_by as "transferBy" from control.finding
    where centre = ${centre} and transfer_by <= clock_timestamp() and transferred_at is null and state <> 'withdrawn'
    order by id`.execute(transaction);
  return rows;
}
