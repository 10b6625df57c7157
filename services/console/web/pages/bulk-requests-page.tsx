import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BulkInput, BulkLine } from '@zhiheng/contracts';
import { App, Button, Card, Checkbox, Form, Input, Space } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { previewBulk, submitBulk } from '../api/bulk.ts';
import { useSay } from '../app/language.tsx';
import { BulkLines } from '../components/bulk-lines.tsx';
import { BulkSource } from '../components/bulk-source.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { newKey } from '../components/request-input.ts';

interface Values {
  reason: string;
  whole: boolean;
}

/** Many requests at once: from a file, pasted, or by post for a newcomer; previewed together, submitted together. */
export function BulkRequestsPage() {
  const say = useSay();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const [lines, setLines] = useState<BulkLine[]>([]);
  const preview = useMutation({
    mutationFn: (wanted: BulkLine[]) => previewBulk({ reason: '·', lines: wanted }),
  });
  const become = (wanted: BulkLine[]) => {
    setLines(wanted);
    preview.reset();
    if (wanted.length > 0) preview.mutate(wanted);
  };
  const values = Form.useWatch([], form) as Values | undefined;
  const text = JSON.stringify([lines, values]);
  // Another content is another submission; the same content is a retry.
  const key = useMemo(newKey, [text]);
  const submission = useMutation({
    mutationFn: (input: BulkInput) => submitBulk(input, key),
    onSuccess: ({ id }) => {
      void message.success(say('new.submitted'));
      void queries.invalidateQueries({ queryKey: ['requests'] });
      void navigate(`/bulk/${id}`);
    },
  });
  const submittable = preview.data && (preview.data.submittable || values?.whole === false);
  return (
    <>
      <PageHeading title={say('bulk.title')} lead={say('bulk.lead')} />
      <Card size="small" className="panel">
        <BulkSource onLines={(more) => become([...lines, ...more])} />
      </Card>
      {lines.length > 0 && (
        <Card size="small" title={say('bulk.count', { count: lines.length })} aria-live="polite">
          <BulkLines
            lines={lines}
            preview={preview.data}
            onRemove={(number) => become(lines.filter((_, index) => index !== number - 1))}
          />
          <Form<Values>
            form={form}
            layout="vertical"
            initialValues={{ whole: true }}
            style={{ marginTop: 16 }}
            onFinish={({ reason, whole }) => submission.mutate({ reason: reason.trim(), whole, lines })}
          >
            <Form.Item
              name="reason"
              label={say('reason')}
              rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
            >
              <Input.TextArea rows={2} maxLength={1000} placeholder={say('new.reasonHint')} />
            </Form.Item>
            <Form.Item name="whole" valuePropName="checked">
              <Checkbox>{say('bulk.whole')}</Checkbox>
            </Form.Item>
            {[preview.error, submission.error].map(
              (error, index) =>
                error && (
                  <div className="panel" key={index}>
                    <ProblemAlert error={error} />
                  </div>
                ),
            )}
            <Space>
              <Button type="primary" htmlType="submit" disabled={!submittable} loading={submission.isPending}>
                {say('bulk.submit')}
              </Button>
              <Button loading={preview.isPending} onClick={() => preview.mutate(lines)}>
                {say('bulk.preview')}
              </Button>
              <Button onClick={() => become([])}>{say('bulk.clear')}</Button>
            </Space>
          </Form>
        </Card>
      )}
    </>
  );
}
