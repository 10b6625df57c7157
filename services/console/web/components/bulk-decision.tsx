import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BulkDecisionInput } from '@zhiheng/contracts';
import { Alert, App, Button, Input, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { decideBulk } from '../api/bulk.ts';
import { useSay } from '../app/language.tsx';
import { Field } from './field.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** One act for all requests that await my decision; what could not be decided is named. */
export function BulkDecision({ id, requests }: { id: string; requests: string[] }) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (decision: BulkDecisionInput['decision']) =>
      decideBulk(id, { decision, requests, ...(comment.trim() ? { comment: comment.trim() } : {}) }),
    onSuccess: ({ verdicts }) => {
      void message.success(say('bulk.decided', { count: verdicts.filter(({ decided }) => decided).length }));
      void queries.invalidateQueries();
    },
  });
  const refused = data?.verdicts.filter(({ decided }) => !decided) ?? [];
  return (
    <>
      {requests.length > 0 && (
        <>
          <Field label={say('inbox.comment')} width={560}>
            {(field) => (
              <Input.TextArea
                id={field}
                rows={2}
                maxLength={1000}
                value={comment}
                placeholder={say('inbox.commentHint')}
                onChange={({ target }) => setComment(target.value)}
              />
            )}
          </Field>
          <Space style={{ margin: '8px 0' }}>
            <Button type="primary" loading={isPending} onClick={() => mutate('approve')}>
              {say('bulk.approve', { count: requests.length })}
            </Button>
            <Button danger disabled={isPending || comment.trim() === ''} onClick={() => mutate('reject')}>
              {say('bulk.reject', { count: requests.length })}
            </Button>
          </Space>
        </>
      )}
      {error && <ProblemAlert error={error} />}
      {refused.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={say('bulk.undecided', { count: refused.length })}
          description={refused.map(({ request, problem }) => (
            <div key={request}>
              <Link to={`/requests/${request}`}>{say('view')}</Link> {problem?.title} {problem?.detail}
            </div>
          ))}
        />
      )}
    </>
  );
}
