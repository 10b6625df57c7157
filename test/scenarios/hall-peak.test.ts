import { expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** A busy morning: the seven windows, the outlets and the village points all act at the same moment. */
const county = County.ofThisFile();
const windows = Array.from({ length: 7 }, (_, at) => ({
  ...{ who: `hall-op${at + 1}`, unit: `hall-window-${at + 1}`, channel: 'hall', item: 'resident-enrolment' },
}));
const outlets = [
  { who: 'outlet-op1', unit: 'outlet-premium', channel: 'outlet', item: 'card-first-issue' },
  { who: 'outlet-op2', unit: 'outlet-basic', channel: 'outlet', item: 'card-first-issue' },
];
const villages = [1, 2, 3].map((at) => ({
  ...{ who: `village-op${at}`, unit: `village-0${at}`, channel: 'village', item: 'resident-enrolment' },
}));
const counters = [...windows, ...outlets, ...villages];
const each = 5;

test('everything is opened and handled once, with its entry, and by whom it was', async () => {
  const cases = await Promise.all(
    Array.from({ length: each }, () => counters).flatMap((all) =>
      all.map(async ({ who, unit, item, channel }) => ({ who, id: await county.opened(item, unit, { channel }) })),
    ),
  );
  const steps = await Promise.all(cases.map(({ id, who }) => county.step(id, 'handle', who)));
  expect(new Set(steps.map(({ status }) => status))).toEqual(new Set([201]));
  const recorded = await county.entries({ action: 'step.recorded' });
  const of = new Map(recorded.map((entry) => [entry.case, entry.actor]));
  expect(recorded).toHaveLength(cases.length);
  for (const { id, who } of cases) expect(of.get(id)).toBe(who);
});

test('where the section takes a window’s case at the same moment one of the two has it', async () => {
  const cases = await Promise.all(
    windows.map(async (one) => ({ ...one, id: await county.opened(one.item, one.unit) })),
  );
  const answers = await Promise.all(
    cases.map(({ id, who }) =>
      Promise.all([who, 'resident-pension-op1'].map((actor) => county.step(id, 'handle', actor))),
    ),
  );
  for (const both of answers) expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  for (const { id } of cases) expect(await county.steps(id)).toHaveLength(1);
});
