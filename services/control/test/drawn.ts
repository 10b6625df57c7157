import { type Database, newId } from '@zhiheng/database';
import type { TestPerson } from '@zhiheng/http/testing';
import { pastTriggers } from './control-staff.ts';

/** A case or, without an item, a holding that was drawn, and whom its paper was given to; without a paper where nobody is. */
export interface Drawn {
  id: string;
  item?: string;
  unit: string;
  operator?: TestPerson;
  by?: readonly [inspector: TestPerson, reviewer: TestPerson];
}

/** An inspection of which these were drawn and given out, as nothing but a month of work would leave it; gives its id and those of the papers. */
export async function addInspection(
  owner: Database,
  planner: TestPerson,
  { period, drawn }: { period: string; drawn: readonly Drawn[] },
): Promise<{ inspection: string; papers: (string | undefined)[] }> {
  const [inspection, { centre }] = [newId(), planner];
  const kind = period.length > 4 ? 'case' : 'holding';
  await pastTriggers(
    owner,
    `insert into control.inspection (centre, id, kind, period, state, plan, commitment, planned_by, size, root, frozen_at, frozen_entry,
      checkpoint, sampled, sample_root, drawn_at)
    values ($1, $2, $3, $4, 'allotted', '{}', sha256('s'), $5, $6, sha256('r'), now(), gen_random_uuid(), 'x', $6, sha256('x'), now())`,
    [centre, inspection, kind, period, planner.person, drawn.length],
  );
  const papers: (string | undefined)[] = [];
  for (const [ordinal, one] of drawn.entries()) {
    await pastTriggers(
      owner,
      `insert into control.population (centre, inspection, ordinal, id, item, risk, unit, operator, stratum)
        values ($1, $2, $3, $4, $5, 1, $6, $7, 0)`,
      [centre, inspection, ordinal, one.id, one.item ?? null, one.unit, one.operator?.person ?? null],
    );
    await pastTriggers(
      owner,
      `insert into control.sample (centre, inspection, ordinal, id, why) values ($1, $2, $3, $4, 'stratum')`,
      [centre, inspection, ordinal, one.id],
    );
    const paper = one.by && newId();
    papers.push(paper);
    if (one.by)
      await owner.pool.query(
        `insert into control.paper (centre, inspection, ordinal, id, subject, inspector, reviewer) values ($1, $2, $3, $4, $5, $6, $7)`,
        [centre, inspection, ordinal, paper, one.id, one.by[0].person, one.by[1].person],
      );
  }
  return { inspection, papers };
}
