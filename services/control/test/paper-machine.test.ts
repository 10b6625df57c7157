import { paperStates } from '@zhiheng/contracts';
import { type Database, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foundControl, pastTriggers, type Staff } from './control-staff.ts';
import { addInspection } from './drawn.ts';

let test: TestDatabase;
let owner: Database;
let people: Staff;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  people = await foundControl(test, 'north');
});
afterAll(() => test.drop());

type PaperState = (typeof paperStates)[number];
/** Whether it stays with its people, or goes to another inspector or another second, and whether one of them turned out to have had a part. */
const ways = ['same', 'inspector', 'reviewer'] as const;
type Way = (typeof ways)[number];
const all = paperStates.flatMap((from) =>
  paperStates.flatMap((to) => ways.flatMap((way) => [false, true].map((tainted) => ({ from, to, way, tainted })))),
);

/** Every move of a paper that is drawn; all others the database refuses, the owner's included. */
function drawn(from: PaperState, to: PaperState, way: Way, tainted: boolean): boolean {
  if (from === 'agreed')
    return tainted && (way === 'inspector' ? to === 'open' : way === 'reviewer' && to === 'signed');
  if (way === 'inspector') return to === 'open';
  const moves: Record<string, PaperState[]> = {
    open: ['open', 'signed'],
    signed: ['signed', 'agreed', 'returned'],
    returned: ['returned', 'signed'],
  };
  return (moves[from] ?? []).includes(to);
}

it('a paper makes every move that is drawn and no other', async () => {
  const { papers } = await addInspection(owner, people.controller, {
    period: '2025-03',
    drawn: all.map(() => ({ id: newId(), item: 'award', unit: 'hall', by: [people.inspector, people.both] as const })),
  });
  const wrong: string[] = [];
  for (const [place, { from, to, way, tainted }] of all.entries()) {
    const id = papers[place];
    await pastTriggers(
      owner,
      `update control.paper set state = $2, points = '{}', signed_at = now(), reviewed_at = now(), review_reason = 'x' where id = $1`,
      [id, from],
    );
    const [inspector, reviewer] = [
      way === 'inspector' ? people.inspector2.person : people.inspector.person,
      way === 'reviewer' ? people.inspector2.person : people.both.person,
    ];
    if (tainted)
      await pastTriggers(
        owner,
        `insert into control.paper_taint (centre, paper, version, inspection, inspector, reviewer, people, points, findings, signed_at, reviewed_at)
          select centre, id, version, inspection, inspector, reviewer, array[case when $2 then reviewer else inspector end], points, findings,
            signed_at, reviewed_at from control.paper where id = $1`,
        [id, way === 'reviewer'],
      );
    if (way !== 'same')
      await pastTriggers(
        owner,
        `insert into control.paper_reassignment (centre, paper, version, was_inspector, was_reviewer, inspector, reviewer, reason, by_person)
          select centre, id, version + 1, inspector, reviewer, $2, $3, 'x', inspector from control.paper where id = $1`,
        [id, inspector, reviewer],
      );
    const moved = await owner.pool
      .query(
        `update control.paper set state = $2, inspector = $3, reviewer = $4, version = version + 1 where id = $1`,
        [...[id, to, inspector, reviewer]],
      )
      .then(
        () => true,
        (error: { constraint?: string }) => {
          if (error.constraint !== 'paper_moves_on') throw error;
          return false;
        },
      );
    if (moved !== drawn(from, to, way, tainted))
      wrong.push(`${from} > ${to}, ${way}${tainted ? ', tainted' : ''}: ${moved}`);
  }
  expect(wrong).toEqual([]);
});
