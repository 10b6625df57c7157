import type { SelfCheckDraft, SelfCheckForm } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { SectionItem } from '../self-check/form.ts';

export interface FormRow {
  id: string;
  unit: string;
  unitName: { zh: string; en: string } | null;
  month: string;
  state: 'open' | 'completed';
  /** Since it was returned: the deadline to correct it. */
  dueAt: Date;
  overdue: boolean;
  form: SelfCheckForm | null;
  draft: SelfCheckDraft | null;
  revision: number;
  draftedBy: string | null;
  draftedAt: Date | null;
  raised: Record<string, string>;
  figures: unknown;
  completedById: string | null;
  returned: number;
}

const selected = sql`select s.id, s.unit, u.name as "unitName", s.month, s.state, coalesce(s.correct_by, s.due_at) as "dueAt",
    s.state = 'open' and coalesce(s.correct_by, s.due_at) <= clock_timestamp() as overdue, s.form, s.draft,
    s.draft_revision as revision, p.username as "draftedBy", s.drafted_at as "draftedAt", s.raised, s.figures,
    s.completed_by as "completedById", s.returns as returned
  from control.self_check s
  left join access.published_unit u on u.centre = s.centre and u.unit = s.unit
  left join access.published_person p on p.centre = s.centre and p.person = s.drafted_by`;

export async function findForm(transaction: Transaction, centre: string, id: string): Promise<FormRow | undefined> {
  const { rows } = await sql<FormRow>`${selected} where s.centre = ${centre} and s.id = ${id}`.execute(transaction);
  return rows[0];
}

/** The open ones of these units, the first due first; one row more than `limit`. */
export async function pageOpenForms(
  transaction: Transaction,
  centre: string,
  { units, after, limit }: { units: readonly string[]; after?: { month: string; unit: string }; limit: number },
): Promise<FormRow[]> {
  const { rows } = await sql<FormRow>`${selected}
    where s.centre = ${centre} and s.state = 'open' and s.unit = any(${units}::text[])
      and (${after?.month ?? null}::text is null or (s.month, s.unit) > (${after?.month ?? ''}, ${after?.unit ?? ''}))
    order by s.month, s.unit limit ${limit + 1}`.execute(transaction);
  return rows;
}

/** Of all who save a draft over the same one, one is told true. */
export async function saveDraft(
  transaction: Transaction,
  centre: string,
  id: string,
  saved: { revision: number; form: SelfCheckForm; draft: SelfCheckDraft; person: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update control.self_check
    set form = coalesce(form, ${JSON.stringify(saved.form)}::jsonb), draft = ${JSON.stringify(saved.draft)}::jsonb,
      draft_revision = draft_revision + 1, drafted_by = ${saved.person}, drafted_at = clock_timestamp()
    where centre = ${centre} and id = ${id} and state = 'open' and draft_revision = ${saved.revision}`.execute(
    transaction,
  );
  return numAffectedRows === 1n;
}

/** What was raised from the form, by the key of its finding. */
export async function keepRaised(
  transaction: Transaction,
  centre: string,
  id: string,
  raised: Record<string, string>,
): Promise<void> {
  await sql`update control.self_check set raised = raised || ${JSON.stringify(raised)}::jsonb
    where centre = ${centre} and id = ${id} and state = 'open'`.execute(transaction);
}

/** Keeps what was signed off and opens the form again; of all who return it at once one is told true. */
export async function reopen(
  transaction: Transaction,
  centre: string,
  id: string,
  returned: { ordinal: number; person: string; reason: string; correctBy: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into control.self_check_return
      (centre, self_check, ordinal, returned_by, reason, completed_by, completed_at, answers, draft)
    select centre, id, returns + 1, ${returned.person}, ${returned.reason}, completed_by, completed_at, answers, draft
    from control.self_check
    where centre = ${centre} and id = ${id} and state = 'completed' and returns + 1 = ${returned.ordinal}
    for update
    on conflict do nothing`.execute(transaction);
  if (numAffectedRows !== 1n) return false;
  await sql`update control.self_check
    set state = 'open', returns = returns + 1, correct_by = ${returned.correctBy}, escalated = 0, completed_at = null,
      completed_by = null, answers = null, figures = null
    where centre = ${centre} and id = ${id}`.execute(transaction);
  return true;
}

export async function readReturns(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<{ reason: string; returnedBy: string | null; returnedAt: Date }[]> {
  const { rows } = await sql<{ reason: string; returnedBy: string | null; returnedAt: Date }>`
    select r.reason, p.username as "returnedBy", r.returned_at as "returnedAt"
    from control.self_check_return r
    left join access.published_person p on p.centre = r.centre and p.person = r.returned_by
    where r.centre = ${centre} and r.self_check = ${id} order by r.ordinal`.execute(transaction);
  return rows;
}

/** The items that these units own. */
export async function readSectionItems(
  transaction: Transaction,
  centre: string,
  owners: readonly string[],
): Promise<(SectionItem & { owner: string; duties: string[] })[]> {
  const { rows } = await sql<SectionItem & { owner: string; duties: string[] }>`
    select item, name, insurance, unit as owner, duties from access.published_item
    where centre = ${centre} and unit = any(${owners}::text[]) order by insurance, item`.execute(transaction);
  return rows;
}

export interface OpenCheck {
  id: string;
  unit: string;
  month: string;
  dueAt: Date;
  escalated: number;
}

/** What is open, with its deadline. */
export async function openChecks(transaction: Transaction, centre: string): Promise<OpenCheck[]> {
  const { rows } = await sql<OpenCheck>`
    select id, unit, month, coalesce(correct_by, due_at) as "dueAt", escalated from control.self_check
    where centre = ${centre} and state = 'open' order by id`.execute(transaction);
  return rows;
}

/** Of all who take it a step further at once, one is told true. */
export async function escalateTo(
  transaction: Transaction,
  centre: string,
  id: string,
  { from, to }: { from: number; to: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update control.self_check set escalated = ${to}
    where centre = ${centre} and id = ${id} and state = 'open' and escalated = ${from}`.execute(transaction);
  return numAffectedRows === 1n;
}
