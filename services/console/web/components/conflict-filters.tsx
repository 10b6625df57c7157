import type { ConflictFilters as Filters } from '../api/analysis.ts';
import { useSay } from '../app/language.tsx';
import { ChoiceFilter, PersonFilter, RuleFilter, TimeFilter, UnitFilter } from './filters.tsx';

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** Whether the time at which something was done is asked for. */
  dated: boolean;
}

export function ConflictFilters({ filters, onChange, dated }: Props) {
  const say = useSay();
  const control = (name: keyof Filters, label: string) => ({
    label,
    value: filters[name],
    onChange: (value: string | undefined) => {
      const { [name]: _, ...others } = filters;
      onChange(value ? { ...others, [name]: value } : others);
    },
  });
  return (
    <search className="filters">
      <RuleFilter {...control('rule', say('conflicts.rule'))} />
      <UnitFilter {...control('unit', say('unit'))} />
      <PersonFilter {...control('person', say('person'))} />
      <ChoiceFilter
        {...control('severity', say('conflicts.severity'))}
        width={130}
        options={[3, 2, 1].map((level) => ({ value: String(level), label: say('riskLevel', { level }) }))}
      />
      <ChoiceFilter
        {...control('effect', say('conflicts.effect'))}
        width={110}
        options={(['block', 'observe'] as const).map((effect) => ({ value: effect, label: say(`conflict.${effect}`) }))}
      />
      {dated && (
        <>
          <TimeFilter {...control('from', say('conflicts.from'))} />
          <TimeFilter {...control('to', say('conflicts.to'))} />
        </>
      )}
    </search>
  );
}
