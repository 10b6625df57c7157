import { expect, test } from 'vitest';
import { Batcher } from '../batcher.ts';

/** Runs that end when the test says so. */
function heldRuns(options: { most?: number; runs?: number }) {
  const begun: { inputs: number[]; end: () => void }[] = [];
  const run = (inputs: number[]) =>
    new Promise<PromiseSettledResult<number>[]>((resolve) => {
      const end = () => resolve(inputs.map((value) => ({ status: 'fulfilled', value })));
      begun.push({ inputs, end });
    });
  return { begun, batcher: new Batcher(run, options) };
}
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const add = (batcher: Batcher<number, number>, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => batcher.add(from + index));

test('one run at a time takes all that waits; who comes meanwhile goes with the next', async () => {
  const { begun, batcher } = heldRuns({});
  const first = add(batcher, 0, 20);
  await turn();
  const second = add(batcher, 20, 3);
  await turn();
  expect(begun.map(({ inputs }) => inputs.length)).toEqual([20]);
  begun[0]?.end();
  await Promise.all(first);
  await turn();
  expect(begun.map(({ inputs }) => inputs.length)).toEqual([20, 3]);
  begun[1]?.end();
  expect(await Promise.all(second)).toEqual([20, 21, 22]);
});

test('with two runs what waits is parted between them, unless it is little; each gets its own answer', async () => {
  const { begun, batcher } = heldRuns({ runs: 2 });
  const many = add(batcher, 0, 32);
  await turn();
  expect(begun.map(({ inputs }) => inputs.length)).toEqual([16, 16]);
  const few = add(batcher, 32, 5);
  begun[1]?.end();
  await turn();
  expect(begun.map(({ inputs }) => inputs.length)).toEqual([16, 16, 5]);
  for (const { end } of begun) end();
  expect(await Promise.all([...many, ...few])).toEqual(Array.from({ length: 37 }, (_, index) => index));
});

test('no run is longer than it may be', async () => {
  const { begun, batcher } = heldRuns({ most: 10, runs: 2 });
  const all = add(batcher, 0, 25);
  for (let round = 0; round < 3; round++) {
    await turn();
    for (const { end } of begun) end();
  }
  await Promise.all(all);
  expect(begun.map(({ inputs }) => inputs.length)).toEqual([10, 10, 5]);
});
