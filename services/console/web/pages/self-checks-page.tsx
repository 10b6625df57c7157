import { Button, Card, Modal, Table, Tag } from 'antd';
import { useState } from 'react';
import { readSelfChecks, type SelfCheck } from '../api/self-checks.ts';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { SelfCheckAnswers } from '../components/self-check-answers.tsx';
import { SelfCheckForm } from '../components/self-check-form.tsx';
import { dueText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

/** The monthly self-checks of the business sections, and answering one's own. */
export function SelfChecksPage() {
  const { say } = useSpeech();
  const checks = usePages(['self-checks'], readSelfChecks);
  const [answering, setAnswering] = useState<SelfCheck>();
  const close = () => setAnswering(undefined);
  return (
    <>
      <PageHeading title={say('selfCheck.title')} lead={say('selfCheck.lead')} />
      <Card size="small">
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
        { title: say('selfCheck.month'), key: 'month', dataIndex: 'month' },
        { title: say('unit'), key: 'unit', render: (_, { unit, unitName }) => (unitName ? pick(unitName) : unit) },
        { title: say('state'), key: 'state', render: (_, check) => <StateTag check={check} /> },
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

function StateTag({ check: { state, overdue } }: { check: SelfCheck }) {
  const { say } = useSpeech();
  if (overdue) return <Tag color="red">{say('selfCheck.state.overdue')}</Tag>;
  return <Tag color={state === 'open' ? 'blue' : 'green'}>{say(`selfCheck.state.${state}`)}</Tag>;
}
