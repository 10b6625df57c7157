import { expect, it } from 'vitest';
import { readAhead } from '../index.ts';

it('gives in order what is read ahead, never more than it may', async () => {
  let [reading, most] = [0, 0];
  const read = async (place: number) => {
    most = Math.max(most, ++reading);
    // The later ones are ready first.
    for (let turn = 0; turn < 10 - place; turn++) await Promise.resolve();
    reading--;
    return place * place;
  };
  const results: number[] = [];
  for await (const result of readAhead([1, 2, 3, 4, 5, 6, 7], 2, read)) results.push(result);
  expect(results).toEqual([1, 4, 9, 16, 25, 36, 49]);
  expect(most).toBe(3);
});

it('fails where the reading failed, and for nobody when it is left before', async () => {
  const read = async (place: number) => {
    if (place === 2) throw new Error('torn');
    return place;
  };
  const results: number[] = [];
  const whole = async () => {
    for await (const result of readAhead([0, 1, 2, 3], 3, read)) results.push(result);
  };
  await expect(whole()).rejects.toThrow('torn');
  expect(results).toEqual([0, 1]);
  for await (const result of readAhead([0, 1, 2, 3], 3, read)) if (result === 0) break;
  await new Promise((resolve) => setImmediate(resolve));
});
