import type { Request } from '@zhiheng/contracts';
import { Alert, Descriptions } from 'antd';
import { Link } from 'react-router';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { AttachmentList } from './attachment-list.tsx';
import { Conflicts } from './conflicts.tsx';
import { useList } from './lists.ts';
import { Moment } from './moment.tsx';
import { useNames } from './names.ts';
import { Proposal } from './proposal.tsx';
import { RequestComments } from './request-comments.tsx';
import { useRequestTitle } from './request-title.ts';
import { StageSteps } from './stage-steps.tsx';
import { RequestStateTag, RiskTag } from './tags.tsx';
import { periodText } from './times.ts';

/** All of a request: what is asked, for whom, why, its conflicts, and how far the approval is. */
export function RequestFacts({ request }: { request: Request }) {
  const { say, pick } = useSpeech();
  const { unitName } = useNames();
  const list = useList();
  const titleOf = useRequestTitle();
  const { role, rule, unit, risk, state, beneficiary, beneficiaryName, requester, closedAt, failure } = request;
  return (
    <>
      {failure && (
        <Alert
          type="error"
          showIcon
          className="panel"
          title={say('request.failure', { reason: pick(wordsOf('problems', failure)) })}
        />
      )}
      <Descriptions
        size="small"
        bordered
        column={2}
        className="panel"
        items={[
          {
            key: 'change',
            label: say('change'),
            span: 2,
            children: (
              <>
                {titleOf(request)} <span className="code muted">{role ?? rule}</span> <RiskTag risk={risk} />
              </>
            ),
          },
          { key: 'for', label: say('request.beneficiary'), children: `${beneficiaryName} (${beneficiary})` },
          { key: 'unit', label: say('unit'), children: unitName(unit) },
          { key: 'by', label: say('request.requester'), children: requester },
          { key: 'state', label: say('state'), children: <RequestStateTag state={state} /> },
          { key: 'at', label: say('request.submittedAt'), children: <Moment at={request.submittedAt} /> },
          { key: 'closed', label: say('request.closedAt'), children: closedAt ? <Moment at={closedAt} /> : '—' },
          { key: 'validity', label: say('validity'), span: 2, children: periodText(request, say) },
          { key: 'reason', label: say('reason'), span: 2, children: request.reason },
          ...(request.informed.length > 0
            ? [{ key: 'informed', label: say('request.informed'), span: 2, children: list(request.informed) }]
            : []),
          ...(request.attachments.length > 0
            ? [
                {
                  key: 'attachments',
                  label: say('attachments'),
                  span: 2,
                  children: <AttachmentList attachments={request.attachments} />,
                },
              ]
            : []),
          ...(request.bulk
            ? [
                {
                  key: 'bulk',
                  label: say('inbox.bulk'),
                  span: 2,
                  children: <Link to={`/bulk/${request.bulk}`}>{say('view')}</Link>,
                },
              ]
            : []),
        ]}
      />
      <Proposal proposal={request.proposal} open={state === 'pending'} />
      {request.conflicts.length > 0 && (
        <section className="panel">
          <h3>{say('conflict.list')}</h3>
          <Conflicts conflicts={request.conflicts} further={request.furtherConflicts} />
        </section>
      )}
      <section>
        <h3>{say('request.progress')}</h3>
        <StageSteps stages={request.stages} />
      </section>
      <RequestComments request={request} />
    </>
  );
}
