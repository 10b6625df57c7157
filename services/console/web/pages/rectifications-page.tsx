import { type Rectification, type RectificationState, rectificationStates } from '@zhiheng/contracts';
import { Card, Checkbox, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type RectificationFilters, readRectifications, readRectificationsFile } from '../api/findings.ts';
import { useSpeech } from '../app/language.tsx';
import { DownloadButton } from '../components/download-button.tsx';
import { ChoiceFilter, UnitFilter } from '../components/filters.tsx';
import { RectificationStateTag } from '../components/finding-tags.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { dueText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

/** The orders to put findings right. */
export function RectificationsPage() {
  const { say, pick } = useSpeech();
  const [filters, setFilters] = useState<RectificationFilters>({});
  const rows = usePages(['rectifications', filters], (cursor) => readRectifications(filters, cursor));
  return (
    <>
      <PageHeading
        title={say('rectifications.title')}
        lead={say('rectifications.lead')}
        extra={
          <DownloadButton
            label={say('findings.file')}
            name="rectifications.xlsx"
            read={() => readRectificationsFile(filters)}
          />
        }
      />
      <Card size="small">
        <search className="filters">
          <ChoiceFilter
            label={say('state')}
            value={filters.state}
            onChange={(state) => setFilters({ ...filters, state: state as RectificationState | undefined })}
            options={Object.entries(rectificationStates).map(([value, label]) => ({ value, label: pick(label) }))}
          />
          <UnitFilter label={say('unit')} value={filters.unit} onChange={(unit) => setFilters({ ...filters, unit })} />
          <Checkbox
            checked={filters.overdue === true}
            onChange={({ target }) => setFilters({ ...filters, overdue: target.checked ? true : undefined })}
          >
            {say('findings.overdueOnly')}
          </Checkbox>
        </search>
        <Loaded query={rows} empty={say('rectifications.empty')} isEmpty={(found) => found.length === 0}>
          {(found) => (
            <>
              <OrdersTable rows={found} />
              <More {...rows} count={found.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function OrdersTable({ rows }: { rows: readonly Rectification[] }) {
  const { say, pick } = useSpeech();
  return (
    <Table<Rectification>
      size="small"
      rowKey="id"
      aria-label={say('rectifications.title')}
      pagination={false}
      dataSource={[...rows]}
      columns={[
        {
          title: say('rectifications.number'),
          key: 'number',
          render: (_, { id, number }) => <Link to={`/rectifications/${id}`}>{number}</Link>,
        },
        { title: say('unit'), key: 'unit', render: (_, { unit, unitName }) => (unitName ? pick(unitName) : unit) },
        { title: say('findings.responsible'), key: 'responsible', dataIndex: 'responsible' },
        { title: say('rectifications.count'), key: 'findings', dataIndex: 'findings', align: 'right' },
        {
          title: say('state'),
          key: 'state',
          render: (_, { state, overdue }) => <RectificationStateTag state={state} overdue={overdue} />,
        },
        { title: say('rectifications.issuedAt'), key: 'at', render: (_, { issuedAt }) => <Moment at={issuedAt} /> },
        {
          title: say('findings.due'),
          key: 'due',
          render: (_, { dueAt, extended }) => (
            <>
              {dueText(dueAt)} {extended && <Tag>{say('rectifications.extended')}</Tag>}
            </>
          ),
        },
      ]}
    />
  );
}
