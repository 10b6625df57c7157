import { type Inspection, paperStates, type Sampled, samplingReasons } from '@zhiheng/contracts';
import { Checkbox, Flex, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { readSample, type SampleFilters } from '../api/inspections.ts';
import { useSay } from '../app/language.tsx';
import { ChoiceFilter } from './filters.tsx';
import { Loaded } from './loaded.tsx';
import { yuanText } from './money.ts';
import { More } from './more.tsx';
import { useNames } from './names.ts';
import { usePages } from './use-pages.ts';

/** What was drawn, with its papers. */
export function SampleTable({ inspection: { id } }: { inspection: Inspection }) {
  const say = useSay();
  const [filters, setFilters] = useState<SampleFilters>({});
  const sample = usePages(['inspections', id, 'sample', filters], (cursor?: string) => readSample(id, filters, cursor));
  return (
    <>
      <Flex gap={12} align="end" className="panel no-print">
        <ChoiceFilter
          label={say('inspection.why')}
          value={filters.why}
          onChange={(why) => setFilters({ ...filters, why: why as Sampled['why'] | undefined })}
          options={samplingReasons.map((value) => ({ value, label: say(`inspection.why.${value}`) }))}
        />
        <ChoiceFilter
          label={say('paper.title')}
          value={filters.state ?? undefined}
          onChange={(state) => setFilters({ ...filters, state: state as SampleFilters['state'] })}
          options={paperStates.map((value) => ({ value, label: say(`paper.state.${value}`) }))}
        />
        <Checkbox
          checked={filters.mine === true}
          onChange={({ target }) => setFilters({ ...filters, mine: target.checked || undefined })}
        >
          {say('inspection.mine')}
        </Checkbox>
      </Flex>
      <Loaded query={sample} empty={say('inspection.noSample')} isEmpty={(rows) => rows.length === 0}>
        {(rows) => (
          <>
            <Rows inspection={id} rows={rows} />
            <More {...sample} count={rows.length} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Rows({ inspection, rows }: { inspection: string; rows: Sampled[] }) {
  const say = useSay();
  const { itemName, unitName } = useNames();
  return (
    <Table<Sampled>
      size="small"
      rowKey="ordinal"
      aria-label={say('inspection.sample')}
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say('item'), key: 'item', render: (_, { item }) => (item ? itemName(item) : '—') },
        { title: say('risk'), dataIndex: 'risk', width: 60 },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        {
          title: say('inspection.amount'),
          key: 'amount',
          align: 'right',
          render: (_, { amountFen }) => (amountFen === null ? '—' : yuanText(amountFen)),
        },
        { title: say('inspection.operator'), key: 'operator', render: (_, { operator }) => operator ?? '—' },
        { title: say('inspection.why'), key: 'why', render: (_, row) => <WhyTags row={row} /> },
        { title: say('inspection.inspector'), key: 'inspector', render: (_, { inspector }) => inspector ?? '—' },
        { title: say('inspection.reviewer'), key: 'reviewer', render: (_, { reviewer }) => reviewer ?? '—' },
        {
          title: say('paper.title'),
          key: 'paper',
          render: (_, { paper, paperState }) =>
            paper && paperState ? (
              <Link to={`/inspections/${inspection}/papers/${paper}`}>{say(`paper.state.${paperState}`)}</Link>
            ) : (
              say('paper.none')
            ),
        },
      ]}
    />
  );
}

type Certain =
  | 'amount'
  | 'interval'
  | 'doubt'
  | 'exception'
  | 'leaver'
  | 'identity-and-merge'
  | 'relation'
  | 'conflict';

export function WhyTags({ row: { why, must } }: { row: Pick<Sampled, 'why' | 'must'> }) {
  const say = useSay();
  if (must.length === 0) return <Tag>{say(`inspection.why.${why}`)}</Tag>;
  return (
    <>
      {must.map((reason) => (
        <Tag key={reason} color="orange">
          {say(`inspection.must.${reason as Certain}`)}
        </Tag>
      ))}
    </>
  );
}
