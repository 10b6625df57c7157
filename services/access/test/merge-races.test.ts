import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAllrounders, openCase, readCase, step } from './casework.ts';
import { askedMerge, decideMerge } from './merging.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, submitted } from './requesting.ts';

const rounds = 5;
const names = (round: number) => [`first-${round}`, `second-${round}`] as const;

let county: County;
let other: TestService;
beforeAll(async () => {
  county = await openCounty((file) =>
    addAllrounders(file, Array.from({ length: 3 * rounds }, (_, round) => names(round)).flat()),
  );
  other = await county.secondService();
});
afterAll(() => county.close());

const there = () => ({ ...county, service: other });

test('a merge and steps of either record at once: on no case the human has two duties', async () => {
  for (let round = 0; round < rounds; round++) {
    const [first, second] = names(round);
    const { id } = await askedMerge(county, second, first);
    const cases = await Promise.all([openCase(county), openCase(county)]);
    const [decided, ...handled] = await Promise.all([
      decideMerge(there(), id),
      ...cases.map((one) => step(county, one, 'handle', second)),
    ]);
    expect(decided?.statusCode, decided?.body).toBe(200);
    for (const [index, answer] of handled.entries()) {
      const one = cases[index] as string;
      const before = answer.statusCode === 201;
      if (!before) expect(answer.json().code, answer.body).toMatch(/^not-(active|permitted)$/);
      // Had it been before the merge, it counts for who goes on; else they begin the case themselves.
      const next = await step(there(), one, before ? 'review' : 'handle', first);
      expect(next.statusCode, next.body).toBe(before ? 409 : 201);
      expect((await readCase(county, one)).steps).toHaveLength(1);
    }
  }
});

test('a merge and the last approval of a grant for the record that ends: it holds nothing afterwards', async () => {
  for (let round = rounds; round < 2 * rounds; round++) {
    const [first, second] = names(round);
    const { id } = await askedMerge(county, second, first);
    const grant = { beneficiary: second, role: 'card-handle', unit: 'card' };
    const request = await submitted(county, second, grant);
    const almost = await approve(county, request, request.stages.length - 1);
    const last = almost.stages.find(({ state }) => state === 'open')?.candidates[0] as string;
    const [decided, approved] = await Promise.all([
      decideMerge(county, id),
      decide({ service: other, as: county.as }, last, request.id),
    ]);
    expect(decided.statusCode, decided.body).toBe(200);
    expect([200, 409], approved.body).toContain(approved.statusCode);
    const { rows } = await county.owner.pool.query(
      'select count(*)::int as held from access.grant where person = $1 and ended_by is null',
      [county.as(second).person],
    );
    expect(rows).toEqual([{ held: 0 }]);
  }
});

test('decided twice at once it is decided once', async () => {
  for (let round = 2 * rounds; round < 3 * rounds; round++) {
    const [first, second] = names(round);
    const { id } = await askedMerge(county, second, first);
    const answers = await Promise.all([
      decideMerge(county, id),
      decideMerge(there(), id, 'secadmin', round % 2 ? 'approve' : 'reject'),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  }
  const told = [...(await county.entries('person.merged')), ...(await county.entries('merge.rejected'))];
  expect(told.filter(({ outcome }) => outcome === 'done')).toHaveLength(3 * rounds);
});
