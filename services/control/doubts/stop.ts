import type { AddWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { tell } from '../desk/tell.ts';
import { readPosts } from '../escalation/posts.ts';
import { peopleWhoAt } from '../holders.ts';
import { readSettings } from '../settings/settings.ts';
import { dutiesOf, involvedIn } from '../store/doubt-act-store.ts';
import { setStopDeadlines, stopsWithoutDeadline, takeOverdueStops } from '../store/doubt-stop-store.ts';
import type { DoubtRow } from '../store/doubt-store.ts';

/** Who answers for a section sees to it that the benefit is stopped. */
const answering = ['answer', 'finding'] as const;
const most = 500;

type Of = Pick<DoubtRow, 'id' | 'unit' | 'stopOrderedById'>;

/**
 * Tells of the order to stop a benefit: who answers for the doubt's unit, the leadership where all of them are involved or nobody does, and
 * webhooks. Nobody is told who is involved in the doubt, ordered the stop or had a duty on the doubt: they do not confirm it.
 */
export async function tellOfStop(transaction: Transaction, centre: string, doubt: Of): Promise<void> {
  const people = await stopping(transaction, centre, doubt);
  await tell(transaction, centre, { kind: 'stop-payment-ordered', about: doubt.id, people });
}

async function stopping(
  transaction: Transaction,
  centre: string,
  { id, unit, stopOrderedById }: Of,
): Promise<string[]> {
  const posts = await readPosts(transaction, centre, answering);
  const apart = async (people: readonly string[]) => {
    const free: string[] = [];
    for (const person of people) {
      const part =
        person === stopOrderedById ||
        (await involvedIn(transaction, centre, person, [id])).has(id) ||
        (await dutiesOf(transaction, centre, person, [id])).has(id);
      if (!part) free.push(person);
    }
    return free;
  };
  const heads = await apart(posts.heads(unit));
  return heads.length > 0 ? heads : apart(posts.at('director', unit));
}

/** Gives stops their deadline by the settings, and tells, once, of those that nobody confirmed in time: who was to, and who plans inspections. */
export const keepStops = (database: Database, centre: string, addWorkingDays: AddWorkingDays): Promise<number> =>
  inCentre(database, centre, async (transaction) => {
    const ordered = await stopsWithoutDeadline(transaction, centre, most);
    if (ordered.length > 0) {
      const { stopWorkingDays } = (await readSettings(transaction, centre)).doubts;
      const due = ordered.map(({ id, orderedAt }) => ({
        ...{ id, dueAt: new Date(addWorkingDays(orderedAt.getTime(), stopWorkingDays)) },
      }));
      await setStopDeadlines(transaction, centre, due);
    }
    const late = await takeOverdueStops(transaction, centre, most);
    if (late.length === 0) return ordered.length;
    const planning = await peopleWhoAt(transaction, centre, ['plan', 'inspection']);
    for (const { dueAt, ...one } of late) {
      const people = [...(await stopping(transaction, centre, one)), ...planning(one.unit)];
      await tell(transaction, centre, { kind: 'stop-overdue', about: one.id, people, dueAt });
    }
    return ordered.length + late.length;
  });
