import { problems, type RemovalPreview, type RetainedMonth } from '@zhiheng/contracts';
import { Alert, App, Button, Descriptions, Flex, Form, Input } from 'antd';
import { useState } from 'react';
import { previewRemoval, removeMonth, takeBackRemoval } from '../api/retention.ts';
import { useSay, useSpeech } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { ActDialog } from './act-dialog.tsx';
import { TakeBackButton } from './take-back-button.tsx';

interface Wish {
  month: string;
  reason: string;
}

/** Asks for the removal of a month whose retention is over, or confirms what another has asked for, once its effect was seen. */
export function RemoveMonthButton({ kept: { month, asked } }: { kept: RetainedMonth }) {
  const say = useSay();
  const { username } = useMe();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason?: string }>();
  if (asked?.askedBy === username)
    return (
      <Flex vertical gap={4} align="start">
        <span className="muted">{say('retention.removalSecond')}</span>
        <TakeBackButton takeBack={(reason) => takeBackRemoval(month, reason)} />
      </Flex>
    );
  const words = say(asked ? 'retention.removalConfirm' : 'retention.removalAsk');
  return (
    <>
      <Button danger size="small" onClick={() => setOpen(true)}>
        {words}
      </Button>
      <ActDialog<{ reason?: string }, Wish, RemovalPreview, 'asked' | 'removed'>
        open={open}
        onClose={() => setOpen(false)}
        title={`${words} · ${month}`}
        form={form}
        initial={{}}
        inputOf={({ reason }) => ({ month, reason: reason?.trim() ?? '' })}
        preview={{ ask: () => previewRemoval(month), show: (preview) => <Preview preview={preview} /> }}
        act={({ reason }) => removeMonth(month, reason)}
        actWords={words}
        {...(asked && { confirm: { text: month, label: say('retention.removalType', { month }) } })}
        danger
        onDone={(state) => void message.success(say(`retention.removalDone.${state}`))}
      >
        <Alert
          type="warning"
          showIcon
          className="panel"
          title={say(asked ? 'retention.removalConfirmWarning' : 'retention.removalAskWarning')}
        />
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
        >
          <Input maxLength={1000} />
        </Form.Item>
      </ActDialog>
    </>
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
