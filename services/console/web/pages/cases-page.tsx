import type { Case } from '@zhiheng/contracts';
import { Card, Input, Table } from 'antd';
import { Link } from 'react-router';
import { type CaseFilters, caseFilterNames, readCases } from '../api/cases.ts';
import { useSay, useSpeech } from '../app/language.tsx';
import { CaseStateTag } from '../components/case-state-tag.tsx';
import { Field } from '../components/field.tsx';
import { ChoiceFilter, ItemFilter, UnitFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { useAddressFilters } from '../components/use-address-filters.ts';
import { usePages } from '../components/use-pages.ts';
import { wordsOf } from '../words/codes.ts';

/** The cases that one may read, newest first, or by reference where its beginning is given; the filters live in the address. */
export function CasesPage() {
  const say = useSay();
  const [filters, setFilters] = useAddressFilters(caseFilterNames);
  const cases = usePages(['cases', filters], (cursor) => readCases(filters, cursor));
  return (
    <>
      <PageHeading title={say('case.title')} lead={say('case.lead')} />
      <Card size="small">
        <Filters filters={filters} onChange={setFilters} />
        <Loaded query={cases} empty={say('case.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <CasesTable cases={rows} />
              <More {...cases} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function Filters({ filters, onChange }: { filters: CaseFilters; onChange: (filters: CaseFilters) => void }) {
  const say = useSay();
  const set = (name: keyof CaseFilters) => (value: string | undefined) => {
    const { [name]: _, ...others } = filters;
    onChange(value ? { ...others, [name]: value } : others);
  };
  const states = (['open', 'complete', 'cancelled'] as const).map((value) => ({
    value,
    label: say(`case.state.${value}`),
  }));
  return (
    <search className="filters">
      <Field label={say('case.reference')} width={220}>
        {(id) => (
          <Input.Search
            key={filters.referencePrefix}
            id={id}
            allowClear
            placeholder={say('case.referenceHint')}
            defaultValue={filters.referencePrefix}
            onSearch={(text) => set('referencePrefix')(text.trim())}
          />
        )}
      </Field>
      <UnitFilter label={say('unit')} value={filters.unit} onChange={set('unit')} />
      <ItemFilter label={say('item')} value={filters.item} onChange={set('item')} />
      <ChoiceFilter label={say('state')} value={filters.state} onChange={set('state')} options={states} />
    </search>
  );
}

function CasesTable({ cases }: { cases: Case[] }) {
  const { say, pick } = useSpeech();
  const { unitName, itemName } = useNames();
  return (
    <Table<Case>
      size="small"
      rowKey="id"
      aria-label={say('case.title')}
      pagination={false}
      dataSource={cases}
      columns={[
        {
          title: say('case.reference'),
          key: 'reference',
          render: (_, { id, reference }) => <Link to={`/cases/${id}`}>{reference}</Link>,
        },
        { title: say('item'), key: 'item', render: (_, { item }) => itemName(item) },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        { title: say('state'), key: 'state', width: 90, render: (_, { state }) => <CaseStateTag state={state} /> },
        {
          title: say('case.next'),
          key: 'next',
          render: (_, { nextDuty, round }) =>
            nextDuty ? `${pick(wordsOf('duties', nextDuty))} · ${say('case.round', { round })}` : '—',
        },
        { title: say('case.openedAt'), key: 'at', width: 150, render: (_, { openedAt }) => <Moment at={openedAt} /> },
      ]}
    />
  );
}
