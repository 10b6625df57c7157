import { useQuery } from '@tanstack/react-query';
import { deductionSources, type RecoveryDetail, type RecoveryLine, recoveryLineKinds } from '@zhiheng/contracts';
import { Card, Descriptions, Table, Tag } from 'antd';
import { useParams } from 'react-router';
import { recoveryQuery, reverseLine } from '../api/recoveries.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { yuanText } from '../components/money.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { ReasonedAct } from '../components/reasoned-act.tsx';
import { RecoveryActs } from '../components/recovery-acts.tsx';
import { RecoveryNotice } from '../components/recovery-notice.tsx';
import { RecoveryPlans } from '../components/recovery-plans.tsx';
import { RecoveryStateTag } from '../components/recovery-state-tag.tsx';

/** One recovery: its order, its lines, its instalments, and what may be done. */
export function RecoveryPage() {
  const { say } = useSpeech();
  const { id = '' } = useParams();
  const query = useQuery(recoveryQuery(id));
  return (
    <Loaded query={query}>
      {(recovery) => (
        <>
          <PageHeading
            title={say('recovery.one', { amount: yuanText(recovery.amountFen) })}
            extra={<RecoveryActs recovery={recovery} />}
          />
          <RecoveryNotice recovery={recovery} />
          <Facts recovery={recovery} />
          <RecoveryPlans recovery={recovery} />
          <Lines recovery={recovery} />
        </>
      )}
    </Loaded>
  );
}

function Facts({ recovery }: { recovery: RecoveryDetail }) {
  const { say, pick } = useSpeech();
  const money = (key: string, fen: number) => ({
    key,
    label: say(`recovery.${key}` as 'recovery.amount'),
    children: yuanText(fen),
  });
  const { unit, unitName, state, handledBy, reviewedBy, approvedBy, transferredTo, comment } = recovery;
  return (
    <Card size="small" className="panel no-print">
      <Descriptions
        size="small"
        column={3}
        items={[
          { key: 'state', label: say('state'), children: <RecoveryStateTag state={state} /> },
          { key: 'unit', label: say('unit'), children: unitName ? pick(unitName) : unit },
          { key: 'subject', label: say('recovery.subject'), children: recovery.subjectShown ?? '—' },
          money('amount', recovery.amountFen),
          money('received', recovery.receivedFen),
          money('deducted', recovery.deductedFen),
          money('writtenOff', recovery.writtenOffFen),
          money('outstanding', recovery.outstandingFen),
          { key: 'due', label: say('recovery.dueOn'), children: recovery.dueOn ?? '—' },
          { key: 'source', label: say('recovery.source'), children: say(`recovery.source.${recovery.source}`) },
          { key: 'at', label: say('recovery.openedAt'), children: <Moment at={recovery.openedAt} /> },
          {
            key: 'people',
            label: say('recovery.people'),
            children: [handledBy, reviewedBy, approvedBy].map((by) => by ?? '—').join(' / '),
          },
          { key: 'basis', label: say('recovery.basis'), span: 3, children: recovery.basis },
          ...(comment ? [{ key: 'comment', label: say('recovery.comment'), span: 3, children: comment }] : []),
          ...(transferredTo
            ? [{ key: 'transfer', label: say('recovery.transferred'), span: 3, children: transferredTo }]
            : []),
        ]}
      />
    </Card>
  );
}

function Lines({ recovery: { id, lines } }: { recovery: RecoveryDetail }) {
  const { say, pick } = useSpeech();
  return (
    <Card size="small" className="panel no-print" title={say('recovery.lines')}>
      <Table<RecoveryLine>
        size="small"
        rowKey="id"
        aria-label={say('recovery.lines')}
        pagination={false}
        dataSource={lines}
        columns={[
          { title: '#', key: 'no', dataIndex: 'no', width: 50 },
          {
            title: say('recovery.line.kind'),
            key: 'kind',
            render: (_, { kind, deductedFrom, reversed }) => (
              <>
                {pick(recoveryLineKinds[kind])} {deductedFrom && `（${pick(deductionSources[deductedFrom])}）`}
                {reversed && <Tag>{say('recovery.line.reversed')}</Tag>}
              </>
            ),
          },
          {
            title: say('recovery.line.amount'),
            key: 'amount',
            align: 'right',
            render: (_, { amountFen }) => yuanText(amountFen),
          },
          {
            title: say('recovery.line.rest'),
            key: 'rest',
            align: 'right',
            render: (_, { outstandingFen }) => yuanText(outstandingFen),
          },
          { title: say('recovery.line.reference'), key: 'reference', render: (_, { reference }) => reference ?? '—' },
          { title: say('recovery.line.settledOn'), key: 'settledOn', dataIndex: 'settledOn' },
          { title: say('recovery.line.by'), key: 'by', render: (_, { by }) => by ?? '—' },
          { title: say('recovery.line.note'), key: 'note', render: (_, { note }) => note ?? '—' },
          {
            title: say('actionsColumn'),
            key: 'actions',
            render: (_, line) =>
              ['received', 'deducted', 'written-off'].includes(line.kind) &&
              !line.reversed && (
                <ReasonedAct
                  words={say('recovery.reverse')}
                  warning={say('recovery.reverseWarning')}
                  danger
                  act={(reason) => reverseLine(id, line.id, reason)}
                  done={() => say('recovery.done')}
                />
              ),
          },
        ]}
      />
    </Card>
  );
}
