import { problems, type RemovalPreview, type RetainedMonth } from '@zhiheng/contracts';
import { Alert, Descriptions, Flex } from 'antd';
import { previewRemoval, removeMonth, takeBackRemoval } from '../api/retention.ts';
import { useSay, useSpeech } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { ReasonedAct } from './reasoned-act.tsx';
import { TakeBackButton } from './take-back-button.tsx';

/** Asks for the removal of a month whose retention is over, or confirms what another has asked for, once its effect was seen. */
export function RemoveMonthButton({ kept: { month, asked } }: { kept: RetainedMonth }) {
  const say = useSay();
  const { username } = useMe();
  if (asked?.askedBy === username)
    return (
      <Flex vertical gap={4} align="start">
        <span className="muted">{say('retention.removalSecond')}</span>
        <TakeBackButton takeBack={(reason) => takeBackRemoval(month, reason)} />
      </Flex>
    );
  const words = say(asked ? 'retention.removalConfirm' : 'retention.removalAsk');
  return (
    <ReasonedAct<RemovalPreview, 'asked' | 'removed'>
      words={words}
      title={`${words} · ${month}`}
      warning={say(asked ? 'retention.removalConfirmWarning' : 'retention.removalAskWarning')}
      danger
      preview={{ ask: () => previewRemoval(month), show: (preview) => <Preview preview={preview} /> }}
      confirm={asked ? { text: month, label: say('retention.removalType', { month }) } : undefined}
      act={(reason) => removeMonth(month, reason)}
      done={(state) => say(`retention.removalDone.${state}`)}
    />
  );
}

function Preview({ preview: { month, hindrance, goes, stays } }: { preview: RemovalPreview }) {
  const { say, pick } = useSpeech();
  return (
    <>
      {hindrance && <Alert type="error" showIcon className="panel" title={pick(problems[hindrance])} />}
      <Descriptions
        size="small"
        bordered
        column={1}
        styles={{ label: { width: 180 } }}
        items={[
          {
            key: 'goes',
            label: say('retention.goes'),
            children: say('retention.goesWhat', {
              first: month.firstIndex,
              last: month.lastIndex,
              entries: goes.entries,
              personal: goes.personal,
            }),
          },
          {
            key: 'stays',
            label: say('retention.stays'),
            children: say('retention.staysWhat', { leaves: stays.leaves, size: stays.size }),
          },
          { key: 'root', label: say('log.root'), children: <span className="code">{stays.root}</span> },
        ]}
      />
    </>
  );
}
