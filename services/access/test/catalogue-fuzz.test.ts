import { expect, test } from 'vitest';
import { checkCatalogue } from '../catalogue-check.ts';
import { countyFile } from './open-county.ts';

/** Lehmer's generator: the same files in each run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const junk = [null, 0, -1, 9, true, '', 'x', 'centre', 'a\0', '长'.repeat(600), [], {}, [[]], [null], { code: 'x' }];
const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Puts junk somewhere into the file, or takes something away; gives the path. */
function spoil(file: unknown, below: (limit: number) => number): string {
  let node = file as Record<string, unknown>;
  let path = '';
  for (;;) {
    const keys = Object.keys(node);
    const key = keys[below(keys.length)] as string;
    path += `/${key}`;
    const inner = node[key];
    if (isNode(inner) && Object.keys(inner).length > 0 && below(5) > 0) {
      node = inner;
      continue;
    }
    if (below(6) > 0) node[key] = structuredClone(junk[below(junk.length)]);
    else if (Array.isArray(node)) node.splice(Number(key), 1);
    else Reflect.deleteProperty(node, key);
    return path;
  }
}

test('whatever stands in a file, it is checked to the end: no fault of ours, and each of theirs has a path', () => {
  const below = numbersFrom(20_261_124);
  const sound = JSON.stringify(countyFile());
  let faulty = 0;
  for (let round = 0; round < 150; round++) {
    const file = JSON.parse(sound);
    const paths = Array.from({ length: 1 + below(3) }, () => spoil(file, below));
    const { faults } = checkCatalogue(file);
    if (faults.length) faulty++;
    for (const { path, message } of faults) {
      expect(path, paths.join()).toMatch(/^\//);
      for (const told of [message.zh, message.en]) expect(told).not.toMatch(/undefined|\[object|unreadable|\{\w+\}/);
      expect(message.zh, message.en).toMatch(/\p{Script=Han}/u);
    }
  }
  expect(faulty).toBeGreaterThan(75);
});
