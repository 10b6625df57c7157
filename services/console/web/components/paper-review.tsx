import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Paper } from '@zhiheng/contracts';
import { App, Button, Card, Flex, Input } from 'antd';
import { useState } from 'react';
import { reviewPaper } from '../api/inspections.ts';
import { useSay } from '../app/language.tsx';
import { Field } from './field.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** The second inspector agrees, or returns the paper and says why. */
export function PaperReviewPane({ paper: { inspection, paper, version } }: { paper: Paper }) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: (outcome: 'agreed' | 'returned') =>
      reviewPaper(inspection, paper, { version, outcome, ...(reason.trim() ? { reason: reason.trim() } : {}) }),
    onSuccess: (_, outcome) => {
      void message.success(say(`paper.${outcome}`));
      void queries.invalidateQueries();
    },
  });
  return (
    <Card size="small" className="no-print">
      <Flex gap={12} align="end">
        <Button type="primary" loading={isPending} onClick={() => mutate('agreed')}>
          {say('paper.agree')}
        </Button>
        <Field label={say('paper.returnReason')} width={420}>
          {(id) => <Input id={id} maxLength={2000} value={reason} onChange={({ target }) => setReason(target.value)} />}
        </Field>
        <Button danger disabled={reason.trim() === ''} loading={isPending} onClick={() => mutate('returned')}>
          {say('paper.return')}
        </Button>
      </Flex>
      {error && <ProblemAlert error={error} />}
    </Card>
  );
}
