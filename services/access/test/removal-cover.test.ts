import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { applied, ask, asked, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve } from './requesting.ts';

/** In one section, only observed, somebody holds two duties of the same items: who remains with them can do one only. */
const section = 'injury-unemployment';
let county: County;
beforeAll(async () => {
  county = await openCounty(({ rules, people }: Catalogue) => {
    for (const rule of rules) if (rule.code === 'item-handle-review') rule.effect = 'observe';
    const held: Record<string, string[]> = { op1: ['handle', 'review'], op2: [], op4: [] };
    for (const person of people) {
      const duties = held[person.username?.replace(`${section}-`, '') ?? ''];
      if (duties && person.unit === section) person.roles = duties.map((duty) => `${section}-${duty}`);
    }
  });
});
afterAll(() => county.close());

const removal = (unit: string, op: number, duty: string) => ({
  change: 'revoke',
  beneficiary: `${unit}-op${op}`,
  role: `${unit}-${duty}`,
  unit,
});

async function waiting(): Promise<number> {
  const { rows } = await county.owner.pool.query(
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows.length;
}

test('one person left for two duties that no one may do is nobody for one of them: a plan is needed', async () => {
  const refused = (await ask(county, 'newcomer', removal(section, 3, 'review'))).json();
  expect(refused).toMatchObject({ status: 409, code: 'cover-plan-required' });
});

test('who alone can do another duty of the item is no second person for this one', async () => {
  const granted = { change: 'grant', beneficiary: 'newcomer', role: `${section}-review`, unit: section };
  await applied(county, 'hall-op1', granted);
  const preview = await previewed(county, 'hall-op1', { ...granted, change: 'revoke' });
  // Held by two, of whom one is needed to handle.
  expect(preview.thinlyCovered).toContainEqual({
    item: 'injury-medical-payment',
    unit: section,
    duty: 'review',
    remaining: 1,
  });
  expect(preview.problem).toBeNull();
});

test('two removals that take effect at once after a departure never leave a duty to nobody', async () => {
  const unit = 'institution-pension';
  const granted = { change: 'grant', beneficiary: 'newcomer', role: `${unit}-handle`, unit };
  await applied(county, 'hall-op1', granted);
  const almost = [];
  for (const op of [1, 2]) {
    const request = await asked(county, 'hall-op1', removal(unit, op, 'handle'));
    expect(request.state).toBe('pending');
    almost.push(await approve(county, request, request.stages.length - 1));
  }
  await county.service.post(county.as('sysadmin'), '/api/v1/people/newcomer/departure', { kind: 'resigned' });
  // Both are under way before either is done: what each does last waits for the centre's row.
  const holder = await county.owner.pool.connect();
  await holder.query('begin');
  await holder.query('select from access.centre where centre = $1 for no key update', [county.centre]);
  const deciding = Promise.all(almost.map((request) => approve(county, request)));
  await vi.waitFor(async () => expect(await waiting()).toBe(2), { timeout: 30_000 });
  await holder.query('commit');
  holder.release();
  const done = await deciding;
  expect(done.map(({ state }) => state).sort()).toEqual(['applied', 'failed']);
});
