import { Alert, App, Button, Flex, Form, Input } from 'antd';
import { useState } from 'react';
import { eraseSubject, takeBackErasure } from '../api/personal.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { ActDialog } from './act-dialog.tsx';
import { TakeBackButton } from './take-back-button.tsx';

interface EraseButtonProps {
  subject: string;
  /** Who has asked for it, where it waits for a second person. */
  askedBy: string | null;
}

/** Asks for the erasure of a data subject, or confirms what another has asked for: it takes two. */
export function EraseButton({ subject, askedBy }: EraseButtonProps) {
  const say = useSay();
  const { username } = useMe();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason?: string }>();
  if (askedBy === username)
    return (
      <Flex vertical gap={4} align="start">
        <span className="muted">{say('erasure.second')}</span>
        <TakeBackButton takeBack={(reason) => takeBackErasure(subject, reason)} />
      </Flex>
    );
  const words = say(askedBy ? 'erasure.confirm' : 'erasure.ask');
  return (
    <>
      <Button danger size="small" onClick={() => setOpen(true)}>
        {words}
      </Button>
      <ActDialog<{ reason?: string }, { reason: string }, never, 'asked' | 'erased'>
        open={open}
        onClose={() => setOpen(false)}
        title={words}
        form={form}
        initial={{}}
        inputOf={({ reason }) => ({ reason: reason?.trim() ?? '' })}
        act={({ reason }) => eraseSubject(subject, reason)}
        actWords={words}
        danger
        onDone={(state) => void message.success(say(`erasure.done.${state}`))}
      >
        <Alert
          type="warning"
          showIcon
          className="panel"
          title={say(askedBy ? 'erasure.confirmWarning' : 'erasure.askWarning')}
        />
        <p className="code">{subject}</p>
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
