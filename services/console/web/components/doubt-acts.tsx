import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  type ClearingReason,
  clearingReasons,
  type DoubtAct,
  type DoubtActInput,
  type DoubtDetail,
  doubtActs,
  plainDoubtActs,
} from '@zhiheng/contracts';
import { Button, Flex, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { actOnDoubt, assignDoubt, concludeDoubt } from '../api/doubts.ts';
import { useSpeech } from '../app/language.tsx';
import { ConfirmStopButton } from './confirm-stop.tsx';
import { PersonFilter } from './filters.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { RectifyDoubtButton } from './rectify-doubt.tsx';

const isPlain = (act: DoubtAct): act is DoubtActInput['act'] => (plainDoubtActs as readonly DoubtAct[]).includes(act);

/** What the reader may do with a doubt now: a note, and a button for each. */
export function DoubtActs({ doubt }: { doubt: DoubtDetail }) {
  const { say, pick } = useSpeech();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [assignee, setAssignee] = useState<string>();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (work: () => Promise<DoubtDetail>) => work(),
    onSuccess: (done) => {
      setNote('');
      queries.setQueryData(['doubts', doubt.id], done);
      void queries.invalidateQueries({ queryKey: ['doubts'] });
    },
  });
  if (doubt.mayDo.length === 0) return null;
  const noted = note.trim();
  return (
    <section className="panel" aria-label={say('doubts.history')}>
      {doubt.mayDo.includes('assign') && (
        <Flex gap={8} align="end">
          <PersonFilter label={say('doubts.assignTo')} value={assignee} onChange={setAssignee} />
          <Button
            disabled={!assignee}
            loading={isPending}
            onClick={() => mutate(() => assignDoubt(doubt.id, assignee ?? ''))}
          >
            {pick(doubtActs.assign)}
          </Button>
        </Flex>
      )}
      {doubt.mayDo.includes('conclude') && (
        <Conclude pending={isPending} onDone={(input) => mutate(() => concludeDoubt(doubt.id, input))} />
      )}
      {doubt.mayDo.includes('confirm-stop') && <ConfirmStopButton doubt={doubt} />}
      {doubt.mayDo.includes('rectify') && <RectifyDoubtButton doubt={doubt} />}
      {doubt.mayDo.some(isPlain) && (
        <>
          <Input.TextArea
            aria-label={say('doubts.note')}
            placeholder={say('doubts.note')}
            maxLength={2000}
            rows={2}
            value={note}
            onChange={({ target }) => setNote(target.value)}
            style={{ margin: '8px 0' }}
          />
          <Flex gap={8} wrap>
            {doubt.mayDo.filter(isPlain).map((act) => (
              <Button
                key={act}
                loading={isPending}
                danger={act === 'order-stop'}
                onClick={() => mutate(() => actOnDoubt(doubt.id, { act, ...(noted ? { note: noted } : {}) }))}
              >
                {pick(doubtActs[act])}
              </Button>
            ))}
          </Flex>
        </>
      )}
      {error && <ProblemAlert error={error} />}
    </section>
  );
}

interface Values {
  conclusion: 'confirmed' | 'cleared';
  yuan?: number;
  reason?: ClearingReason;
  note: string;
}

function Conclude({
  pending,
  onDone,
}: {
  pending: boolean;
  onDone: (input: Parameters<typeof concludeDoubt>[1]) => void;
}) {
  const { say, pick } = useSpeech();
  const [form] = Form.useForm<Values>();
  const conclusion = Form.useWatch('conclusion', form);
  const finish = ({ conclusion: how, yuan, reason, note }: Values) =>
    onDone({
      conclusion: how,
      note: note.trim(),
      ...(how === 'confirmed' ? { confirmedFen: Math.round((yuan ?? 0) * 100) } : reason ? { reason } : {}),
    });
  const required = [{ required: true }];
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      disabled={pending}
      onFinish={finish}
      initialValues={{ conclusion: 'cleared' }}
    >
      <Form.Item name="conclusion" label={say('doubts.conclusion')}>
        <Radio.Group
          options={(['confirmed', 'cleared'] as const).map((value) => ({ value, label: say(`doubts.${value}`) }))}
        />
      </Form.Item>
      {conclusion === 'confirmed' ? (
        <Form.Item name="yuan" label={say('doubts.confirmedAmount')} rules={required}>
          <InputNumber min={0} precision={2} style={{ width: 200 }} />
        </Form.Item>
      ) : (
        <Form.Item name="reason" label={say('doubts.reason')} rules={required}>
          <Select options={Object.entries(clearingReasons).map(([value, words]) => ({ value, label: pick(words) }))} />
        </Form.Item>
      )}
      <Form.Item
        name="note"
        label={say('doubts.note')}
        extra={say('doubts.noteHint')}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input.TextArea maxLength={2000} rows={2} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={pending}>
        {pick(doubtActs.conclude)}
      </Button>
    </Form>
  );
}
