import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { approvalKinds, type ControlApproval } from '@zhiheng/contracts';
import { App, Button, Card, Flex, Popconfirm } from 'antd';
import { useParams } from 'react-router';
import { approvalQuery, decideApproval, withdrawApproval } from '../api/control-settings.ts';
import { useSpeech } from '../app/language.tsx';
import { Facts } from '../components/facts.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { ReasonedAct } from '../components/reasoned-act.tsx';
import { type SettingDifference, SettingDifferences } from '../components/setting-differences.tsx';
import { instantText } from '../components/times.ts';
import { ApprovalTag } from './control-approvals-page.tsx';

/** One thing that was put to the leadership: what it would change, and the decision. */
export function ControlApprovalPage() {
  const { id = '' } = useParams();
  const query = useQuery(approvalQuery(id));
  return <Loaded query={query}>{(approval) => <Shown approval={approval} />}</Loaded>;
}

function Shown({ approval }: { approval: ControlApproval }) {
  const { say, pick } = useSpeech();
  const { kind, state, reason, askedBy, askedAt, decidedBy, decidedAt, comment, unit } = approval;
  return (
    <>
      <PageHeading title={pick(approvalKinds[kind])} extra={<ApprovalTag state={state} />} />
      <Facts
        facts={[
          { label: say('reason'), lines: [reason] },
          { label: say('unit'), lines: [unit] },
          { label: say('controlApprovals.askedBy'), lines: [`${askedBy ?? '—'} ${instantText(askedAt)}`] },
          ...(decidedAt
            ? [{ label: say('controlApprovals.decidedBy'), lines: [`${decidedBy ?? '—'} ${instantText(decidedAt)}`] }]
            : []),
          ...(comment ? [{ label: say('controlApprovals.comment'), lines: [comment] }] : []),
        ]}
      />
      <Card size="small" className="panel" title={say('controlApprovals.proposal')}>
        <Proposal approval={approval} />
      </Card>
      <Acts approval={approval} />
    </>
  );
}

function Proposal({ approval: { proposal } }: { approval: ControlApproval }) {
  const { differences } = proposal as { differences?: SettingDifference[] };
  if (Array.isArray(differences)) return <SettingDifferences differences={differences} />;
  const facts = Object.entries(proposal).map(([label, value]) => ({
    label,
    lines: [typeof value === 'string' ? value : JSON.stringify(value)],
  }));
  return <Facts facts={facts} />;
}

function Acts({ approval: { id, mayDecide, mayWithdraw } }: { approval: ControlApproval }) {
  const { say } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (work: () => Promise<ControlApproval>) => work(),
    onSuccess: () => {
      void message.success(say('controlApprovals.done'));
      void queries.invalidateQueries();
    },
  });
  return (
    <>
      {act.error && <ProblemAlert error={act.error} />}
      <Flex gap={8} align="center">
        {mayDecide && (
          <>
            <Popconfirm
              title={say('controlApprovals.confirm')}
              onConfirm={() => act.mutate(() => decideApproval(id, { decision: 'approve' }))}
              okText={say('controlApprovals.approve')}
              cancelText={say('cancel')}
            >
              <Button type="primary" loading={act.isPending}>
                {say('controlApprovals.approve')}
              </Button>
            </Popconfirm>
            <ReasonedAct
              words={say('controlApprovals.reject')}
              danger
              act={(comment) => decideApproval(id, { decision: 'reject', comment })}
              done={() => say('controlApprovals.done')}
            />
          </>
        )}
        {mayWithdraw && (
          <Popconfirm
            title={say('controlApprovals.confirmWithdraw')}
            onConfirm={() => act.mutate(() => withdrawApproval(id))}
            okText={say('controlApprovals.withdraw')}
            cancelText={say('cancel')}
          >
            <Button loading={act.isPending}>{say('controlApprovals.withdraw')}</Button>
          </Popconfirm>
        )}
      </Flex>
    </>
  );
}
