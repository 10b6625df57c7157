import { Button, Radio, Space } from 'antd';
import { type FormEvent, useState } from 'react';
import type { LedgerFilters } from '../api/permission-ledger.ts';
import { useSay } from '../app/language.tsx';
import { ItemFilter, PersonFilter, RoleFilter, TextFilter, TimeFilter, UnitFilter } from './filters.tsx';

export type LedgerMode = 'moment' | 'difference';

interface FormProps {
  mode: LedgerMode;
  filters: LedgerFilters;
  onSearch: (mode: LedgerMode, filters: LedgerFilters) => void;
}

/** What is looked for in the ledger; nothing is asked until the button or Enter, for each query is itself recorded. */
export function LedgerFiltersForm({ mode: shown, filters, onSearch }: FormProps) {
  const say = useSay();
  const [mode, setMode] = useState(shown);
  const [wanted, setWanted] = useState(filters);
  const control = (name: keyof LedgerFilters, label: string) => ({
    label,
    value: wanted[name],
    onChange: (value: string | undefined) =>
      setWanted(({ [name]: _, ...others }) => (value ? { ...others, [name]: value } : others)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { at, from, to, ...others } = trimmed(wanted);
    if (mode === 'moment') onSearch(mode, { ...others, ...(at ? { at } : {}) });
    else onSearch(mode, { ...others, ...(from ? { from } : {}), ...(to ? { to } : {}) });
  };
  return (
    <search>
      <form className="filters" onSubmit={submit}>
        <Radio.Group
          aria-label={say('ledger.mode')}
          optionType="button"
          value={mode}
          onChange={({ target }) => setMode(target.value as LedgerMode)}
          options={[
            { value: 'moment', label: say('ledger.moment') },
            { value: 'difference', label: say('ledger.difference') },
          ]}
        />
        {mode === 'moment' ? (
          <TimeFilter {...control('at', say('ledger.at'))} />
        ) : (
          <>
            <TimeFilter {...control('from', say('ledger.from'))} />
            <TimeFilter {...control('to', say('ledger.to'))} />
          </>
        )}
        <PersonFilter {...control('person', say('person'))} />
        <TextFilter {...control('post', say('ledger.post'))} width={130} />
        <UnitFilter {...control('unit', say('unit'))} />
        <ItemFilter {...control('item', say('item'))} />
        <RoleFilter {...control('role', say('role'))} />
        <Space>
          <Button type="primary" htmlType="submit">
            {say('apply')}
          </Button>
          <Button onClick={() => onSearch(mode, {})}>{say('clear')}</Button>
        </Space>
      </form>
    </search>
  );
}

const trimmed = (filters: LedgerFilters): LedgerFilters =>
  Object.fromEntries(Object.entries(filters).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])));
