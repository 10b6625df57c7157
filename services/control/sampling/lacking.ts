import type { AddWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre } from '@zhiheng/database';
import { tell } from '../desk/tell.ts';
import { peopleWho } from '../holders.ts';
import { lastMonth, monthOf, selfCheckDueAt, spanOf } from '../month.ts';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import { readRoot } from '../store/directory-store.ts';
import { lacksInspection, type Period } from '../store/lacking-store.ts';
import { append } from '../store/log-store.ts';

/** A period, and the instant (milliseconds) by which its inspection should be planned. */
export type Wanted = Period & { dueAt: number };

/**
 * What should be planned by `now`: the cases of last month by the day on which its self-checks are due, what is held by the last month of the year.
 * A permission inspection a year is the least that the rules for posts and permissions ask for (人社厅发〔2021〕64号).
 */
export function wantedBy(now: number, addWorkingDays: AddWorkingDays, dueWorkingDays: number): Wanted[] {
  const month = lastMonth(now);
  const year = monthOf(now).slice(0, 4);
  const wanted: Wanted[] = [
    { kind: 'case', period: month, ...spanOf(month), dueAt: selfCheckDueAt(month, addWorkingDays, dueWorkingDays) },
    {
      ...{ kind: 'holding', period: year, from: spanOf(`${year}-01`).from, until: spanOf(`${year}-12`).until },
      dueAt: spanOf(`${year}-12`).from,
    },
  ];
  return wanted.filter(({ dueAt }) => dueAt <= now);
}

/** Tells who plans inspections, once, of a month or a year that has none; gives how many were told of. */
export const tellLacking = (database: Database, centre: string, addWorkingDays: AddWorkingDays): Promise<number> =>
  inCentre(database, centre, async (transaction) => {
    const { selfCheck } = await readSettings(transaction, centre);
    const now = await databaseNow(transaction);
    let count = 0;
    for (const { dueAt, ...period } of wantedBy(now, addWorkingDays, selfCheck.dueWorkingDays)) {
      if (!(await lacksInspection(transaction, centre, period))) continue;
      const { id, unit } = await readRoot(transaction, centre);
      const people = await peopleWho(transaction, centre, unit, ['plan', 'inspection']);
      const told = await tell(transaction, centre, { kind: lackingOf[period.kind], about: id, people, dueAt });
      if (told.length === 0) continue;
      count++;
      await append(transaction, centre, [
        {
          ...{
            action: 'inspection.lacking',
            outcome: 'done',
            client: 'control',
            targetType: 'unit',
            target: unit,
            unit,
          },
          details: { kind: period.kind, period: period.period, told: told.length },
        },
      ]);
    }
    return count;
  });

const lackingOf = { case: 'inspection-lacking', holding: 'permission-inspection-lacking' } as const;
