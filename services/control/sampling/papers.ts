import type { AddWorkingDays } from '@zhiheng/calendar';
import { noSuch, type PaperInput, type PaperPoints, type PaperReview, paperPoints, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type FieldFault, fieldsProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { tell } from '../desk/tell.ts';
import { raiseFinding } from '../findings/raise.ts';
import { append } from '../store/log-store.ts';
import {
  findPaper,
  type LockedPaper,
  lockPaper,
  operatorsOf,
  type PaperRow,
  papersOf,
  reviewPaper,
  savePaper,
} from '../store/paper-store.ts';
import { notYetFound } from '../store/paper-taint-store.ts';
import { requireSight } from './planning.ts';

interface About {
  inspection: string;
  paper: string;
  trace: Trace;
}

/** A paper and the case it is about. Throws Problem `not-permitted`, `not-found`. */
export async function readPaper(
  transaction: Transaction,
  caller: PersonCaller,
  { inspection, paper }: Omit<About, 'trace'>,
): Promise<PaperRow> {
  await requireSight(transaction, caller);
  const found = await findPaper(transaction, caller.centre, inspection, paper);
  if (!found) throw new Problem('not-found', noSuch('paper', paper));
  return found;
}

/**
 * Its inspector saves a paper, or saves and signs it. Throws Problem `not-permitted` for anybody else, `changed-meanwhile` on top of what was not
 * seen, `wrong-state` for one that is signed, `invalid-request` where a fault lacks its words or its finding.
 */
export async function writePaper(
  transaction: Transaction,
  caller: PersonCaller,
  { input, ...about }: About & { input: PaperInput },
): Promise<PaperRow> {
  const { points, note = null, findings, sign = false } = input;
  const locked = await lock(transaction, caller, about, input.version);
  if (locked.inspector !== caller.person) throw new Problem('not-permitted', said('paper-of-another'));
  if (locked.state !== 'open' && locked.state !== 'returned')
    throw new Problem('wrong-state', said('paper-state', { state: locked.state }));
  if (sign) requireWhole(points, findings.length);
  await savePaper(transaction, caller.centre, about.paper, { points, note, findings, sign });
  await appendPaper(transaction, caller, about, {
    action: sign ? 'inspection-paper.signed' : 'inspection-paper.saved',
    from: locked.state,
    to: sign ? 'signed' : locked.state,
    details: {
      findings: findings.length,
      ...Object.fromEntries(paperPoints.map((point) => [point, points[point].ok])),
    },
  });
  if (sign)
    await tell(transaction, caller.centre, {
      kind: 'paper-signed',
      about: about.paper,
      people: [locked.reviewer],
      nth: locked.version + 1,
    });
  return readPaper(transaction, caller, about);
}

/**
 * The second inspector agrees, which raises the paper's findings, or returns it with a reason. Throws Problem `not-permitted` for anybody else,
 * `changed-meanwhile`, `wrong-state`, `invalid-request` for a return without a reason.
 */
export async function reviewSigned(
  transaction: Transaction,
  caller: PersonCaller,
  { review, addWorkingDays, ...about }: About & { review: PaperReview; addWorkingDays: AddWorkingDays },
): Promise<PaperRow> {
  const { outcome, reason = null } = review;
  const locked = await lock(transaction, caller, about, review.version);
  if (locked.reviewer !== caller.person) throw new Problem('not-permitted', said('paper-of-another'));
  if (locked.state !== 'signed') throw new Problem('wrong-state', said('paper-state', { state: locked.state }));
  if (outcome === 'returned' && reason === null)
    throw fieldsProblem('invalid-request', [{ path: '/reason', message: said('return-reason') }]);
  await reviewPaper(transaction, caller.centre, about.paper, { outcome, reason });
  await appendPaper(transaction, caller, about, {
    action: outcome === 'agreed' ? 'inspection-paper.agreed' : 'inspection-paper.returned',
    from: 'signed',
    to: outcome,
  });
  const paper = await readPaper(transaction, caller, about);
  if (outcome === 'agreed') await raiseAll(transaction, caller, { paper, trace: about.trace, addWorkingDays });
  else
    await tell(transaction, caller.centre, {
      ...{ kind: 'paper-returned', about: about.paper, people: [locked.inspector], nth: paper.version },
    });
  return paper;
}

/** What both have signed becomes findings of the unit, but for what stands of it already where it was done anew. */
async function raiseAll(
  transaction: Transaction,
  { centre }: PersonCaller,
  { paper, trace, addWorkingDays }: { paper: PaperRow; trace: Trace; addWorkingDays: AddWorkingDays },
): Promise<void> {
  const findings = await notYetFound(transaction, centre, paper.paper, paper.findings);
  const operators = findings.length > 0 ? await operatorsOf(transaction, centre, paper.id) : [];
  for (const { dimension, nature, riskLevel, description, basis, amountFen } of findings)
    await raiseFinding(transaction, centre, {
      ...{
        source: { kind: paper.item === null ? 'inspection' : 'sample', about: paper.paper },
        unit: paper.unit,
        operators,
        dimension,
        nature,
        riskLevel,
      },
      ...{ description, basis, addWorkingDays, by: { person: paper.inspectorId, trace } },
      ...(paper.item === null ? {} : { item: paper.item, case: paper.id }),
      ...(amountFen === undefined ? {} : { amountFen }),
    });
}

async function lock(
  transaction: Transaction,
  caller: PersonCaller,
  { inspection, paper }: About,
  version: number,
): Promise<LockedPaper> {
  await requireSight(transaction, caller);
  const locked = await lockPaper(transaction, caller.centre, inspection, paper);
  if (!locked) throw new Problem('not-found', noSuch('paper', paper));
  if (locked.version !== version) throw new Problem('changed-meanwhile');
  return locked;
}

/** Signed, each fault has its words, and there is a finding where there is a fault, and none without. */
function requireWhole(points: PaperPoints, findings: number): void {
  const wrong = paperPoints.filter((point) => !points[point].ok);
  const faults: FieldFault[] = wrong
    .filter((point) => points[point].note === undefined)
    .map((point) => ({ path: `/points/${point}/note`, message: said('fault-note') }));
  if (wrong.length > 0 !== findings > 0) faults.push({ path: '/findings', message: said('fault-finding') });
  if (faults.length) throw fieldsProblem('invalid-request', faults);
}

async function appendPaper(
  transaction: Transaction,
  { centre }: PersonCaller,
  { inspection, paper, trace }: About,
  move: {
    action:
      | 'inspection-paper.signed'
      | 'inspection-paper.saved'
      | 'inspection-paper.agreed'
      | 'inspection-paper.returned';
    from: string;
    to: string;
    details?: Record<string, unknown>;
  },
): Promise<void> {
  const { action, from, to, details = {} } = move;
  await append(transaction, centre, [
    {
      ...{ action, outcome: 'done', ...trace, targetType: 'paper', target: paper },
      ...{ before: { state: from }, after: { state: to }, details: { inspection, ...details } },
    },
  ]);
}

/** The caller’s papers to write and to review. */
export const paperTasks = (transaction: Transaction, { centre, person }: PersonCaller) =>
  papersOf(transaction, centre, person, 200);
