import { useQuery } from '@tanstack/react-query';
import type { RequestInput, RequestPreview } from '@zhiheng/contracts';
import { Alert, Spin } from 'antd';
import { useEffect, useMemo } from 'react';
import { previewQuery } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { adviceOf } from './advice.ts';
import { AttachmentList } from './attachment-list.tsx';
import { ChainTrialPane } from './chain-trial.tsx';
import { Conflicts } from './conflicts.tsx';
import { CureChoice, type CureInput } from './cure-choice.tsx';
import { LeftList } from './left-list.tsx';
import { useList } from './lists.ts';
import { LossList } from './loss-list.tsx';
import { PolicyWarnings } from './policy-warnings.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { Proposal } from './proposal.tsx';
import { isPolicyProposal } from './proposal-kinds.ts';
import { RequestInTheWay } from './request-in-the-way.tsx';
import { RoleContent } from './role-content.tsx';
import { StageSteps } from './stage-steps.tsx';
import { RiskTag } from './tags.tsx';
import { leftToNobody, ThinlyCoveredList } from './thinly-covered-list.tsx';

interface Pane {
  /** The form's input as JSON, without its reason; undefined while it is not complete. */
  judged: string | undefined;
  onSubmittable: (submittable: boolean) => void;
  /** Whether what is asked leaves a duty without a second person. */
  onCoverNeeded?: (needed: boolean) => void;
  /** Said while there is nothing to judge. */
  hint?: string;
  /** Of a change of policy: what is to end with it, and how that is chosen. */
  cure?: { chosen: CureInput; onChange: (cure: CureInput) => void };
}

/** What would become of the request: conflicts first, then the stages it would take, then what the role holds. */
export function RequestPreviewPane({ judged, onSubmittable, onCoverNeeded, hint, cure }: Pane) {
  const say = useSay();
  const input = useMemo(() => (judged ? (JSON.parse(judged) as RequestInput) : undefined), [judged]);
  const { data, error, isFetching, refetch } = useQuery(previewQuery(input));
  const submittable = data?.submittable === true && !isFetching;
  useEffect(() => onSubmittable(submittable), [submittable, onSubmittable]);
  const coverNeeded = leftToNobody(data?.thinlyCovered ?? []);
  useEffect(() => onCoverNeeded?.(coverNeeded), [coverNeeded, onCoverNeeded]);
  if (!input) return <p className="muted">{hint ?? say('new.previewHint')}</p>;
  return (
    <Spin spinning={isFetching} description={say('new.previewing')} delay={200}>
      <div style={{ minHeight: 120 }}>
        {error && <ProblemAlert error={error} onRetry={refetch} />}
        {data && <Outlook preview={data} />}
        {data && cure && takesCure(data) && <CureChoice conflicts={[...data.conflicts, ...data.adjusting]} {...cure} />}
        {input.role && input.change !== 'role-content' && <RoleContent role={input.role} />}
      </div>
    </Spin>
  );
}

function Outlook({ preview }: { preview: RequestPreview }) {
  const say = useSay();
  const list = useList();
  const { stages, risk } = preview;
  const further = furtherOf(preview);
  return (
    <>
      <Verdict preview={preview} />
      {preview.left && preview.left.length > 0 && (
        <>
          <h3>{say(preview.proposal?.kind === 'limit' ? 'limit.beyond' : 'left.list')}</h3>
          <LeftList left={preview.left} by={preview.proposal?.kind === 'limit' ? 'limit' : 'retirement'} />
        </>
      )}
      {preview.conflicts.length > 0 && <Conflicts conflicts={preview.conflicts} further={further.conflicts} />}
      {counted.map(
        ([list, title]) =>
          preview[list].length > 0 && (
            <section key={list}>
              <h3>{say(title, { count: preview[list].length + further[list] })}</h3>
              <Conflicts conflicts={preview[list]} further={further[list]} />
            </section>
          ),
      )}
      {preview.proposal && isPolicyProposal(preview.proposal) && <Proposal proposal={preview.proposal} open />}
      <PolicyWarnings warnings={preview.warnings} />
      {preview.trial && <ChainTrialPane trial={preview.trial} />}
      <ThinlyCoveredList duties={preview.thinlyCovered ?? []} />
      {preview.losses && preview.losses.length > 0 && (
        <>
          <h3>{say('staffing.losses', { count: preview.losses.length })}</h3>
          <LossList losses={preview.losses} />
        </>
      )}
      {preview.attachments.length > 0 && <AttachmentList attachments={preview.attachments} />}
      {preview.informed.length > 0 && (
        <p className="muted">{`${say('request.informed')}: ${list(preview.informed)}`}</p>
      )}
      {stages.length > 0 && (
        <section>
          <h3>
            {say('new.chain')} <RiskTag risk={risk} />
          </h3>
          <StageSteps stages={stages} planned />
        </section>
      )}
    </>
  );
}

/** Not where something retires, is taken over or put back. */
const takesCure = ({ proposal }: RequestPreview): boolean =>
  proposal?.retired === undefined && ['role', 'rule', 'item', 'unit'].includes(String(proposal?.kind));

/** The lists beside that of what is refused, each under how many there are. */
const counted = [
  ['adjusting', 'new.adjusting'],
  ['observed', 'new.observed'],
  ['resolved', 'policy.resolved'],
] as const;

const furtherOf = ({ further }: RequestPreview) => further ?? { conflicts: 0, observed: 0, adjusting: 0, resolved: 0 };

function Verdict({ preview }: { preview: RequestPreview }) {
  const say = useSay();
  const { change, conflicts, problem, submittable } = preview;
  if (conflicts.length > 0) {
    const count = conflicts.length + furtherOf(preview).conflicts;
    return <Alert type="error" showIcon className="panel" title={say('new.blocked', { count })} />;
  }
  if (problem && !submittable) {
    const advice = adviceOf(problem);
    return (
      <Alert
        type="error"
        showIcon
        className="panel"
        title={say('new.unsubmittable', { reason: problem.title })}
        description={
          <>
            {problem.detail && <div>{problem.detail}</div>}
            <RequestInTheWay id={problem.request} />
            {advice && <div>{say('whatToDo', { advice: say(advice) })}</div>}
          </>
        }
      />
    );
  }
  return (
    <Alert
      type="success"
      showIcon
      className="panel"
      title={say(change === 'grant' ? 'new.noConflict' : 'new.submittable')}
    />
  );
}
