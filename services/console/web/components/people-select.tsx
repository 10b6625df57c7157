import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { peopleSearch } from '../api/people.ts';
import { useSay } from '../app/language.tsx';
import { useSettled } from './use-settled.ts';

interface PeopleSelectProps {
  id?: string;
  /** Usernames. */
  value?: string[];
  onChange?: (usernames: string[]) => void;
}

/** Several people in sight, found by name or username. */
export function PeopleSelect({ value = [], onChange, ...rest }: PeopleSelectProps) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const text = useSettled(typed.trim(), 250);
  const { data: people = [] } = useQuery({ ...peopleSearch(text), enabled: text !== '' });
  return (
    <Select<string[]>
      {...rest}
      mode="multiple"
      allowClear
      value={value}
      onChange={(usernames) => onChange?.(usernames)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={say('staffing.awayHint')}
      notFoundContent={null}
      style={{ width: '100%' }}
      popupMatchSelectWidth={false}
      options={people.flatMap(({ username, name, post }) =>
        username ? [{ value: username, label: `${name} ${username} · ${post}` }] : [],
      )}
      optionLabelProp="value"
    />
  );
}
