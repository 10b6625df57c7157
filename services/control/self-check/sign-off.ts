import type { AddWorkingDays } from '@zhiheng/calendar';
import { said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldsProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import type { Answers } from '../answers.ts';
import { raiseFinding } from '../findings/raise.ts';
import { type FormRow, findForm, keepRaised } from '../store/self-check-form-store.ts';
import { answersOf, findingsOf, missingOf } from './form.ts';

interface SignOff {
  id: string;
  /** The draft that was looked at. */
  revision: number;
  trace: Trace;
  addWorkingDays: AddWorkingDays;
}

/**
 * What the draft that its head signs comes to; the findings entered in it are raised, each once however often it is
 * returned and signed again. Throws Problem `changed-meanwhile` for another draft, `invalid-request` while a question is open.
 */
export async function answersOfDraft(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  { id, revision, trace, addWorkingDays }: SignOff,
): Promise<Answers> {
  const row = (await findForm(transaction, centre, id)) as FormRow;
  if (row.state !== 'open') throw new Problem('already-recorded', said('self-check-completed'));
  if (row.revision !== revision) throw new Problem('changed-meanwhile');
  const { form, draft } = row;
  const missing = form && missingOf(form, draft);
  if (!form || !draft || missing?.length)
    throw fieldsProblem('invalid-request', [{ path: '/revision', message: said('form-unfinished') }]);
  const raised: Record<string, string> = {};
  for (const { question, finding } of findingsOf(form, draft)) {
    const { key, nature, riskLevel, description, item, amountFen } = finding;
    if (key === undefined || row.raised[key]) continue;
    const found = await raiseFinding(transaction, centre, {
      source: { kind: 'self-check', about: id },
      unit: row.unit,
      dimension: question.dimension,
      basis: question.text.zh,
      nature,
      riskLevel,
      description,
      ...(item === null ? {} : { item }),
      ...(amountFen === null ? {} : { amountFen }),
      by: { person, trace },
      addWorkingDays,
    });
    if (found !== undefined) raised[key] = found;
  }
  if (Object.keys(raised).length) await keepRaised(transaction, centre, id, raised);
  return answersOf(form, draft);
}
