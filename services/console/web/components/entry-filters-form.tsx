import { Button, Space } from 'antd';
import { type FormEvent, useState } from 'react';
import type { EntryFilters } from '../api/entry-filters.ts';
import { useSpeech } from '../app/language.tsx';
import { codesOf, type Vocabulary, wordsOf } from '../words/codes.ts';
import { ChoiceFilter, ItemFilter, PersonFilter, TextFilter, TimeFilter } from './filters.tsx';
import { UnitScopeFilter } from './unit-scope-filter.tsx';

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
        <PersonFilter label={say('log.person')} width={180} value={wanted.person} onChange={set('person')} />
        <PersonFilter label={say('log.actor')} width={150} value={wanted.actor} onChange={set('actor')} />
        <CodeFilter label={say('log.action')} vocabulary="actions" value={wanted.action} onChange={set('action')} />
        <CodeFilter label={say('log.outcome')} vocabulary="outcomes" value={wanted.outcome} onChange={set('outcome')} />
        <UnitScopeFilter filters={wanted} onChange={setWanted} />
        <ItemFilter label={say('item')} value={wanted.item} onChange={set('item')} />
        <TimeFilter label={say('log.since')} value={wanted.since} onChange={set('since')} />
        <TimeFilter label={say('log.until')} value={wanted.until} onChange={set('until')} />
        <TextFilter label={say('log.reasonHas')} width={150} value={wanted.reason} onChange={set('reason')} />
        {more && (
          <>
            <TextFilter label={say('log.case')} width={300} value={wanted.case} onChange={set('case')} />
            <CodeFilter
              label={say('log.targetType')}
              vocabulary="things"
              value={wanted.targetType}
              onChange={set('targetType')}
            />
            <TextFilter label={say('log.target')} width={300} value={wanted.target} onChange={set('target')} />
            <TextFilter label={say('log.client')} width={150} value={wanted.client} onChange={set('client')} />
            <TextFilter
              label={say('log.correlation')}
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

function CodeFilter({
  label,
  vocabulary,
  value,
  onChange,
}: {
  label: string;
  vocabulary: Vocabulary;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { pick } = useSpeech();
  const options = codesOf(vocabulary).map((code) => ({ value: code, label: pick(wordsOf(vocabulary, code)) }));
  return <ChoiceFilter label={label} value={value} onChange={onChange} options={options} />;
}
