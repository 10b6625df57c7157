import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CommentInput, Request } from '@zhiheng/contracts';
import { Button, Form, Input } from 'antd';
import { comment, readComments } from '../api/drafts.ts';
import { useSay } from '../app/language.tsx';
import { AttachmentFields } from './attachment-fields.tsx';
import { AttachmentList } from './attachment-list.tsx';
import { type AttachmentValue, attachmentsOf } from './attachment-values.ts';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { usePages } from './use-pages.ts';
import { useRetryKey } from './use-retry-key.ts';

/** What was said of a request beside its decisions, in its order; whoever takes part may go on while it is pending. */
export function RequestComments({ request: { id, may } }: { request: Request }) {
  const say = useSay();
  const comments = usePages(['comments', id], (cursor) => readComments(id, cursor));
  const { data = [] } = comments;
  if (data.length === 0 && !may.comment) return null;
  return (
    <section className="panel">
      <h3>{say('comments.title')}</h3>
      <ul aria-label={say('comments.title')}>
        {data.map(({ id: key, person, text, attachments, at }) => (
          <li key={key}>
            {person}{' '}
            <span className="muted">
              <Moment at={at} />
            </span>
            <div style={{ whiteSpace: 'pre-wrap' }}>{text}</div>
            {attachments.length > 0 && <AttachmentList attachments={attachments} />}
          </li>
        ))}
      </ul>
      {comments.hasNextPage && <More {...comments} count={data.length} />}
      {may.comment && <CommentForm id={id} />}
    </section>
  );
}

interface CommentValues {
  said?: string;
  attachments?: AttachmentValue[];
}

function CommentForm({ id }: { id: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const [form] = Form.useForm<CommentValues>();
  const said = Form.useWatch('said', form)?.trim();
  const { keyOf, answered } = useRetryKey();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (input: CommentInput) => comment(id, input, keyOf(input)),
    onSuccess: () => {
      answered();
      form.resetFields();
      void queries.invalidateQueries({ queryKey: ['comments', id] });
    },
  });
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={isPending}
      onFinish={({ attachments }) => said && mutate({ text: said, ...attachmentsOf(attachments) })}
    >
      <Form.Item name="said" label={say('comments.mine')}>
        <Input.TextArea rows={2} maxLength={1000} placeholder={say('comments.hint')} />
      </Form.Item>
      <AttachmentFields />
      {error && <ProblemAlert error={error} />}
      <Button htmlType="submit" disabled={!said} loading={isPending}>
        {say('comments.say')}
      </Button>
    </Form>
  );
}
