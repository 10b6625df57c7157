import type { Exception } from '@zhiheng/contracts';
import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { endException } from '../api/exceptions.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';

/** Ends an exception before its time, with a reason; the service decides who may. */
export function EndExceptionButton({ exception }: { exception: Exception }) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason?: string }>();
  if (exception.state !== 'planned' && exception.state !== 'active') return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {say('exceptions.end')}
      </Button>
      <ActDialog<{ reason?: string }, { reason: string }>
        open={open}
        onClose={() => setOpen(false)}
        title={say('exceptions.endDialog', { name: exception.name, rule: exception.rule })}
        form={form}
        initial={{}}
        inputOf={({ reason }) => ({ reason: reason?.trim() ?? '' })}
        act={({ reason }) => endException(exception.id, reason)}
        actWords={say('exceptions.end')}
        danger
        onDone={() => void message.success(say('exceptions.endDone'))}
      >
        <Alert type="warning" showIcon className="panel" title={say('exceptions.endWarning')} />
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
