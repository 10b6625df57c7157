import { Card, Table, Tag } from 'antd';
import { useState } from 'react';
import { type Erasure, type ErasureState, erasureStates, readErasures } from '../api/personal.ts';
import { useSay } from '../app/language.tsx';
import { EraseButton } from '../components/erase-button.tsx';
import { ChoiceFilter, TextFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { usePages } from '../components/use-pages.ts';

/** Erasures of personal data beside the log: those that wait for a second person, and those done. */
export function ErasuresPage() {
  const say = useSay();
  const [state, setState] = useState<ErasureState | undefined>('asked');
  const rows = usePages(['erasures', state], (cursor) => readErasures(state, cursor));
  return (
    <>
      <PageHeading title={say('erasure.title')} lead={say('erasure.lead')} />
      <NewErasure />
      <Card size="small">
        <search className="filters">
          <ChoiceFilter
            label={say('state')}
            value={state}
            onChange={(value) => setState(erasureStates.find((known) => known === value))}
            options={erasureStates.map((known) => ({ value: known, label: say(`erasure.state.${known}`) }))}
          />
        </search>
        <Loaded query={rows} empty={say('erasure.empty')} isEmpty={(found) => found.length === 0}>
          {(found) => (
            <>
              <ErasuresTable rows={found} />
              <More {...rows} count={found.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

const hash = /^[0-9a-f]{64}$/;

/** For a request that names the data subject as the business system does. */
function NewErasure() {
  const say = useSay();
  const [text, setText] = useState<string>();
  const subject = text?.trim().toLowerCase() ?? '';
  return (
    <Card size="small" className="panel">
      <div className="filters" style={{ marginBottom: 0 }}>
        <TextFilter label={say('erasure.subject')} width={560} value={text} onChange={setText} />
        {hash.test(subject) ? (
          <EraseButton subject={subject} askedBy={null} />
        ) : (
          <span className="muted">{say('erasure.subjectHint')}</span>
        )}
      </div>
    </Card>
  );
}

function ErasuresTable({ rows }: { rows: Erasure[] }) {
  const say = useSay();
  return (
    <Table<Erasure>
      size="small"
      rowKey="id"
      aria-label={say('erasure.title')}
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say('erasure.askedAt'), key: 'at', width: 140, render: (_, { askedAt }) => <Moment at={askedAt} /> },
        { title: say('erasure.askedBy'), key: 'by', width: 130, render: (_, { askedBy }) => askedBy ?? '—' },
        {
          title: say('erasure.subject'),
          key: 'subject',
          width: 280,
          render: (_, { subject }) => <span className="code">{subject}</span>,
        },
        { title: say('reason'), key: 'reason', dataIndex: 'reason' },
        { title: say('state'), key: 'state', width: 190, render: (_, row) => <State row={row} /> },
        {
          title: say('actionsColumn'),
          key: 'actions',
          width: 150,
          render: (_, { subject, askedBy, confirmedAt, withdrawnAt }) =>
            !confirmedAt && !withdrawnAt && <EraseButton subject={subject} askedBy={askedBy} />,
        },
      ]}
    />
  );
}

function State({ row: { confirmedAt, confirmedBy, withdrawnAt } }: { row: Erasure }) {
  const say = useSay();
  if (withdrawnAt)
    return (
      <>
        <Tag>{say('erasure.state.withdrawn')}</Tag>
        <div>
          <Moment at={withdrawnAt} />
        </div>
      </>
    );
  if (!confirmedAt) return <Tag color="orange">{say('erasure.state.asked')}</Tag>;
  return (
    <>
      <Tag>{say('erasure.state.erased')}</Tag> {confirmedBy}
      <div>
        <Moment at={confirmedAt} />
      </div>
    </>
  );
}
