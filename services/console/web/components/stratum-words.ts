import type { SamplingPlan } from '@zhiheng/contracts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { yuanText } from './money.ts';
import { useNames } from './names.ts';

/** A stratum in words: its risk, then each of its facts in the order of the plan. */
export function useStratumWords({ strata, bandsFen }: Pick<SamplingPlan, 'strata' | 'bandsFen'>) {
  const { say, pick } = useSpeech();
  const { itemName, unitName } = useNames();
  const bandOf = (number: string) => {
    const from = bandsFen[Number(number) - 1];
    return number === '-' ? '—' : `≥ ${yuanText(from ?? 0)}`;
  };
  const factOf = (field: SamplingPlan['strata'][number] | undefined, fact: string): string => {
    if (field === 'item') return itemName(fact);
    if (field === 'unit') return unitName(fact);
    if (field === 'channel') return pick(wordsOf('channels', fact));
    return field === 'amount' ? bandOf(fact) : fact;
  };
  return ([risk = '', ...facts]: readonly string[]): string =>
    [say('riskLevel', { level: risk.slice(-1) }), ...facts.map((fact, place) => factOf(strata[place], fact))].join(
      ' · ',
    );
}
