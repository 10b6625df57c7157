import { type Finding, type FindingState, findingNatures, findingSources, findingStates } from '@zhiheng/contracts';
import { Button, Card, Checkbox, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type FindingFilters, readFindings, readFindingsFile } from '../api/findings.ts';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { DownloadButton } from '../components/download-button.tsx';
import { ChoiceFilter, UnitFilter } from '../components/filters.tsx';
import { FindingStateTag, NatureTag } from '../components/finding-tags.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { OrderDialog } from '../components/order-dialog.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RecordFindingButton } from '../components/record-finding.tsx';
import { dueText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

/** What was found, and ordering it to be put right. */
export function FindingsPage() {
  const { say } = useSpeech();
  const me = useMe();
  const [filters, setFilters] = useFilters();
  const [chosen, setChosen] = useState<Finding[]>([]);
  const [ordering, setOrdering] = useState(false);
  const rows = usePages(['findings', filters], (cursor) => readFindings(filters, cursor));
  const plans = may(me, 'plan', 'inspection');
  return (
    <>
      <PageHeading
        title={say('findings.title')}
        lead={say('findings.lead')}
        extra={
          <Space>
            {(may(me, 'inspect', 'inspection') || plans) && <RecordFindingButton />}
            {plans && (
              <Button type="primary" disabled={chosen.length === 0} onClick={() => setOrdering(true)}>
                {say('findings.order')}
              </Button>
            )}
            <DownloadButton label={say('findings.file')} name="findings.xlsx" read={() => readFindingsFile(filters)} />
          </Space>
        }
      />
      <Card size="small">
        <FindingFilterRow filters={filters} onChange={setFilters} />
        <Loaded query={rows} empty={say('findings.empty')} isEmpty={(found) => found.length === 0}>
          {(found) => (
            <>
              <FindingsTable rows={found} {...(plans && { chosen, onChoose: setChosen })} />
              <More {...rows} count={found.length} />
            </>
          )}
        </Loaded>
      </Card>
      <OrderDialog open={ordering} findings={chosen} onClose={() => setOrdering(false)} onDone={() => setChosen([])} />
    </>
  );
}

/** The filters live in the address, so that a link leads to what it means. */
function useFilters(): [FindingFilters, (filters: FindingFilters) => void] {
  const [query, setQuery] = useSearchParams();
  const state = query.get('state');
  const nature = query.get('nature');
  const filters: FindingFilters = {
    state: state !== null && state in findingStates ? (state as FindingState) : undefined,
    nature: nature !== null && nature in findingNatures ? (nature as keyof typeof findingNatures) : undefined,
    unit: query.get('unit') ?? undefined,
    overdue: query.get('overdue') === 'true' ? true : undefined,
  };
  const choose = (next: FindingFilters) =>
    setQuery(
      Object.fromEntries(
        Object.entries(next).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
      ),
    );
  return [filters, choose];
}

function FindingFilterRow({
  filters,
  onChange,
}: {
  filters: FindingFilters;
  onChange: (filters: FindingFilters) => void;
}) {
  const { say, pick } = useSpeech();
  const options = (words: Record<string, { zh: string; en: string }>) =>
    Object.entries(words).map(([value, label]) => ({ value, label: pick(label) }));
  return (
    <search className="filters">
      <ChoiceFilter
        label={say('state')}
        value={filters.state}
        onChange={(state) => onChange({ ...filters, state: state as FindingFilters['state'] })}
        options={options(findingStates)}
      />
      <ChoiceFilter
        label={say('findings.nature')}
        value={filters.nature}
        onChange={(nature) => onChange({ ...filters, nature: nature as FindingFilters['nature'] })}
        options={options(findingNatures)}
      />
      <UnitFilter label={say('unit')} value={filters.unit} onChange={(unit) => onChange({ ...filters, unit })} />
      <Checkbox
        checked={filters.overdue === true}
        onChange={({ target }) => onChange({ ...filters, overdue: target.checked ? true : undefined })}
      >
        {say('findings.overdueOnly')}
      </Checkbox>
    </search>
  );
}

interface TableProps {
  rows: readonly Finding[];
  chosen?: Finding[];
  onChoose?: (chosen: Finding[]) => void;
}

function FindingsTable({ rows, chosen = [], onChoose }: TableProps) {
  const { say, pick } = useSpeech();
  const orderable = ({ state, overdue }: Finding) =>
    state === 'accepted' || state === 'upheld' || (state === 'fed-back' && overdue);
  // An order is for one section.
  const fits = (one: Finding) => chosen.length === 0 || chosen[0]?.unit === one.unit;
  return (
    <Table<Finding>
      size="small"
      rowKey="id"
      aria-label={say('findings.title')}
      pagination={false}
      dataSource={[...rows]}
      {...(onChoose && {
        rowSelection: {
          selectedRowKeys: chosen.map(({ id }) => id),
          onChange: (_, all) => onChoose(all),
          getCheckboxProps: (one) => ({ disabled: !orderable(one) || !fits(one), 'aria-label': one.description }),
          hideSelectAll: true,
        },
      })}
      columns={[
        { title: say('findings.foundAt'), key: 'at', render: (_, { foundAt }) => <Moment at={foundAt} /> },
        {
          title: say('findings.description'),
          key: 'description',
          render: (_, { id, description }) => <Link to={`/findings/${id}`}>{description.slice(0, 60)}</Link>,
        },
        { title: say('findings.source'), key: 'source', render: (_, { source }) => pick(findingSources[source]) },
        { title: say('unit'), key: 'unit', render: (_, { unit, unitName }) => (unitName ? pick(unitName) : unit) },
        {
          title: say('item'),
          key: 'item',
          render: (_, { item, itemName }) => (itemName ? pick(itemName) : (item ?? '—')),
        },
        {
          title: say('findings.nature'),
          key: 'nature',
          render: (_, { nature, repeats }) => (
            <>
              <NatureTag nature={nature} />
              {repeats > 0 && <Tag color="purple">{say('findings.repeats', { count: repeats })}</Tag>}
            </>
          ),
        },
        {
          title: say('state'),
          key: 'state',
          render: (_, { state, overdue }) => <FindingStateTag state={state} overdue={overdue} />,
        },
        { title: say('findings.due'), key: 'due', render: (_, { dueAt }) => (dueAt ? dueText(dueAt) : '—') },
      ]}
    />
  );
}
