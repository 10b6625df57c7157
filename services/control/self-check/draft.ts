import { noSuch, type SelfCheckDraft, type SelfCheckFormDocument, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { fieldsProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { type Authority, authorityOf } from '../authority.ts';
import { append } from '../store/log-store.ts';
import { type FormRow, findForm, pageOpenForms, readReturns, saveDraft } from '../store/self-check-form-store.ts';
import { draftFaults, missingOf } from './form.ts';
import { filledBy, newForm, sectionFigures, seesForm } from './section.ts';

/** The open self-checks that a person may fill in, the oldest month first. */
export async function listFillable(
  transaction: Transaction,
  caller: PersonCaller,
  page: { after?: { month: string; unit: string }; limit: number },
): Promise<FormRow[]> {
  const filled = await filledBy(transaction, caller.centre, await authorityOf(transaction, caller));
  if (filled.size === 0) throw new Problem('not-permitted', said('section-fills'));
  return pageOpenForms(transaction, caller.centre, { units: [...filled], ...page });
}

/** One form with its draft and what the system knows. Throws Problem `not-found`, `not-permitted`. */
export async function readForm(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
): Promise<SelfCheckFormDocument> {
  const authority = await authorityOf(transaction, caller);
  const filled = await filledBy(transaction, caller.centre, authority);
  const row = await reachable(transaction, caller, id, (unit) => seesForm(authority, filled, unit));
  return documentOf(transaction, caller, row, { authority, filled });
}

/**
 * Saves a draft over the one that was looked at. Throws Problem `not-found`, `not-permitted`, `invalid-request` for what
 * does not belong to the form, `already-recorded` once it is signed off, `changed-meanwhile` when somebody saved another.
 */
export async function saveForm(
  transaction: Transaction,
  caller: PersonCaller,
  { id, revision, draft, trace }: { id: string; revision: number; draft: SelfCheckDraft; trace: Trace },
): Promise<SelfCheckFormDocument> {
  const { centre, person } = caller;
  const authority = await authorityOf(transaction, caller);
  const filled = await filledBy(transaction, centre, authority);
  const row = await reachable(transaction, caller, id, (unit) => filled.has(unit));
  const form = row.form ?? (await newForm(transaction, centre, authority.units, row.unit));
  const faults = draftFaults(form, draft);
  if (faults.length) throw fieldsProblem('invalid-request', faults);
  if (row.state !== 'open') throw new Problem('already-recorded', said('self-check-completed'));
  if (!(await saveDraft(transaction, centre, id, { revision, form, draft: keyed(draft, row), person })))
    throw new Problem('changed-meanwhile');
  await append(transaction, centre, [
    {
      action: 'self-check.drafted',
      outcome: 'done',
      ...trace,
      targetType: 'self-check',
      target: id,
      unit: row.unit,
      details: {
        revision: revision + 1,
        answered: draft.entries.length,
        faults: draft.entries.filter(({ ok }) => !ok).length,
      },
    },
  ]);
  const saved = (await findForm(transaction, centre, id)) as FormRow;
  return documentOf(transaction, caller, saved, { authority, filled });
}

/** Each finding gets a key, by which it is raised once; one that was raised stays as it was raised. */
function keyed(draft: SelfCheckDraft, { draft: before, raised }: FormRow): SelfCheckDraft {
  const kept = new Map(
    before?.entries
      .flatMap(({ findings }) => findings)
      .flatMap((one) => (one.key && raised[one.key] ? [[one.key, one]] : [])),
  );
  const used = new Set<string>();
  const entries = draft.entries.map((entry) => ({
    ...entry,
    findings: entry.findings.map((finding) => {
      const key = finding.key !== undefined && !used.has(finding.key) ? finding.key : newId();
      used.add(key);
      return kept.get(key) ?? { ...finding, key };
    }),
  }));
  return { ...draft, entries };
}

async function reachable(
  transaction: Transaction,
  { centre }: PersonCaller,
  id: string,
  reaches: (unit: string) => boolean,
): Promise<FormRow> {
  const row = await findForm(transaction, centre, id);
  if (!row) throw new Problem('not-found', noSuch('self-check', id));
  if (!reaches(row.unit)) throw new Problem('not-permitted', said('section-fills'));
  return row;
}

async function documentOf(
  transaction: Transaction,
  { centre }: PersonCaller,
  row: FormRow,
  { authority, filled }: { authority: Authority; filled: ReadonlySet<string> },
): Promise<SelfCheckFormDocument> {
  const { id, unit, unitName, month, state, overdue, draft, revision, draftedBy, raised } = row;
  const form = row.form ?? (await newForm(transaction, centre, authority.units, unit));
  const returns = await readReturns(transaction, centre, id);
  const figures = row.figures ?? (await sectionFigures(transaction, centre, authority.units, row));
  return {
    id,
    unit,
    unitName,
    month,
    state,
    dueAt: row.dueAt.toISOString(),
    overdue,
    form,
    draft,
    revision,
    draftedBy,
    draftedAt: row.draftedAt?.toISOString() ?? null,
    raised,
    sectionFigures: figures as SelfCheckFormDocument['sectionFigures'],
    missing: missingOf(form, draft),
    returns: returns.map((one) => ({ ...one, returnedAt: one.returnedAt.toISOString() })),
    mayFill: state === 'open' && filled.has(unit),
    mayComplete: state === 'open' && authority.may('complete', 'self-check', unit),
    mayReturn: state === 'completed' && authority.may('plan', 'inspection', unit),
  };
}
