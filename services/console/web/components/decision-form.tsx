import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Request } from '@zhiheng/contracts';
import { App, Button, Form, Input, Space } from 'antd';
import { useRef } from 'react';
import { decideRequest } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { BehalfChoice } from './behalf-choice.tsx';
import { ProblemAlert } from './problem-alert.tsx';

type Decision = 'approve' | 'reject';

/** Approve or reject the open stage; a rejection says why. */
export function DecisionForm({ request, onDecided }: { request: Request; onDecided?: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ comment?: string; onBehalfOf?: string }>();
  const chosen = useRef<Decision>('approve');
  const { mutate, isPending, error } = useMutation({
    mutationFn: (decision: Decision) => {
      const comment = form.getFieldValue('comment')?.trim();
      const onBehalfOf = form.getFieldValue('onBehalfOf');
      return decideRequest(request.id, {
        decision,
        ...(comment ? { comment } : {}),
        ...(onBehalfOf ? { onBehalfOf } : {}),
      });
    },
    onSuccess: (_, decision) => {
      void message.success(say(decision === 'approve' ? 'inbox.approved' : 'inbox.rejected'));
      void queries.invalidateQueries();
      onDecided?.();
    },
  });
  const decide = (decision: Decision) => {
    chosen.current = decision;
    form.validateFields().then(
      () => mutate(decision),
      () => form.focusField('comment'),
    );
  };
  return (
    <Form form={form} layout="vertical" disabled={isPending}>
      <BehalfChoice request={request} />
      <Form.Item
        name="comment"
        label={say('inbox.comment')}
        rules={[
          {
            validator: async (_, comment?: string) => {
              if (chosen.current === 'reject' && !comment?.trim()) throw new Error(say('inbox.commentRequired'));
            },
          },
        ]}
        validateTrigger="onSubmit"
      >
        <Input.TextArea rows={2} maxLength={1000} placeholder={say('inbox.commentHint')} />
      </Form.Item>
      {error && (
        <div className="panel">
          <ProblemAlert error={error} retry={say('reload')} onRetry={() => queries.invalidateQueries()} />
        </div>
      )}
      <Space>
        <Button type="primary" loading={isPending} onClick={() => decide('approve')}>
          {say('decision.approve')}
        </Button>
        <Button danger onClick={() => decide('reject')}>
          {say('decision.reject')}
        </Button>
      </Space>
    </Form>
  );
}
