import { Button, Card, DatePicker, Flex, Modal, Table, Tag } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import { readSelfChecks, type SelfCheck, type SelfCheckFilter } from '../api/self-checks.ts';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Field } from '../components/field.tsx';
import { ChoiceFilter, UnitFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { SelfCheckAnswers } from '../components/self-check-answers.tsx';
import { SelfCheckForm } from '../components/self-check-form.tsx';
import { dueText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

const states = ['open', 'overdue', 'completed'] as const;

/** The monthly self-checks of the business sections, and answering one's own. */
export function SelfChecksPage() {
  const { say } = useSpeech();
  const [filter, setFilter] = useState<SelfCheckFilter>({ month: undefined, state: undefined, unit: undefined });
  const checks = usePages<SelfCheck, Awaited<ReturnType<typeof readSelfChecks>>>(['self-checks', filter], (cursor) =>
    readSelfChecks(filter, cursor),
  );
  const [answering, setAnswering] = useState<SelfCheck>();
  const close = () => setAnswering(undefined);
  return (
    <>
      <PageHeading title={say('selfCheck.title')} lead={say('selfCheck.lead')} />
      <Card size="small">
        <Filters filter={filter} onChange={setFilter} />
        <Loaded query={checks} empty={say('selfCheck.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <ChecksTable checks={rows} onAnswer={setAnswering} />
              <More {...checks} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
      <Modal
        open={answering !== undefined}
        onCancel={close}
        footer={null}
        title={answering && `${say('selfCheck.complete')} ${answering.month}`}
        destroyOnHidden
      >
        {answering && <SelfCheckForm check={answering} onDone={close} />}
      </Modal>
    </>
  );
}

function Filters({ filter, onChange }: { filter: SelfCheckFilter; onChange: (filter: SelfCheckFilter) => void }) {
  const { say } = useSpeech();
  return (
    <Flex gap={12} wrap className="panel">
      <Field label={say('selfCheck.month')} width={140}>
        {(id) => (
          <DatePicker
            id={id}
            picker="month"
            value={filter.month === undefined ? null : dayjs(`${filter.month}-01`)}
            onChange={(month) => onChange({ ...filter, month: month ? month.format('YYYY-MM') : undefined })}
          />
        )}
      </Field>
      <ChoiceFilter
        label={say('state')}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state: states.find((one) => one === state) })}
        options={states.map((state) => ({ value: state, label: say(`selfCheck.state.${state}`) }))}
      />
      <UnitFilter label={say('unit')} value={filter.unit} onChange={(unit) => onChange({ ...filter, unit })} />
    </Flex>
  );
}

function ChecksTable({ checks, onAnswer }: { checks: SelfCheck[]; onAnswer: (check: SelfCheck) => void }) {
  const { say, pick } = useSpeech();
  const me = useMe();
  return (
    <Table<SelfCheck>
      size="small"
      rowKey="id"
      aria-label={say('selfCheck.title')}
      pagination={false}
      dataSource={checks}
      expandable={{
        rowExpandable: ({ answers }) => answers !== null,
        expandedRowRender: ({ answers }) => answers && <SelfCheckAnswers answers={answers} />,
      }}
      columns={[
        {
          title: say('selfCheck.month'),
          key: 'month',
          render: (_, { id, month }) => <Link to={`/self-checks/${id}`}>{month}</Link>,
        },
        { title: say('unit'), key: 'unit', render: (_, { unit, unitName }) => (unitName ? pick(unitName) : unit) },
        { title: say('state'), key: 'state', render: (_, check) => <StateTags check={check} /> },
        { title: say('selfCheck.due'), key: 'due', render: (_, { dueAt }) => dueText(dueAt) },
        { title: say('selfCheck.completedBy'), key: 'by', render: (_, { completedBy }) => completedBy ?? '—' },
        {
          title: say('actionsColumn'),
          key: 'actions',
          width: 110,
          render: (_, check) =>
            check.state === 'open' &&
            may(me, 'complete', 'self-check') && (
              <Button size="small" type="primary" onClick={() => onAnswer(check)}>
                {say('selfCheck.complete')}
              </Button>
            ),
        },
      ]}
    />
  );
}

function StateTags({ check: { state, overdue, late, returns, escalated } }: { check: SelfCheck }) {
  const { say } = useSpeech();
  const colour = overdue ? 'red' : state === 'open' ? 'blue' : 'green';
  return (
    <>
      <Tag color={colour}>{say(`selfCheck.state.${overdue ? 'overdue' : state}`)}</Tag>
      {late && <Tag color="orange">{say('selfCheck.late')}</Tag>}
      {returns > 0 && <Tag color="gold">{say('selfCheck.wasReturnedTimes', { count: returns })}</Tag>}
      {state === 'open' && escalated > 0 && (
        <Tag color="volcano">
          {say('selfCheck.escalatedTo')} {say('selfCheck.escalatedSteps', { step: escalated })}
        </Tag>
      )}
    </>
  );
}
