import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';

/** What I have asked for and nobody has confirmed yet, taken back once why has been said. */
export function TakeBackButton({ takeBack }: { takeBack: (reason: string) => Promise<unknown> }) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason?: string }>();
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {say('takeBack')}
      </Button>
      <ActDialog<{ reason?: string }, { reason: string }>
        open={open}
        onClose={() => setOpen(false)}
        title={say('takeBack.title')}
        form={form}
        initial={{}}
        inputOf={({ reason }) => ({ reason: reason?.trim() ?? '' })}
        act={({ reason }) => takeBack(reason)}
        actWords={say('takeBack')}
        onDone={() => void message.success(say('takeBack.done'))}
      >
        <p className="muted">{say('takeBack.lead')}</p>
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
