import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keyOfText, keyOfUuid } from '../audit-key.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function keysOf(texts: readonly string[]): Promise<number[]> {
  const { rows } = await world.owner.pool.query(
    'select audit.key(t) as key from unnest($1::text[]) with ordinality as u(t, n) order by n',
    [texts],
  );
  return rows.map(({ key }) => key);
}

it('a text has the key that the database gives it, whatever its length and letters', async () => {
  const some = fc
    .sample(fc.string({ unit: 'binary', maxLength: 80 }), 3_000)
    .filter((text) => !text.includes('\0') && text.isWellFormed());
  const texts = [
    '',
    ...Array.from({ length: 100 }, (_, length) => 'x'.repeat(length)),
    'y'.repeat(5_000),
    '王小明',
    ...some,
  ];
  const around = Buffer.alloc(3, 0xff);
  const keys = texts.map((text) => {
    const bytes = Buffer.concat([around, Buffer.from(text), around]);
    return keyOfText(bytes, around.length, bytes.length - around.length);
  });
  expect(keys).toEqual(await keysOf(texts));
});

it('so has an id', async () => {
  const ids = Array.from({ length: 2_000 }, () => randomUUID());
  const bytes = Buffer.from(ids.join('').replaceAll('-', ''), 'hex');
  expect(ids.map((_, place) => keyOfUuid(bytes, 16 * place))).toEqual(await keysOf(ids));
});
