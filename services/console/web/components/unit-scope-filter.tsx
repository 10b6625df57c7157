import { Checkbox } from 'antd';
import { useState } from 'react';
import type { EntryFilters } from '../api/entry-filters.ts';
import { useSay } from '../app/language.tsx';
import { UnitFilter } from './filters.tsx';

interface UnitScopeFilterProps {
  filters: EntryFilters;
  onChange: (filters: EntryFilters) => void;
}

/** A unit, with those below it or by itself: two filters of the API, of which one is given. */
export function UnitScopeFilter({ filters: { unit, onlyUnit, ...others }, onChange }: UnitScopeFilterProps) {
  const say = useSay();
  const [below, setBelow] = useState(onlyUnit === undefined);
  const chosen = unit ?? onlyUnit;
  const give = (code: string | undefined, withBelow: boolean) =>
    onChange({ ...others, ...(code && (withBelow ? { unit: code } : { onlyUnit: code })) });
  return (
    <>
      <UnitFilter label={say('unit')} width={170} value={chosen} onChange={(code) => give(code, below)} />
      <Checkbox
        checked={below}
        style={{ alignSelf: 'end', paddingBottom: 5 }}
        onChange={({ target }) => {
          setBelow(target.checked);
          give(chosen, target.checked);
        }}
      >
        {say('log.withBelow')}
      </Checkbox>
    </>
  );
}
