import { said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import { tell } from '../desk/tell.ts';
import { peopleWho } from '../holders.ts';
import type { Job } from '../schedule.ts';
import { readRoot } from '../store/directory-store.ts';
import { append } from '../store/log-store.ts';
import { keepTainted, type Taint, taintedPapers } from '../store/paper-taint-store.ts';

/** So many papers are looked at in a round, in one short transaction. */
const portion = 1000;

/**
 * Looks through all papers that were agreed to, a portion each minute, and begins anew: a step recorded late, two records that become one, a
 * relation that is declared tell nobody here that they concern a paper. Where it has come to is lost with the process, which then begins anew.
 */
export function taintJob(): Job {
  const reached = new Map<string, string | undefined>();
  return {
    name: 'papers-tainted',
    work: async (database, centre) => {
      const { last, found } = await lookThrough(database, centre, reached.get(centre));
      reached.set(centre, last);
      return found;
    },
  };
}

/** Keeps, logs and tells of what is found among the next papers after one; `last` is undefined when there are no more. */
export const lookThrough = (
  database: Database,
  centre: string,
  after: string | undefined,
  many = portion,
): Promise<{ found: number; last: string | undefined }> =>
  inCentre(database, centre, async (transaction) => {
    const { found, last } = await keepTainted(transaction, centre, { after, many });
    await tellOf(transaction, centre, found);
    return { found: found.length, last };
  });

async function tellOf(transaction: Transaction, centre: string, found: readonly Taint[]): Promise<void> {
  if (found.length === 0) return;
  await append(
    transaction,
    centre,
    found.map(({ inspection, paper, version, unit, people }) => ({
      ...{
        action: 'inspection-paper.tainted',
        outcome: 'done',
        client: 'control',
        targetType: 'paper',
        target: paper,
        unit,
      },
      details: { inspection, version, people },
    })),
  );
  const { unit: root } = await readRoot(transaction, centre);
  const planning = await peopleWho(transaction, centre, root, ['plan', 'inspection']);
  for (const { paper, version } of found)
    await tell(transaction, centre, { kind: 'paper-tainted', about: paper, people: planning, nth: version + 1 });
}

/** Throws Problem `wrong-state` while a paper of the inspection stays agreed to by somebody who had a part. */
export async function requireUntainted(transaction: Transaction, centre: string, inspection: string): Promise<void> {
  await keepTainted(transaction, centre, { inspection });
  const tainted = (await taintedPapers(transaction, centre, { inspection, limit: 1000 })).length;
  if (tainted > 0) throw new Problem('wrong-state', said('papers-tainted', { tainted }));
}
