import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Case } from '@zhiheng/contracts';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { cancelCase } from '../api/cases.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Cancels an open case, once why has been said. */
export function CancelCaseButton({ one: { id, reference } }: { one: Case }) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ reason }: { reason: string }) => cancelCase(id, reason.trim()),
    onSuccess: () => {
      void message.success(say('case.cancelled'));
      close();
      void queries.invalidateQueries({ queryKey: ['cases'] });
    },
  });
  function close() {
    reset();
    setOpen(false);
  }
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {say('case.cancel')}
      </Button>
      <Modal
        open={open}
        onCancel={close}
        title={say('case.cancelTitle', { reference })}
        okText={say('case.cancelSubmit')}
        cancelText={say('back')}
        okButtonProps={{ danger: true, loading: isPending }}
        onOk={() => form.submit()}
        destroyOnHidden
      >
        <Alert type="warning" showIcon className="panel" title={say('case.cancelWarning')} />
        <Form<{ reason: string }> form={form} layout="vertical" preserve={false} onFinish={(given) => mutate(given)}>
          <Form.Item
            name="reason"
            label={say('reason')}
            rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
          >
            <Input.TextArea autoFocus rows={2} maxLength={1000} />
          </Form.Item>
        </Form>
        {error && <ProblemAlert error={error} />}
      </Modal>
    </>
  );
}
