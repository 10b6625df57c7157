import { type InspectionState, inspectionStates } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foundControl, pastTriggers } from './control-staff.ts';
import { addInspection } from './drawn.ts';

let test: TestDatabase;
let owner: Database;
let inspection: string;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  const { controller } = await foundControl(test, 'north');
  ({ inspection } = await addInspection(owner, controller, { period: '2025-03', drawn: [] }));
});
afterAll(() => test.drop());

/** Every move that is drawn; an inspection that is frozen, or is being frozen, is touched without moving. */
const moves: Record<InspectionState, readonly InspectionState[]> = {
  planned: ['freezing', 'cancelled'],
  freezing: ['freezing', 'frozen'],
  frozen: ['frozen', 'drawn'],
  drawn: ['allotted'],
  allotted: ['revealed'],
  revealed: ['completed'],
  completed: [],
  cancelled: [],
};

type Columns = Readonly<Record<string, string>>;

/** What an inspection has in a state, kept where it has it already. */
function facts(state: InspectionState): Columns {
  const has = (of: readonly InspectionState[], columns: Columns) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, value]) => [
        name,
        of.includes(state) ? `coalesce(${name}, ${value})` : 'null',
      ]),
    );
  const revealed: InspectionState[] = ['revealed', 'completed'];
  const drawn: InspectionState[] = ['drawn', 'allotted', ...revealed];
  return {
    state: `'${state}'`,
    ...has(['frozen', ...drawn], { root: `sha256('r')`, frozen_at: 'now()', frozen_entry: 'gen_random_uuid()' }),
    ...has(drawn, { checkpoint: `'a note'`, sampled: '0', sample_root: `sha256('s')`, drawn_at: 'now()' }),
    ...has(revealed, { secret: `'s'::bytea`, revealed_at: 'now()' }),
    ...has(['completed'], { completed_at: 'now()' }),
    ...has(['cancelled'], { cancelled_at: 'now()' }),
  };
}

const update = (columns: Columns) =>
  `update control.inspection set ${Object.entries(columns)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')} where id = $1`;
const stand = (state: InspectionState) => pastTriggers(owner, update(facts(state)), [inspection]);
const change = (columns: Columns): Promise<string> =>
  owner.pool.query(update(columns), [inspection]).then(
    () => 'done',
    ({ constraint, message }: { constraint?: string; message: string }) => constraint ?? message,
  );

it('an inspection makes every move that is drawn and no other, the database’s owner included', async () => {
  const wrong: string[] = [];
  for (const from of inspectionStates)
    for (const to of inspectionStates) {
      await stand(from);
      const found = await change(facts(to));
      if (found !== (moves[from].includes(to) ? 'done' : 'inspection_moves_on'))
        wrong.push(`${from} > ${to}: ${found}`);
    }
  expect(wrong).toEqual([]);
});

it('what was committed, frozen, drawn and revealed stays as it was on each of the moves that follow', async () => {
  const since: readonly (readonly [InspectionState, Columns])[] = [
    ['planned', { plan: `'{"x": 1}'` }],
    ['planned', { period: `'2025-04'` }],
    ['planned', { commitment: `sha256('another')` }],
    ['frozen', { root: `sha256('another')` }],
    ['frozen', { size: 'size + 1' }],
    ['drawn', { checkpoint: `'another'` }],
    ['drawn', { sample_root: `sha256('another')` }],
    ['revealed', { secret: `sha256('another')` }],
  ];
  const order: InspectionState[] = inspectionStates.filter((state) => state !== 'cancelled');
  for (const [first, another] of since)
    for (const from of order.slice(order.indexOf(first))) {
      const to = moves[from].find((state) => state !== from && state !== 'cancelled');
      if (to === undefined) continue;
      await stand(from);
      expect(await change({ ...facts(to), ...another }), `${Object.keys(another)}, ${from} > ${to}`).toBe(
        'inspection_moves_on',
      );
      expect(await change(facts(to)), `${from} > ${to}`).toBe('done');
    }
});
