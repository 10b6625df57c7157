import type { Attachment, FindingNature, RectificationActName, RectificationState } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface NewRectification {
  id: string;
  unit: string;
  responsible: string;
  basis: string;
  proof: string;
  issuedBy: string;
  dueAt: Date;
}

/** Gives the number that the database has given it. */
export async function insertRectification(
  transaction: Transaction,
  centre: string,
  { id, unit, responsible, basis, proof, issuedBy, dueAt }: NewRectification,
): Promise<{ year: number; serial: number }> {
  return transaction
    .insertInto('control.rectification')
    .values({ centre, id, unit, responsible, basis, proof, issued_by: issuedBy, due_at: dueAt })
    .returning(['year', 'serial'])
    .executeTakeFirstOrThrow();
}

export interface NewRectificationAct {
  rectification: string;
  act: RectificationActName;
  from: RectificationState;
  to: RectificationState;
  person: string;
  note?: string;
  accountability?: string;
  evidence?: readonly Attachment[];
  dueAt?: Date;
  approval?: string;
}

/** Moves the order by an act; the database refuses what is not drawn, and who may not. */
export async function insertRectificationAct(
  transaction: Transaction,
  centre: string,
  one: NewRectificationAct,
): Promise<void> {
  await sql`insert into control.rectification_act
      (centre, rectification, act, from_state, to_state, person, note, accountability, evidence, due_at, approval)
    values (${centre}, ${one.rectification}, ${one.act}, ${one.from}, ${one.to}, ${one.person}, ${one.note ?? null},
      ${one.accountability ?? null}, ${JSON.stringify(one.evidence ?? [])}::jsonb, ${one.dueAt ?? null},
      ${one.approval ?? null})`.execute(transaction);
}

/** Keeps an order as it is until the transaction ends. */
export async function holdRectification(transaction: Transaction, id: string): Promise<void> {
  await sql`select control.hold_rectification(${id})`.execute(transaction);
}

/** What decides who may do what with an order. */
export interface RectificationStanding {
  id: string;
  year: number;
  serial: number;
  unit: string;
  responsible: string;
  state: RectificationState;
  acts: number;
  dueAt: Date;
  /** The natures of its findings. */
  natures: FindingNature[];
  extended: boolean;
  /** Whether suspected fraud of it was not transferred yet. */
  untransferred: boolean;
  /** Whether the human who asks has issued it. */
  issuer: boolean;
  /** Whether the human who asks is to rectify it, or has. */
  rectifies: boolean;
  /** Whether that human took part in a case of its findings, or is one of those whose work they concern. */
  tookPart: boolean;
}

export async function rectificationStanding(
  transaction: Transaction,
  centre: string,
  id: string,
  person: string,
): Promise<RectificationStanding | undefined> {
  const { rows } = await sql<RectificationStanding>`
    select r.id, r.year, r.serial, r.unit, r.responsible, r.state, r.acts, r.due_at as "dueAt",
      array(select distinct f.nature from control.finding f where f.centre = r.centre and f.rectification = r.id) as natures,
      exists (select from control.rectification_act a
        where a.centre = r.centre and a.rectification = r.id and a.act = 'extend') as extended,
      exists (select from control.finding f where f.centre = r.centre and f.rectification = r.id
        and f.nature = 'suspected-fraud' and f.transferred_at is null) as untransferred,
      control.human(r.issued_by) = me.human as issuer, control.rectifies(r.id, me.human) as rectifies, control.took_part(r.id, me.human) as "tookPart"
    from control.rectification r cross join (select control.human(${person}::uuid) as human) me
    where r.centre = ${centre} and r.id = ${id}`.execute(transaction);
  return rows[0];
}

/** The findings that an order is about, by id. */
export async function findingsOf(transaction: Transaction, centre: string, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from control.finding
    where centre = ${centre} and rectification = ${id} order by id`.execute(transaction);
  return rows.map((row) => row.id);
}

export interface OverdueRectification {
  id: string;
  year: number;
  serial: number;
  unit: string;
  responsible: string;
  dueAt: Date;
  /** Days after which it was passed up already, of this deadline. */
  passed: number[];
}

/** Orders past their deadline that await the section. */
export async function overdueRectifications(transaction: Transaction, centre: string): Promise<OverdueRectification[]> {
  const { rows } = await sql<OverdueRectification>`
    select r.id, r.year, r.serial, r.unit, r.responsible, r.due_at as "dueAt",
      array(select e.after_days::int from control.rectification_escalation e
        where e.centre = r.centre and e.rectification = r.id and e.due_at = r.due_at) as passed
    from control.rectification r
    where r.centre = ${centre} and r.state in ('issued', 'received', 'returned') and r.due_at <= clock_timestamp()
    order by r.id`.execute(transaction);
  return rows;
}

/** True for who passes it up so far first, of an order that is still overdue by this deadline. */
export async function insertEscalation(
  transaction: Transaction,
  centre: string,
  one: { rectification: string; dueAt: Date; afterDays: number; post: string; people: readonly string[] },
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into control.rectification_escalation
      (centre, rectification, due_at, after_days, post, people)
    select centre, id, due_at, ${one.afterDays}, ${one.post}, ${[...one.people]}::uuid[] from control.rectification
    where centre = ${centre} and id = ${one.rectification} and due_at = ${one.dueAt}
      and state in ('issued', 'received', 'returned')
    on conflict do nothing`.execute(transaction);
  return numAffectedRows === 1n;
}
