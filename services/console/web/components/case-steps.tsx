import { useQuery } from '@tanstack/react-query';
import type { Case } from '@zhiheng/contracts';
import { Steps, Tag } from 'antd';
import { itemsQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { nameOf, nextStepOf } from './case-next.ts';
import { useList } from './lists.ts';
import { Moment } from './moment.tsx';

/** What was done on a case, in order, by whom; then what it waits for, and who may not do that. */
export function CaseSteps({ one }: { one: Case }) {
  const { say, pick } = useSpeech();
  const { data: items } = useQuery(itemsQuery);
  const next = nextStepOf(
    one,
    items?.find(({ code }) => code === one.item),
  );
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
              {nameOf(step)} · <Moment at={step.at} seconds />
              {step.note && <blockquote style={{ margin: '2px 0 2px 12px' }}>{step.note}</blockquote>}
            </>
          ),
        })),
        ...(next
          ? [
              {
                key: 'next',
                status: 'process' as const,
                title: title(next.duty, one.round),
                content: <Next {...next} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Next({ barred, bound }: { barred: string[]; bound: string | undefined }) {
  const { say } = useSpeech();
  const list = useList();
  return (
    <>
      <div>{say('case.waiting')}</div>
      {bound && <div>{say('case.bound', { person: bound })}</div>}
      {!bound && barred.length > 0 && <div className="muted">{say('case.barred', { people: list(barred) })}</div>}
    </>
  );
}
