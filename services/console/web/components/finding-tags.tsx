import {
  type FindingNature,
  type FindingState,
  findingNatures,
  findingStates,
  type RectificationState,
  rectificationStates,
} from '@zhiheng/contracts';
import { Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';

const natureColours: Record<FindingNature, string> = {
  error: 'blue',
  'control-gap': 'gold',
  violation: 'volcano',
  'suspected-fraud': 'red',
};

export function NatureTag({ nature }: { nature: FindingNature }) {
  const { pick } = useSpeech();
  return <Tag color={natureColours[nature]}>{pick(findingNatures[nature])}</Tag>;
}

/** Where a finding stands, and that it is late. */
export function FindingStateTag({ state, overdue }: { state: FindingState; overdue: boolean }) {
  const { say, pick } = useSpeech();
  return (
    <>
      <Tag color={state === 'closed' ? 'green' : 'default'}>{pick(findingStates[state])}</Tag>
      {overdue && <Tag color="red">{say('findings.overdue')}</Tag>}
    </>
  );
}

export function RectificationStateTag({ state, overdue }: { state: RectificationState; overdue: boolean }) {
  const { say, pick } = useSpeech();
  return (
    <>
      <Tag color={state === 'closed' ? 'green' : 'default'}>{pick(rectificationStates[state])}</Tag>
      {overdue && <Tag color="red">{say('findings.overdue')}</Tag>}
    </>
  );
}
