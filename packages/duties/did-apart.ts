import { bindingStep } from './bound.ts';
import type { CompiledPolicy } from './compile.ts';
import type { Deed, RecordedCase } from './deeds.ts';
import type { StepExplanation } from './explain-step.ts';
import { itemOf } from './judge-step.ts';
import type { Instant, Item, Text } from './types.ts';
import { dutyName, list } from './wording.ts';

/** The code under which it is told that duties which an item binds together were done by different people. No rule has it. */
export const boundDuty = 'bound-duty';

export const boundDutyName: Text = {
  zh: '须由同一人办理的职责由不同人办理',
  en: 'Duties bound to one person done by different people',
};

/** Since when an item binds these duties together; undefined: as long as there is the item. */
export type BoundSince = (item: string, duties: readonly string[]) => Instant | undefined;

type Done = RecordedCase['steps'][number];

/** A step that another person had to do, and the one by which that was settled. */
interface Apart {
  by: Done;
  step: Done;
  since: Instant;
}

/**
 * What people did of duties that whoever did another bound to them had to do: as `bindingStep` would have refused it, had the
 * item bound them by then. One deed a case and person; whether it was bound by then, `binding` says.
 * @throws PolicyError `unknown-item`
 */
export function didApart(policy: CompiledPolicy, cases: Iterable<RecordedCase>, boundSince?: BoundSince): Deed[] {
  return [...cases].flatMap((one) => {
    const item = itemOf(policy, one.item, `cases.${one.case}.item`);
    const apart = item.bound === undefined ? [] : apartOn(item, one, boundSince);
    return [...Map.groupBy(apart, ({ step }) => step.person)].map(([person, own]) => deedOf(one, person, own));
  });
}

/** Who returns a case has not done the duty. */
function apartOn(item: Item, { steps }: RecordedCase, boundSince?: BoundSince): Apart[] {
  const inOrder = steps.toSorted((a, b) => a.at - b.at);
  return inOrder.flatMap((step, index): Apart[] => {
    const by = step.returned ? undefined : bindingStep(item, step.duty, step.round, inOrder.slice(0, index));
    if (by === undefined || by.person === step.person) return [];
    const group = item.bound!.find((duties) => duties.includes(step.duty))!;
    return [{ by, step, since: boundSince?.(item.code, group) ?? -Infinity }];
  });
}

function deedOf(one: RecordedCase, person: string, apart: readonly Apart[]): Deed {
  const steps = [...new Set(apart.flatMap(({ by, step }) => [by, step]))].sort((a, b) => a.at - b.at);
  return {
    rule: boundDuty,
    name: boundDutyName,
    source: '业务事项设定',
    effect: 'block',
    person,
    cases: [one.case],
    items: [one.item],
    units: [one.unit],
    steps: steps.map(({ person: doer, duty, round, at }) => ({
      ...{ person: doer, duty, round, case: one.case, item: one.item, at },
    })),
    binding: apart.some(({ step, since }) => step.at >= since) ? 'broken' : 'later',
    selectors: [],
    from: steps[0]!.at,
    until: steps.at(-1)!.at,
  };
}

/** Such a deed as the refusal of its last step would show it, naming who did what it was bound to. */
export function explainApart(deed: Deed, policy: CompiledPolicy): StepExplanation {
  const { rule, name, source, effect, items, person } = deed;
  const own = deed.steps.findLast((step) => step.person === person)!;
  const item = itemOf(policy, own.item, 'deed.items');
  const others = deed.steps.filter((step) => step.person !== person && step.round === own.round);
  const [now, done] = [dutyName(own.duty), list([...new Set(others.map(({ duty }) => duty))].map(dutyName))];
  const later =
    deed.binding === 'later' ? { zh: '办理时尚未绑定。', en: ' They were not bound then.' } : { zh: '', en: '' };
  return {
    ...{ rule, name, source, effect, items: [...items] },
    with: others.map(({ person: doer, duty, round }) => ({ person: doer, duty, round })),
    resolution: {
      zh: `“${item.name.zh}”的“${now.zh}”须由办理“${done.zh}”的同一人办理。${later.zh}`,
      en: `Whoever did ${done.en} on a case of “${item.name.en}” has to ${now.en} it.${later.en}`,
    },
    resolutions: [],
  };
}
