import type { Case } from '@zhiheng/contracts';
import { Steps, Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { Moment } from './moment.tsx';

/** What was done on a case, in order, by whom; then what it waits for. */
export function CaseSteps({ one }: { one: Case }) {
  const { say, pick } = useSpeech();
  const title = (duty: string, round: number) => (
    <>
      {pick(wordsOf('duties', duty))} <Tag>{say('case.round', { round })}</Tag>
    </>
  );
  return (
    <Steps
      orientation="vertical"
      size="small"
      current={one.steps.length}
      aria-label={say('case.steps')}
      items={[
        ...one.steps.map((step) => ({
          key: step.id,
          status: 'finish' as const,
          title: (
            <>
              {title(step.duty, step.round)}
              {step.outcome === 'returned' && <Tag color="orange">{say('case.outcome.returned')}</Tag>}
            </>
          ),
          content: (
            <>
              {step.username ?? step.person} · <Moment at={step.at} seconds />
              {step.note && <blockquote style={{ margin: '2px 0 2px 12px' }}>{step.note}</blockquote>}
            </>
          ),
        })),
        ...(one.nextDuty !== null
          ? [
              {
                key: 'next',
                status: 'process' as const,
                title: title(one.nextDuty, one.round),
                content: say('case.waiting'),
              },
            ]
          : []),
      ]}
    />
  );
}
