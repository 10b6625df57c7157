import { type ControlSettings, internalDoubtRules, said } from '@zhiheng/contracts';
import type { FieldFault } from '@zhiheng/http';

/** What the schema cannot say: that lists name each once and steps go upwards. */
export function settingFaults(settings: ControlSettings): FieldFault[] {
  const { selfCheck, sampling, rectification, doubts } = settings;
  return [
    ...onceEach(selfCheck.questions, ({ id }) => id, '/selfCheck/questions'),
    ...onceEach(sampling.rates, ({ risk }) => String(risk), '/sampling/rates'),
    ...onceEach(selfCheck.remindWorkingDays, String, '/selfCheck/remindWorkingDays'),
    ...onceEach(doubts.byRule, ({ rule }) => rule, '/doubts/byRule'),
    ...amountsOfLists(doubts.byRule),
    ...rising(selfCheck.escalation, '/selfCheck/escalation'),
    ...rising(rectification.escalation, '/rectification/escalation'),
    ...rising(doubts.escalation, '/doubts/escalation'),
  ];
}

/** A rule over our own data has amounts among its parameters, where it knows any. */
const amountsOfLists = (rules: ControlSettings['doubts']['byRule']): FieldFault[] =>
  rules.flatMap(({ rule, minAmountFen }, index) =>
    minAmountFen > 0 && internalDoubtRules.some(({ code }) => code === rule)
      ? [{ path: `/doubts/byRule/${index}/minAmountFen`, message: said('lists-only') }]
      : [],
  );

function onceEach<T>(list: readonly T[], keyOf: (one: T) => string, path: string): FieldFault[] {
  const keys = list.map(keyOf);
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index ? [] : [{ path: `${path}/${index}`, message: said('given-twice') }],
  );
}

function rising(steps: readonly { afterWorkingDays: number }[], path: string): FieldFault[] {
  return steps.flatMap(({ afterWorkingDays }, index) => {
    const before = steps[index - 1];
    return before && before.afterWorkingDays >= afterWorkingDays
      ? [{ path: `${path}/${index}/afterWorkingDays`, message: said('later-than-before') }]
      : [];
  });
}
