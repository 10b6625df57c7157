import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RecoveryDetail, RecoveryPlan } from '@zhiheng/contracts';
import { Button, Card, Table, Tag } from 'antd';
import { confirmPlan } from '../api/recoveries.ts';
import { useSpeech } from '../app/language.tsx';
import { yuanText } from './money.ts';
import { ProblemAlert } from './problem-alert.tsx';

/** The agreement in force, a proposal that waits for a second person, and what came before. */
export function RecoveryPlans({ recovery: { id, plans } }: { recovery: RecoveryDetail }) {
  const { say } = useSpeech();
  if (plans.length === 0) return null;
  return (
    <Card size="small" className="panel no-print" title={say('recovery.plans')}>
      {plans.map((plan, at) => (
        <Plan key={plan.no} recovery={id} plan={plan} newest={at === 0} />
      ))}
    </Card>
  );
}

function Plan({ recovery, plan, newest }: { recovery: string; plan: RecoveryPlan; newest: boolean }) {
  const { say } = useSpeech();
  const queries = useQueryClient();
  const confirming = useMutation({
    mutationFn: () => confirmPlan(recovery, plan.no),
    onSuccess: () => void queries.invalidateQueries(),
  });
  const waits = newest && plan.confirmedBy === null;
  return (
    <>
      <h3>
        {say('recovery.planNo', { no: plan.no })}{' '}
        <Tag color={plan.inForce ? 'green' : waits ? 'orange' : 'default'}>
          {say(plan.inForce ? 'recovery.inForce' : waits ? 'recovery.proposed' : 'recovery.superseded')}
        </Tag>
        {waits && (
          <Button size="small" loading={confirming.isPending} onClick={() => confirming.mutate()}>
            {say('recovery.confirm')}
          </Button>
        )}
      </h3>
      {confirming.error && <ProblemAlert error={confirming.error} />}
      <Table<RecoveryPlan['instalments'][number]>
        size="small"
        rowKey="dueOn"
        aria-label={`${say('recovery.plans')} ${plan.no}`}
        pagination={false}
        dataSource={plan.instalments}
        columns={[
          { title: say('recovery.dueOn'), key: 'dueOn', dataIndex: 'dueOn' },
          {
            title: say('recovery.line.amount'),
            key: 'amount',
            align: 'right',
            render: (_, one) => yuanText(one.amountFen),
          },
          { title: say('recovery.paid'), key: 'paid', align: 'right', render: (_, one) => yuanText(one.paidFen) },
          {
            title: say('state'),
            key: 'state',
            render: (_, { overdue }) => overdue && <Tag color="red">{say('recovery.overdue')}</Tag>,
          },
        ]}
      />
    </>
  );
}
