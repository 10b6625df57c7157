import { expect, test } from 'vitest';
import { Batcher } from '../batcher.ts';

/** Runs that end when the test says so. */
function heldRuns(options: { most?: number; queue?: number; runs?: number }) {
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
  const many = add(batcher, 0, 65);
  await turn();
  expect(begun.map(({ inputs }) => inputs.length)).toEqual([33, 32]);
  const few = add(batcher, 65, 40);
  begun[1]?.end();
  await turn();
  expect(begun.map(({ inputs }) => inputs.length)).toEqual([33, 32, 40]);
  for (const { end } of begun) end();
  expect(await Promise.all([...many, ...few])).toEqual(Array.from({ length: 105 }, (_, index) => index));
});

test('a few wait for the run under way, but not for one that does not end; thirty-two do not', async () => {
  const { begun, batcher } = heldRuns({ runs: 2 });
  const taken = () => begun.map(({ inputs }) => inputs.length);
  const all = add(batcher, 0, 1);
  await turn();
  all.push(...add(batcher, 1, 2));
  await turn();
  expect(taken()).toEqual([1]);
  begun[0]?.end();
  await all[0];
  await turn();
  expect(taken(), 'with its end').toEqual([1, 2]);
  all.push(...add(batcher, 3, 1));
  await expect.poll(taken, { message: 'though it does not end' }).toEqual([1, 2, 1]);
  for (const { end } of begun) end();
  await Promise.all(all);
  all.push(...add(batcher, 4, 1));
  await turn();
  all.push(...add(batcher, 5, 32));
  await turn();
  expect(taken()).toEqual([1, 2, 1, 1, 32]);
  for (const { end } of begun) end();
  expect(await Promise.all(all)).toEqual(Array.from({ length: 37 }, (_, index) => index));
});

test('a poisoned input fails alone, and costs its neighbours few runs', async () => {
  const sizes: number[] = [];
  const batcher = new Batcher(async (inputs: number[]) => {
    sizes.push(inputs.length);
    if (inputs.includes(77)) throw new Error('poisoned');
    return inputs.map((value) => ({ status: 'fulfilled', value }));
  });
  const settled = await Promise.allSettled(add(batcher, 0, 128));
  expect(settled.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([77]);
  expect(sizes.length).toBe(15);
});

test('nothing is repeated while the database is gone', async () => {
  let runs = 0;
  const batcher = new Batcher<number, number>(async () => {
    runs++;
    throw Object.assign(new Error('gone'), { code: '57P01' });
  });
  const settled = await Promise.allSettled(add(batcher, 0, 10));
  expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
  expect(runs).toBe(1);
});

test('a full queue refuses the newcomer as busy, and keeps what waits', async () => {
  const { begun, batcher } = heldRuns({ queue: 4 });
  const first = add(batcher, 0, 1);
  await turn();
  const waiting = add(batcher, 1, 4);
  await expect(batcher.add(5)).rejects.toMatchObject({ code: 'busy', status: 503 });
  begun[0]?.end();
  await Promise.all(first);
  await turn();
  begun[1]?.end();
  expect(await Promise.all(waiting)).toEqual([1, 2, 3, 4]);
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
