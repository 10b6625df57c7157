import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select, Space } from 'antd';
import dayjs from 'dayjs';
import { type FormEvent, useState } from 'react';
import { itemsQuery } from '../api/catalogue.ts';
import type { EntryFilters } from '../api/entries.ts';
import { useSpeech } from '../app/language.tsx';
import { codesOf, type Vocabulary, wordsOf } from '../words/codes.ts';
import type { PlainKey } from '../words/types.ts';
import { Field } from './field.tsx';
import { fromShanghai, toShanghai } from './times.ts';
import { UnitSelect } from './unit-select.tsx';

interface FiltersProps {
  filters: EntryFilters;
  onSearch: (filters: EntryFilters) => void;
}

const moreNames = ['case', 'targetType', 'target', 'client', 'correlationId'] as const;

/** What is looked for in the trail; nothing is asked until the button or Enter, for each query is itself recorded. */
export function EntryFiltersForm({ filters, onSearch }: FiltersProps) {
  const { say } = useSpeech();
  const [wanted, setWanted] = useState(filters);
  const [more, setMore] = useState(moreNames.some((name) => filters[name]));
  const set = (name: keyof EntryFilters) => (value: string | undefined) =>
    setWanted((before) => {
      const { [name]: _, ...others } = before;
      const text = value?.trim();
      return text ? { ...others, [name]: text } : others;
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(wanted);
  };
  return (
    <search>
      <form className="filters" onSubmit={submit}>
        <TextFilter label="log.person" width={190} value={wanted.person} onChange={set('person')} />
        <TextFilter label="log.actor" width={150} value={wanted.actor} onChange={set('actor')} />
        <CodeFilter label="log.action" vocabulary="actions" value={wanted.action} onChange={set('action')} />
        <CodeFilter label="log.outcome" vocabulary="outcomes" value={wanted.outcome} onChange={set('outcome')} />
        <Field label={say('unit')} width={200}>
          {(id) => (
            <UnitSelect id={id} allowClear placeholder={say('all')} value={wanted.unit} onChange={set('unit')} />
          )}
        </Field>
        <ItemFilter value={wanted.item} onChange={set('item')} />
        <TimeFilter label="log.since" value={wanted.since} onChange={set('since')} />
        <TimeFilter label="log.until" value={wanted.until} onChange={set('until')} />
        {more && (
          <>
            <TextFilter label="log.case" width={300} value={wanted.case} onChange={set('case')} />
            <CodeFilter
              label="log.targetType"
              vocabulary="things"
              value={wanted.targetType}
              onChange={set('targetType')}
            />
            <TextFilter label="log.target" width={300} value={wanted.target} onChange={set('target')} />
            <TextFilter label="log.client" width={150} value={wanted.client} onChange={set('client')} />
            <TextFilter
              label="log.correlation"
              width={300}
              value={wanted.correlationId}
              onChange={set('correlationId')}
            />
          </>
        )}
        <Space>
          <Button type="primary" htmlType="submit">
            {say('apply')}
          </Button>
          <Button onClick={() => onSearch({})}>{say('clear')}</Button>
          <Button type="link" onClick={() => setMore(!more)} aria-expanded={more}>
            {say(more ? 'log.fewerFilters' : 'log.moreFilters')}
          </Button>
        </Space>
      </form>
    </search>
  );
}

interface Filter {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function TextFilter({ label, width, value, onChange }: Filter & { label: PlainKey; width: number }) {
  const { say } = useSpeech();
  return (
    <Field label={say(label)} width={width}>
      {(id) => <Input id={id} allowClear value={value ?? ''} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  );
}

function CodeFilter({ label, vocabulary, value, onChange }: Filter & { label: PlainKey; vocabulary: Vocabulary }) {
  const { say, pick } = useSpeech();
  return (
    <Field label={say(label)} width={150}>
      {(id) => (
        <Select<string>
          id={id}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say('all')}
          value={value ?? null}
          onChange={onChange}
          style={{ width: '100%' }}
          options={codesOf(vocabulary).map((code) => ({ value: code, label: pick(wordsOf(vocabulary, code)) }))}
        />
      )}
    </Field>
  );
}

function ItemFilter({ value, onChange }: Filter) {
  const { say, pick } = useSpeech();
  const { data: items = [] } = useQuery(itemsQuery);
  return (
    <Field label={say('item')} width={200}>
      {(id) => (
        <Select<string>
          id={id}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say('all')}
          value={value ?? null}
          onChange={onChange}
          style={{ width: '100%' }}
          options={items.map(({ code, name }) => ({ value: code, label: pick(name) }))}
        />
      )}
    </Field>
  );
}

function TimeFilter({ label, value, onChange }: Filter & { label: PlainKey }) {
  const { say } = useSpeech();
  return (
    <Field label={say(label)} width={180}>
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
