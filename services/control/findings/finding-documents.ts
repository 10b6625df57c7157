import { type Finding, type FindingCounts, type FindingDetail, noSuch } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { readSettings } from '../settings/settings.ts';
import {
  actsOfFinding,
  aroundFinding,
  countFindings,
  type FindingFilters,
  type FindingRow,
  type FindingsWanted,
  pageFindings,
  readFinding,
} from '../store/finding-read-store.ts';
import { standingOf } from '../store/finding-store.ts';
import { findingActions } from './finding-acts.ts';
import type { FindingAct } from './finding-machine.ts';
import { refusalOf } from './finding-rules.ts';
import { eyeOf, sees } from './powers.ts';
import { numberOf } from './rectification-number.ts';

/** The findings that the caller sees, newest first; throws Problem `not-permitted` for one who sees none. */
export async function listFindings(
  transaction: Transaction,
  caller: PersonCaller,
  filters: FindingFilters,
  place: { before?: string; limit: number },
): Promise<Finding[]> {
  const wanted = await wantedBy(transaction, caller, filters);
  return (await pageFindings(transaction, caller.centre, wanted, place)).map(findingDocument);
}

/** How many findings the caller sees, by what they are. */
export async function findingCounts(
  transaction: Transaction,
  caller: PersonCaller,
  filters: FindingFilters,
): Promise<FindingCounts> {
  const rows = await countFindings(transaction, caller.centre, await wantedBy(transaction, caller, filters));
  const sum = (some: typeof rows) => some.reduce((total, { count }) => total + count, 0);
  const by = (key: 'state' | 'nature' | 'dimension' | 'source') =>
    Object.fromEntries([...Map.groupBy(rows, (row) => row[key])].map(([name, some]) => [name, sum(some)]));
  return {
    total: sum(rows),
    overdue: sum(rows.filter(({ overdue }) => overdue)),
    byState: by('state'),
    byNature: by('nature'),
    byDimension: by('dimension'),
    bySource: by('source'),
  };
}

/** One finding with its history and what the caller may do with it. Throws Problem `not-found`, `not-permitted`. */
export async function findingDetail(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
): Promise<FindingDetail> {
  const { centre, person } = caller;
  const eye = await eyeOf(transaction, caller);
  const { repeatMonths } = (await readSettings(transaction, centre)).rectification;
  const row = await readFinding(transaction, centre, id, repeatMonths);
  const [standing] = await standingOf(transaction, centre, [id], person);
  if (!row || !standing || !sees(eye, standing)) throw new Problem('not-found', noSuch('finding', id));
  const { repeated, operators } = await aroundFinding(transaction, centre, id, repeatMonths);
  const powers = eye.powersOn(row.unit);
  const acts = Object.keys(findingActions) as FindingAct[];
  return {
    ...findingDocument(row),
    operators,
    repeated: repeated.map((one) => ({ ...one, foundAt: one.foundAt.toISOString() })),
    acts: (await actsOfFinding(transaction, centre, id)).map((one) => ({ ...one, at: one.at.toISOString() })),
    may: acts.filter((act) => refusalOf(act, standing, powers) === undefined),
  };
}

async function wantedBy(
  transaction: Transaction,
  caller: PersonCaller,
  filters: FindingFilters,
): Promise<FindingsWanted> {
  const { sight } = await eyeOf(transaction, caller);
  const { repeatMonths } = (await readSettings(transaction, caller.centre)).rectification;
  return { sight, filters, repeatMonths };
}

function findingDocument({ order, ...row }: FindingRow): Finding {
  return {
    ...row,
    currency: 'CNY',
    foundAt: row.foundAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    transferBy: row.transferBy?.toISOString() ?? null,
    transferredAt: row.transferredAt?.toISOString() ?? null,
    rectification: order && { id: order.id, number: numberOf(order) },
  };
}
