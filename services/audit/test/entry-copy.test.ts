import { randomUUID } from 'node:crypto';
import type { EntryInput } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { canonicalEntry } from '@zhiheng/ledger';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entriesInOrder, idsFrom } from '../store/entry-copy-store.ts';
import { areWhole, copyLeaves } from '../store/leaf-copy-store.ts';
import { readLeaves } from '../store/verification-store.ts';
import { openWorld, type World } from './world.ts';

const centre = 'south';
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** What PostgreSQL takes: no U+0000. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('"', '\\', '\n', '\t', '\b', '\u001f', '\u007f', '经', '😀', 'a'),
      minLength: 1,
      maxLength: 60,
    }),
  )
  .map((value) => value.replaceAll('\u0000', ' '));
const json: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.maxSafeInteger(),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.boolean(),
  fc.constant(null),
);
/** The log takes no others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant.
const name = text.map((value) => value.replace(/[\u0000-\u001f"\\]/g, '/'));
const object = fc.dictionary(name, fc.oneof(json, fc.array(json), fc.dictionary(name, json)), { maxKeys: 5 });
/** As nearly all that entries say of themselves: these are made canonical without being read. */
const plainName = fc.string({ unit: fc.constantFrom('a', 'b', 'B', '_', '1', '-', ' ', '}', ',', ':'), maxLength: 4 });
const plainValue = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', ' ', ',', ':', '{', '}', '\u007f', '经', '😀'), maxLength: 6 }),
  fc.constantFrom(
    0,
    -1,
    999_999_999_999_999,
    -999_999_999_999_999,
    1_000_000_000_000_000,
    0.5,
    1e-7,
    true,
    false,
    null,
  ),
  fc.integer(),
);
const plain = fc.oneof(
  fc.dictionary(plainName, plainValue, { maxKeys: 8 }),
  // More than are sorted in place.
  fc.dictionary(fc.string({ unit: fc.constantFrom('x', 'y', 'z'), maxLength: 6 }), plainValue, {
    minKeys: 60,
    maxKeys: 70,
    size: 'max',
  }),
);
const uuid = fc.constant(undefined).map(() => randomUUID());
const entry = fc.record(
  {
    action: fc.constantFrom('case.opened', 'step.recorded'),
    outcome: fc.constantFrom('done', 'denied', 'allowed', 'failed'),
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
    reason: text,
    correlationId: text,
    address: text,
    before: fc.oneof(object, plain),
    after: plain,
    details: fc.oneof(object, plain),
  },
  { requiredKeys: ['action', 'outcome'] },
) as fc.Arbitrary<EntryInput>;

const idsOf = async (from: number, until: number) => (await copyLeaves(world.database, centre, from, until)).ids;
/** As texts, and in which portions. */
async function inOrder(ids: Buffer, portion: number, of = centre): Promise<{ texts: string[]; portions: number[] }> {
  const [texts, portions]: [string[], number[]] = [[], []];
  for await (const entries of entriesInOrder(world.database, of, ids, portion)) {
    texts.push(...entries.map((entry) => Buffer.from(entry).toString()));
    portions.push(entries.length);
  }
  return { texts, portions };
}
const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');
const lookedUp = (from: number, until: number) =>
  inCentre(world.database, centre, async (transaction) =>
    (await readLeaves(transaction, centre, from, until)).map((row) =>
      Buffer.from(canonicalEntry(row.entry ?? {})).toString(),
    ),
  );

it('bytes that are copied are those of the canonical entry, whatever stands in it', async () => {
  const entries = fc.sample(entry, 600);
  for (let from = 0; from < entries.length; from += 200) await world.append(centre, ...entries.slice(from, from + 200));
  await world.sequenceAll(centre);
  for (const [from, until] of [
    [0, 600],
    [256, 512],
    [599, 600],
  ] as const) {
    const { texts } = await inOrder(await idsOf(from, until), 256);
    const expected = await lookedUp(from, until);
    expect(texts).toHaveLength(expected.length);
    // One by one: of hundreds of such entries nobody could read the difference.
    for (const [place, entry] of expected.entries()) expect(texts[place]).toBe(entry);
  }
});

it('copied are whole portions up to the first entry that is not in its order, or not there', async () => {
  const ids = await idsOf(0, 20);
  const expected = await lookedUp(0, 20);
  expect(await inOrder(ids, 7)).toEqual({ texts: expected, portions: [7, 7, 6] });
  expect(await inOrder(ids, 10)).toEqual({ texts: expected, portions: [10, 10] });
  expect((await inOrder(ids, 256)).portions).toEqual([20]);
  expect(await inOrder(idsFrom(ids, 14), 7)).toEqual({ texts: expected.slice(14), portions: [6] });
  const stranger = bytesOf(randomUUID());
  for (const [wrong, portions] of [
    [[ids.subarray(16, 32), ids.subarray(0, 16), ids.subarray(32)], []],
    [[ids.subarray(0, 16), ids.subarray(32)], []],
    [[stranger, ids], []],
    [[ids.subarray(0, 8 * 16), stranger, ids.subarray(8 * 16)], [7]],
    [[ids.subarray(0, 13 * 16), ids.subarray(14 * 16)], [7]],
    [
      [ids.subarray(0, 14 * 16), ids.subarray(15 * 16)],
      [7, 7],
    ],
    [
      [ids.subarray(0, 14 * 16), stranger],
      [7, 7],
    ],
  ] as const)
    expect((await inOrder(Buffer.concat(wrong), 7)).portions).toEqual(portions);
  // The log ends before they do.
  expect((await inOrder(Buffer.concat([await idsOf(595, 600), stranger]), 3)).portions).toEqual([3]);
  expect((await inOrder(ids, 7, 'north')).portions).toEqual([]);
  const leaves = await Promise.all([580, 590, 595].map((from) => copyLeaves(world.database, centre, from, from + 10)));
  expect(leaves.map(({ count }) => count)).toEqual([10, 10, 5]);
  expect(leaves.map(areWhole)).toEqual([true, true, false]);
});
