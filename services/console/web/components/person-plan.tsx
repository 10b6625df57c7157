import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Person } from '@zhiheng/contracts';
import { App, Button, Card, Space } from 'antd';
import { useState } from 'react';
import { planQuery, takePlanBack } from '../api/planned-departures.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { DepartureRequestDialog } from './departure-request-dialog.tsx';
import { PlanDepartureDialog } from './plan-departure-dialog.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { RetirementDialog } from './retirement-dialog.tsx';

type Act = 'plan' | 'birth' | 'postpone-departure' | 'reinstate';

/** When somebody leaves, and what may be done about it; of who has left that it may be taken back. */
export function PersonPlan({ person }: { person: Person }) {
  const say = useSay();
  const me = useMe();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState<Act>();
  const { data: plan } = useQuery(planQuery(person.id));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => takePlanBack(person.username ?? person.id),
    onSuccess: () => {
      void message.success(say('plan.takenBack'));
      void queries.invalidateQueries();
    },
  });
  const onClose = () => setOpen(undefined);
  const accounts = may(me, 'administer-accounts', 'account');
  const others = person.id !== me.id;
  const button = (act: Act, words: string) => (
    <Button size="small" onClick={() => setOpen(act)}>
      {words}
    </Button>
  );
  if (person.state === 'departed')
    return (
      <Card size="small" className="panel" title={say('plan.title')}>
        {button('reinstate', say('change.reinstate'))}
        <DepartureRequestDialog change="reinstate" person={person} open={open === 'reinstate'} onClose={onClose} />
      </Card>
    );
  return (
    <Card size="small" className="panel" title={say('plan.title')}>
      <p>
        {plan
          ? say('plan.leaves', { day: plan.day, kind: say(`departure.kind.${plan.kind}`), days: plan.daysLeft })
          : say('plan.none')}
      </p>
      <Space wrap>
        {accounts && button('plan', say(plan ? 'plan.change' : 'plan.make'))}
        {accounts && plan && plan.source !== 'retirement' && (
          <Button size="small" loading={isPending} onClick={() => mutate()}>
            {say('plan.takeBack')}
          </Button>
        )}
        {accounts && button('birth', say('retirement.set'))}
        {others && plan?.source === 'retirement' && button('postpone-departure', say('change.postpone-departure'))}
      </Space>
      {error && <ProblemAlert error={error} />}
      <PlanDepartureDialog person={person} open={open === 'plan'} onClose={onClose} />
      <RetirementDialog person={person} open={open === 'birth'} onClose={onClose} />
      <DepartureRequestDialog
        change="postpone-departure"
        person={person}
        open={open === 'postpone-departure'}
        onClose={onClose}
      />
    </Card>
  );
}
