import { useQuery } from '@tanstack/react-query';
import type { Me } from '@zhiheng/contracts';
import { AutoComplete } from 'antd';
import { peopleSearch } from '../api/people.ts';
import { useSay } from '../app/language.tsx';
import { useSettled } from './use-settled.ts';

interface PersonSelectProps {
  me: Me;
  id?: string;
  value?: string;
  onChange?: (username: string) => void;
  placeholder?: string;
}

/** A username, typed or chosen from the people in sight. */
export function PersonSelect({ me, value = '', onChange, ...rest }: PersonSelectProps) {
  const say = useSay();
  const text = useSettled(value.trim(), 250);
  const { data: people = [] } = useQuery({ ...peopleSearch(text), enabled: text !== '' && text !== me.username });
  const self = { value: me.username, label: `${me.name}（${say('new.self')}） ${me.username}` };
  const others = people.flatMap(({ username, name, post }) =>
    username && username !== me.username ? [{ value: username, label: `${name} ${username} · ${post}` }] : [],
  );
  const chosen = text === me.username ? self.label : others.find((other) => other.value === text)?.label;
  return (
    <>
      <AutoComplete
        {...rest}
        allowClear
        value={value}
        onChange={(next: string | undefined) => onChange?.(next ?? '')}
        options={[self, ...others]}
      />
      {chosen && <div className="muted">{chosen}</div>}
    </>
  );
}
