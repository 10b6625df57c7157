import { randomUUID } from 'node:crypto';
import type { EntryInput } from '@zhiheng/contracts';
import { inCentre, newId } from '@zhiheng/database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendAlone, findEntries } from '../store/entry-store.ts';
import { openWorld, type World } from './world.ts';

const centre = 'south';
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const text = fc.oneof(
  // Of the lengths at which they are written in another way, and such as an array would have to quote.
  fc.constantFrom(
    'a',
    'x'.repeat(48),
    'x'.repeat(49),
    `${'x'.repeat(47)}经`,
    'NULL',
    '',
    '{}',
    'a,b',
    '"a"',
    '\\',
    ' ',
    '\u0001',
    '😀'.repeat(40),
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map((one) => one.replaceAll('\0', ' ')),
);
const uuid = fc.constant(undefined).map(() => randomUUID());
const told = fc.dictionary(
  fc.constantFrom('a', 'b', '名', ''),
  fc.oneof(text, fc.integer(), fc.constant(null), fc.array(text)),
);
const entry = fc.record(
  {
    id: fc.constant(undefined).map(() => newId()),
    action: fc.constantFrom('case.opened', 'step.recorded'),
    outcome: fc.constantFrom('done', 'denied'),
    actor: text,
    person: uuid,
    account: uuid,
    client: text,
    about: uuid,
    targetType: text,
    target: text,
    unit: text,
    item: text,
    case: uuid,
    reason: fc.oneof(text, fc.constant('由'.repeat(2_000))),
    correlationId: text,
    address: text,
    before: told,
    after: told,
    details: told,
  },
  { requiredKeys: ['action', 'outcome'] },
) as fc.Arbitrary<EntryInput>;

/** An address is added where none is said. */
const facts = { address: '::1' };
const handed = (given: EntryInput) => ({ given, facts });

it('stores each entry as it was handed in, in its order, under the id that is answered', async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 30 }), async (entries) => {
      const ids = await appendAlone(world.database, centre, entries.map(handed));
      const stored = await inCentre(world.database, centre, (transaction) => findEntries(transaction, centre, ids));
      const inOrder = stored.toSorted((one, other) => (one.at < other.at ? -1 : 1));
      expect(inOrder).toEqual(
        entries.map((one, place) => ({ ...facts, ...one, id: one.id ?? ids[place], at: expect.any(String), centre })),
      );
      const own = ids.filter((_, place) => entries[place]?.id === undefined);
      expect(own).toEqual(own.toSorted());
      made += own.length;
    }),
    { numRuns: 150 },
  );
  expect(made).toBeGreaterThan(0);
});

it('ids go on within a transaction’s worth of entries, beyond what fits in three digits', async () => {
  const entries = Array.from({ length: 5_000 }, () => ({ action: 'case.opened', outcome: 'done' }) as const);
  const ids = await appendAlone(world.database, centre, entries.map(handed));
  expect(new Set(ids).size).toBe(5_000);
  expect(ids).toEqual(ids.toSorted());
  for (const id of [ids[0], ids[4_999]])
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const last = await inCentre(world.database, centre, (transaction) =>
    findEntries(transaction, centre, [ids[4_999] as string]),
  );
  expect(last).toHaveLength(1);
});
