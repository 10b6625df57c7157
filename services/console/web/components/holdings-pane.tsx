import type { CertificationHolding } from '@zhiheng/contracts';
import { Table } from 'antd';
import { useState } from 'react';
import { type HoldingFilters, readHoldings } from '../api/certifications.ts';
import { useSay } from '../app/language.tsx';
import { ChoiceFilter, PersonFilter, RoleFilter, UnitFilter } from './filters.tsx';
import { DecisionCell, HeldCell, HeldPeriod, HolderCell } from './holding-cells.tsx';
import { useList } from './lists.ts';
import { Loaded } from './loaded.tsx';
import { More } from './more.tsx';
import { usePages } from './use-pages.ts';
import { useSettled } from './use-settled.ts';

/** Every holding of a campaign, with what was decided about it. */
export function HoldingsPane({ id }: { id: string }) {
  const say = useSay();
  const [filters, setFilters] = useState<HoldingFilters>({});
  const settled = useSettled(filters, 350);
  const holdings = usePages(['certifications', id, 'all', settled], (cursor) => readHoldings(id, settled, cursor));
  const set = (name: 'person' | 'role' | 'unit') => (value: string | undefined) =>
    setFilters((before) => ({ ...before, [name]: value }));
  return (
    <>
      <search className="filters">
        <ChoiceFilter
          label={say('certification.decision')}
          value={filters.state}
          onChange={(state) => setFilters((before) => ({ ...before, state: state as HoldingFilters['state'] }))}
          options={(['undecided', 'kept', 'removed'] as const).map((state) => ({
            value: state,
            label: say(`certification.state.${state}`),
          }))}
        />
        <PersonFilter label={say('person')} value={filters.person} onChange={set('person')} />
        <RoleFilter label={say('role')} value={filters.role} onChange={set('role')} />
        <UnitFilter label={say('unit')} value={filters.unit} onChange={set('unit')} />
      </search>
      <Loaded query={holdings} empty={say('certification.nothing')} isEmpty={(rows) => rows.length === 0}>
        {(rows) => (
          <>
            <HoldingsTable holdings={rows} />
            <More {...holdings} count={rows.length} />
          </>
        )}
      </Loaded>
    </>
  );
}

export function HoldingsTable({ holdings }: { holdings: CertificationHolding[] }) {
  const say = useSay();
  const list = useList();
  return (
    <Table<CertificationHolding>
      size="small"
      rowKey="grant"
      aria-label={say('certification.all')}
      pagination={false}
      dataSource={holdings}
      columns={[
        { title: say('person'), key: 'person', render: (_, holding) => <HolderCell holding={holding} /> },
        { title: say('role'), key: 'role', render: (_, holding) => <HeldCell holding={holding} /> },
        { title: say('validity'), key: 'validity', render: (_, holding) => <HeldPeriod holding={holding} /> },
        { title: say('certification.reviewers'), key: 'reviewers', render: (_, { reviewers }) => list(reviewers) },
        {
          title: say('certification.decision'),
          key: 'decision',
          width: 300,
          render: (_, holding) => <DecisionCell holding={holding} />,
        },
      ]}
    />
  );
}
