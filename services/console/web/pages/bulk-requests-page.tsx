import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BulkInput, BulkLine } from '@zhiheng/contracts';
import { App, Button, Card, Form } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { previewBulk, submitBulk } from '../api/bulk.ts';
import { useSay } from '../app/language.tsx';
import { BulkForm, type BulkValues, bulkInputOf } from '../components/bulk-form.tsx';
import { BulkLines } from '../components/bulk-lines.tsx';
import { BulkSource } from '../components/bulk-source.tsx';
import { coverPlanOf } from '../components/cover-input.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { newKey } from '../components/request-input.ts';
import { leftToNobody } from '../components/thinly-covered-list.tsx';
import { useSettled } from '../components/use-settled.ts';

/** Many requests at once: from a file, pasted, or by post for a newcomer; previewed together, submitted together. */
export function BulkRequestsPage() {
  const say = useSay();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<BulkValues>();
  const [lines, setLines] = useState<BulkLine[]>([]);
  const values = Form.useWatch([], form) as BulkValues | undefined;
  const { mutate: ask, reset, ...preview } = useMutation({ mutationFn: previewBulk });
  // Of what is filled in below the lines only the plan of who covers is judged.
  const judged = useSettled(JSON.stringify({ ...coverPlanOf(values ?? {}), lines }), 350);
  useEffect(() => {
    const wanted = JSON.parse(judged) as Pick<BulkInput, 'lines' | 'coverPlan'>;
    if (wanted.lines.length > 0) ask({ reason: '·', ...wanted });
    else reset();
  }, [judged, ask, reset]);
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
  const outlooks = preview.data?.lines ?? [];
  const coverNeeded = outlooks.some((line) => leftToNobody(line.preview?.thinlyCovered ?? []));
  const submittable = preview.data !== undefined && (preview.data.submittable || values?.whole === false);
  const errors = [preview.error, submission.error].map(
    (error, index) =>
      error && (
        <div className="panel" key={index}>
          <ProblemAlert error={error} />
        </div>
      ),
  );
  return (
    <>
      <PageHeading title={say('bulk.title')} lead={say('bulk.lead')} />
      <Card size="small" className="panel">
        <BulkSource onLines={(more) => setLines([...lines, ...more])} />
      </Card>
      {lines.length > 0 && (
        <Card size="small" title={say('bulk.count', { count: lines.length })} aria-live="polite">
          <BulkLines
            lines={lines}
            preview={preview.data}
            onRemove={(number) => setLines(lines.filter((_, index) => index !== number - 1))}
          />
          <BulkForm
            form={form}
            removing={lines.some(({ change }) => change === 'revoke')}
            coverNeeded={coverNeeded}
            submittable={submittable && !preview.isPending}
            pending={submission.isPending}
            onSubmit={(filled) => submission.mutate(bulkInputOf(lines, filled))}
            errors={errors}
          >
            <Button
              loading={preview.isPending}
              onClick={() => ask({ reason: '·', ...coverPlanOf(values ?? {}), lines })}
            >
              {say('bulk.preview')}
            </Button>
            <Button onClick={() => setLines([])}>{say('bulk.clear')}</Button>
          </BulkForm>
        </Card>
      )}
    </>
  );
}
