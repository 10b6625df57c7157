import type { Hold } from '@zhiheng/contracts';
import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { releaseHold } from '../api/retention.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';

/** Lifts a hold that another has placed, once why has been said. */
export function HoldRelease({ hold: { id, document } }: { hold: Hold }) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason?: string }>();
  return (
    <>
      <Button danger size="small" onClick={() => setOpen(true)}>
        {say('hold.release')}
      </Button>
      <ActDialog<{ reason?: string }, { reason: string }>
        open={open}
        onClose={() => setOpen(false)}
        title={`${say('hold.release')} · ${document}`}
        form={form}
        initial={{}}
        inputOf={({ reason }) => ({ reason: reason?.trim() ?? '' })}
        act={({ reason }) => releaseHold(id, reason)}
        actWords={say('hold.release')}
        danger
        onDone={() => void message.success(say('hold.released'))}
      >
        <Alert type="warning" showIcon className="panel" title={say('hold.releaseWarning')} />
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
