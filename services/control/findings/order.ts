import type { AddWorkingDays } from '@zhiheng/calendar';
import { noSuch, type RectificationInput, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { peopleWho } from '../holders.ts';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import { type FindingStanding, insertFindingAct } from '../store/finding-store.ts';
import { append } from '../store/log-store.ts';
import { readPeopleNamed } from '../store/named-store.ts';
import { insertRectification } from '../store/rectification-store.ts';
import { findingEntry, heldFindings } from './finding-acts.ts';
import { numberOf } from './rectification-number.ts';
import { tellOfRectification } from './told.ts';

interface Ordering {
  input: RectificationInput;
  trace: Trace;
  addWorkingDays: AddWorkingDays;
}

/**
 * Orders a section to put findings right, with the next number of the year; gives the order's id. The shortest time that one of
 * the findings' natures allows is the time of all. Throws Problem `not-found`, `not-permitted`, `moved-on`, `took-part`.
 */
export async function orderRectification(
  transaction: Transaction,
  caller: PersonCaller,
  { input, trace, addWorkingDays }: Ordering,
): Promise<string> {
  const { centre, person } = caller;
  const ids = input.problems.map(({ finding }) => finding);
  if (new Set(ids).size < ids.length) throw fieldProblem('invalid-request', '/problems', said('given-twice'));
  const findings = await heldFindings(transaction, caller, ids, 'order');
  const { unit } = findings[0] as FindingStanding;
  if (findings.some((one) => one.unit !== unit))
    throw fieldProblem('invalid-request', '/problems', said('findings-of-one-unit'));
  const responsible = await answererOf(transaction, centre, unit, input.responsible);
  const days = await daysFor(transaction, centre, findings, input.workingDays);
  const dueAt = new Date(addWorkingDays(await databaseNow(transaction), days));
  const id = newId();
  const { basis, proof } = input;
  const number = numberOf(
    await insertRectification(transaction, centre, { id, unit, responsible, basis, proof, issuedBy: person, dueAt }),
  );
  for (const finding of findings) {
    const measure = input.problems.find((one) => one.finding === finding.id)?.measure as string;
    await insertFindingAct(transaction, centre, {
      finding: finding.id,
      act: 'order',
      from: finding.state,
      to: 'ordered',
      person,
      note: measure,
      rectification: id,
    });
  }
  await append(transaction, centre, [
    {
      action: 'rectification.issued',
      outcome: 'done',
      ...trace,
      targetType: 'rectification',
      target: id,
      unit,
      about: responsible,
      after: { state: 'issued', number, dueAt: dueAt.toISOString(), findings: ids },
    },
    ...findings.map((finding) => findingEntry(finding, 'order', 'ordered', trace)),
  ]);
  await tellOfRectification(transaction, centre, { id, unit, responsible, acts: 0, dueAt }, 'issued');
  return id;
}

/** Who is to answer for it: somebody who may answer findings of the unit. */
async function answererOf(transaction: Transaction, centre: string, unit: string, username: string): Promise<string> {
  const [named] = await readPeopleNamed(transaction, centre, [username]);
  if (!named) throw new Problem('not-found', noSuch('person', username));
  if (!(await peopleWho(transaction, centre, unit, ['answer', 'finding'])).includes(named.person))
    throw fieldProblem('invalid-request', '/responsible', said('responsible-answers'));
  return named.person;
}

async function daysFor(
  transaction: Transaction,
  centre: string,
  findings: readonly FindingStanding[],
  asked: number | undefined,
): Promise<number> {
  const { workingDays } = (await readSettings(transaction, centre)).rectification;
  const most = Math.min(...findings.map(({ nature }) => workingDays[nature]));
  if (asked !== undefined && asked > most)
    throw fieldProblem('invalid-request', '/workingDays', said('at-most-days', { days: most }));
  return asked ?? most;
}
