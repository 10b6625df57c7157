import type { Certification } from '@zhiheng/contracts';
import { Progress, Tag } from 'antd';
import { useSay } from '../app/language.tsx';

/** How far a campaign is, and what has become of its holdings. */
export function CertificationProgress({ progress }: { progress: Certification['progress'] }) {
  const say = useSay();
  const { holdings, kept, removed, undecided, escalated, overdue } = progress;
  const done = holdings - undecided;
  const words = say('certification.progressOf', { done, all: holdings });
  return (
    <>
      <Progress
        size="small"
        percent={holdings === 0 ? 100 : Math.floor((done / holdings) * 100)}
        aria-label={words}
        style={{ marginBottom: 2 }}
      />
      <span className="tags">
        <Tag>{words}</Tag>
        <Tag color="green">{say('certification.kept', { count: kept })}</Tag>
        <Tag color="red">{say('certification.removed', { count: removed })}</Tag>
        {escalated > 0 && <Tag color="orange">{say('certification.escalated', { count: escalated })}</Tag>}
        {overdue > 0 && <Tag color="volcano">{say('certification.overdue', { count: overdue })}</Tag>}
      </span>
    </>
  );
}

export function CertificationStateTag({ state }: { state: Certification['state'] }) {
  const say = useSay();
  return <Tag color={state === 'open' ? 'blue' : 'green'}>{say(`certification.state.${state}`)}</Tag>;
}
