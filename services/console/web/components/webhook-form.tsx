import { useMutation } from '@tanstack/react-query';
import { controlNoticeKinds, type WebhookInput, type WebhookWithSecret } from '@zhiheng/contracts';
import { Button, Form, Input, Select } from 'antd';
import { createWebhook } from '../api/webhooks.ts';
import { useSpeech } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useRetryKey } from './use-retry-key.ts';

const kinds = Object.keys(controlNoticeKinds) as WebhookInput['kinds'];

/** Registers a webhook; its secret is told once. */
export function WebhookForm({ onDone }: { onDone: (answer: WebhookWithSecret) => void }) {
  const { say, pick } = useSpeech();
  const [form] = Form.useForm<WebhookInput>();
  const keys = useRetryKey();
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ url, kinds, description }: WebhookInput) => {
      const input = { url, kinds, ...(description ? { description } : {}) };
      return createWebhook(input, keys.keyOf(input));
    },
    onSuccess: (answer) => {
      keys.answered();
      form.resetFields();
      onDone(answer);
    },
  });
  const required = [{ required: true, message: say('webhooks.needed') }];
  return (
    <>
      <Form form={form} layout="inline" className="panel" onFinish={mutate}>
        <Form.Item name="url" label={say('webhooks.url')} rules={required}>
          <Input maxLength={1000} placeholder="https://" style={{ width: 260 }} />
        </Form.Item>
        <Form.Item name="kinds" label={say('webhooks.kinds')} rules={required}>
          <Select
            mode="multiple"
            maxTagCount={2}
            optionFilterProp="label"
            style={{ minWidth: 260 }}
            options={kinds.map((value) => ({ value, label: pick(controlNoticeKinds[value]) }))}
          />
        </Form.Item>
        <Form.Item name="description" label={say('webhooks.description')}>
          <Input maxLength={500} style={{ width: 180 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isPending}>
          {say('webhooks.create')}
        </Button>
      </Form>
      {error && <ProblemAlert error={error} />}
    </>
  );
}
