import { randomBytes } from 'node:crypto';
import { type DoubtClearingInput, type DoubtState, maskText, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, type Trace } from '@zhiheng/http';
import { rankOf } from '@zhiheng/sampling';
import { requireVerifying, type Standing } from '../doubts/standing.ts';
import { after } from '../doubts/states.ts';
import { readSettings } from '../settings/settings.ts';
import { dutiesOf, insertActs, involvedIn, takeDuty } from '../store/doubt-act-store.ts';
import { type Clearable, clearAll, insertClearing, lockClearable } from '../store/doubt-clearing-store.ts';
import { append } from '../store/log-store.ts';
import { drawnOf } from './spot-check.ts';

const most = 1_000;

export interface Cleared {
  /** Null where none was cleared. */
  clearing: string | null;
  /** Null: it was cleared; else why not. */
  lines: { doubt: string; code: string | null }[];
}

/**
 * Clears many doubts at once, each judged by itself: those in the way stay as they are, and say why. A share of what was cleared is drawn for a
 * second person, by a seed that is made when it is settled what was cleared. Throws `not-permitted`.
 */
export async function clearDoubts(
  transaction: Transaction,
  caller: PersonCaller,
  { doubts, filter, reason, note }: DoubtClearingInput,
  trace: Trace,
): Promise<Cleared> {
  const { centre, person } = caller;
  const standing = await requireVerifying(transaction, caller);
  if ((doubts === undefined) === (filter === undefined))
    throw fieldProblem('invalid-request', '/doubts', said('clear-which'));
  const found = await lockClearable(transaction, centre, standing.sees, { doubts, filters: filter ?? {}, most });
  const codes = await judge(transaction, caller, standing, found);
  const lines = (doubts ?? found.map(({ id }) => id)).map((doubt) => ({
    doubt,
    code: codes.has(doubt) ? (codes.get(doubt) as string | null) : 'not-found',
  }));
  const good = found.filter(({ id }) => codes.get(id) === null);
  if (good.length === 0) return { clearing: null, lines };
  const ids = good.map(({ id }) => id);
  const [clearing, seed] = [newId(), randomBytes(32)];
  const ranked = ids.map((id) => ({ id, rank: rankOf(seed, id) })).toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  const { spotCheckShare, spotCheckLeast } = (await readSettings(transaction, centre)).doubts;
  const drawn = drawnOf(ids.length, { share: spotCheckShare, least: spotCheckLeast });
  const masked = maskText(note);
  await takeDuty(transaction, centre, person, 'verify', ids);
  await insertClearing(transaction, centre, {
    ...{ id: clearing, reason, note: masked, person, seed, drawn },
    doubts: ranked.map(({ id }) => id),
  });
  await clearAll(transaction, centre, ids, { clearing, person, reason });
  await insertActs(
    transaction,
    centre,
    good.map(({ id, state }) => ({
      ...{ doubt: id, act: 'clear', from: state as DoubtState, to: 'cleared', person, duty: 'verify', note: masked },
      facts: { reason, clearing },
    })),
  );
  await append(transaction, centre, [
    {
      ...trace,
      ...{ action: 'doubts.cleared', outcome: 'done', targetType: 'doubt-clearing', target: clearing },
      after: { reason, cleared: ids.length, drawn, seed: seed.toString('hex') },
    },
    ...good.map(({ id, unit, item, case: about, state }) => ({
      ...trace,
      ...({ action: 'doubt.cleared', outcome: 'done', targetType: 'doubt', target: id, unit } as const),
      ...(item !== null && { item }),
      ...(about !== null && { case: about }),
      before: { state },
      after: { state: 'cleared', reason, clearing },
    })),
  ]);
  return { clearing, lines };
}

/** Why each may not be cleared by the caller; null where it may. */
async function judge(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  standing: Standing,
  found: readonly Clearable[],
): Promise<Map<string, string | null>> {
  const ids = found.map(({ id }) => id);
  const involved = await involvedIn(transaction, centre, person, ids);
  const duties = await dutiesOf(transaction, centre, person, ids);
  return new Map(
    found.map(({ id, unit, state, assignee }) => {
      if (after('clear', state as DoubtState, null) === undefined) return [id, 'doubt-state'];
      if (!standing.verifies(unit) || (assignee !== null && assignee !== person)) return [id, 'not-permitted'];
      if (involved.has(id)) return [id, 'doubt-involved'];
      return [id, (duties.get(id) ?? 'verify') === 'verify' ? null : 'doubt-other-duty'];
    }),
  );
}
