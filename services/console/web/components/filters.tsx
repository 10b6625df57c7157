import { useQuery } from '@tanstack/react-query';
import { AutoComplete, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { itemsQuery, rolesQuery, rulesQuery } from '../api/catalogue.ts';
import { peopleSearch } from '../api/people.ts';
import { useSpeech } from '../app/language.tsx';
import { Field } from './field.tsx';
import { useNames } from './names.ts';
import { fromShanghai, toShanghai } from './times.ts';
import { UnitSelect } from './unit-select.tsx';
import { useSettled } from './use-settled.ts';

/** One control of a row of filters; undefined: not filtered by it. */
interface Filter {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  width?: number;
}

export function TextFilter({ label, width = 160, value, onChange }: Filter) {
  return (
    <Field label={label} width={width}>
      {(id) => <Input id={id} allowClear value={value ?? ''} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  );
}

export function ChoiceFilter({
  label,
  width = 150,
  value,
  onChange,
  options,
}: Filter & { options: readonly { value: string; label: string }[] }) {
  const { say } = useSpeech();
  return (
    <Field label={label} width={width}>
      {(id) => (
        <Select<string>
          id={id}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say('all')}
          value={value ?? null}
          onChange={onChange}
          style={{ width: '100%' }}
          popupMatchSelectWidth={false}
          options={[...options]}
        />
      )}
    </Field>
  );
}

/** A username, typed or chosen from the people in sight. */
export function PersonFilter({ label, width = 190, value, onChange }: Filter) {
  const text = useSettled(value?.trim() ?? '', 250);
  const { data: people = [] } = useQuery({ ...peopleSearch(text), enabled: text !== '' });
  const options = people.flatMap(({ username, name, post }) =>
    username ? [{ value: username, label: `${name} ${username} · ${post}` }] : [],
  );
  return (
    <Field label={label} width={width}>
      {(id) => (
        <AutoComplete
          id={id}
          allowClear
          value={value ?? ''}
          onChange={(next: string | undefined) => onChange(next)}
          options={options}
          popupMatchSelectWidth={false}
          style={{ width: '100%' }}
        />
      )}
    </Field>
  );
}

/** `inUse`: without units that have retired, where what is chosen is to be something new. */
export function UnitFilter({ label, width = 200, value, onChange, inUse = false }: Filter & { inUse?: boolean }) {
  const { say } = useSpeech();
  return (
    <Field label={label} width={width}>
      {(id) => (
        <UnitSelect id={id} allowClear inUse={inUse} placeholder={say('all')} value={value} onChange={onChange} />
      )}
    </Field>
  );
}

export function ItemFilter({ width = 200, ...filter }: Filter) {
  const { itemName } = useNames();
  const { data: items = [] } = useQuery(itemsQuery);
  const options = items.map(({ code }) => ({ value: code, label: itemName(code) }));
  return <ChoiceFilter {...filter} width={width} options={options} />;
}

export function RoleFilter({ width = 200, ...filter }: Filter) {
  const { roleName } = useNames();
  const { data: roles = [] } = useQuery(rolesQuery);
  const options = roles.map(({ code }) => ({ value: code, label: roleName(code) }));
  return <ChoiceFilter {...filter} width={width} options={options} />;
}

export function RuleFilter({ width = 220, ...filter }: Filter) {
  const { pick } = useSpeech();
  const { data: rules = [] } = useQuery(rulesQuery);
  const options = rules.map(({ code, name }) => ({ value: code, label: pick(name) }));
  return <ChoiceFilter {...filter} width={width} options={options} />;
}

/** A minute in Shanghai; its value is an instant. */
export function TimeFilter({ label, width = 180, value, onChange }: Filter) {
  return (
    <Field label={label} width={width}>
      {(id) => (
        <DatePicker
          id={id}
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          value={value ? dayjs(toShanghai(value)) : null}
          onChange={(time) => onChange(time ? fromShanghai(time.format('YYYY-MM-DDTHH:mm')) : undefined)}
          style={{ width: '100%' }}
        />
      )}
    </Field>
  );
}
