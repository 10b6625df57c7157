import type { Request } from '@zhiheng/contracts';
import { Table } from 'antd';
import { Link } from 'react-router';
import { useSpeech } from '../app/language.tsx';
import { Moment } from './moment.tsx';
import { useNames } from './names.ts';
import { useRequestTitle } from './request-title.ts';
import { StageSteps } from './stage-steps.tsx';
import { RequestStateTag } from './tags.tsx';
import { WithdrawButton } from './withdraw-button.tsx';

/** Requests of one person, each folding out to its stages. */
export function RequestList({ requests, label }: { requests: readonly Request[]; label: string }) {
  const { say } = useSpeech();
  const { unitName } = useNames();
  const titleOf = useRequestTitle();
  return (
    <Table<Request>
      size="small"
      rowKey="id"
      aria-label={label}
      pagination={false}
      dataSource={[...requests]}
      expandable={{
        expandedRowRender: ({ stages }) => <StageSteps stages={stages} />,
        defaultExpandedRowKeys: requests.filter(({ state }) => state === 'pending').map(({ id }) => id),
      }}
      columns={[
        {
          title: say('change'),
          key: 'change',
          render: (_, request) => <Link to={`/requests/${request.id}`}>{titleOf(request)}</Link>,
        },
        { title: say('request.beneficiary'), key: 'beneficiary', dataIndex: 'beneficiaryName' },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        {
          title: say('request.submittedAt'),
          key: 'submittedAt',
          render: (_, { submittedAt }) => <Moment at={submittedAt} />,
        },
        { title: say('state'), key: 'state', width: 100, render: (_, { state }) => <RequestStateTag state={state} /> },
        {
          title: say('actionsColumn'),
          key: 'actions',
          width: 96,
          render: (_, request) => request.may.withdraw && <WithdrawButton request={request} />,
        },
      ]}
    />
  );
}
