import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ClearingReason, clearingReasons } from '@zhiheng/contracts';
import { Alert, Button, Flex, Form, Input, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import { clearDoubts } from '../api/doubts.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface Values {
  reason: ClearingReason;
  note: string;
}

/** So long it can be undone. */
const graceSeconds = 6;

/** Clearing these doubts for one reason: why, a while in which it can be undone, and what came of each. */
export function DoubtClear({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const { say, pick } = useSpeech();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const [waiting, setWaiting] = useState<Values>();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: ({ reason, note }: Values) => clearDoubts(ids, reason, note.trim()),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['doubts'] }),
    onSettled: () => setWaiting(undefined),
  });
  const left = data?.lines.filter(({ code }) => code !== null) ?? [];
  const options = Object.entries(clearingReasons).map(([value, words]) => ({ value, label: pick(words) }));
  return (
    <Modal open onCancel={onClose} footer={null} title={say('doubts.clear', { count: ids.length })}>
      {waiting && <Countdown count={ids.length} onSend={() => mutate(waiting)} onUndo={() => setWaiting(undefined)} />}
      {data && (
        <Alert
          type={left.length > 0 ? 'warning' : 'success'}
          showIcon
          title={say('doubts.clearedOf', { done: data.lines.length - left.length, left: left.length })}
          description={[...new Set(left.map(({ code }) => pick(wordsOf('problems', code ?? ''))))].join(' ')}
        />
      )}
      {!data && (
        <Form<Values> form={form} layout="vertical" disabled={isPending || waiting !== undefined} onFinish={setWaiting}>
          <Form.Item name="reason" label={say('doubts.reason')} rules={[{ required: true }]}>
            <Select autoFocus options={options} />
          </Form.Item>
          <Form.Item
            name="note"
            label={say('doubts.note')}
            extra={say('doubts.noteHint')}
            rules={[{ required: true, whitespace: true }]}
          >
            <Input.TextArea maxLength={2000} rows={2} />
          </Form.Item>
          {error && <ProblemAlert error={error} />}
          <Button type="primary" htmlType="submit" loading={isPending}>
            {say('doubts.clearOne')}
          </Button>
        </Form>
      )}
    </Modal>
  );
}

function Countdown({ count, onSend, onUndo }: { count: number; onSend: () => void; onUndo: () => void }) {
  const { say } = useSpeech();
  const [seconds, setSeconds] = useState(graceSeconds);
  useEffect(() => {
    if (seconds === 0) {
      onSend();
      return undefined;
    }
    const timer = setTimeout(() => setSeconds(seconds - 1), 1_000);
    return () => clearTimeout(timer);
  }, [seconds, onSend]);
  return (
    <Alert
      type="info"
      showIcon
      className="panel"
      title={say('doubts.toSend', { count, seconds })}
      action={
        <Flex gap={8}>
          <Button size="small" type="primary" onClick={onUndo}>
            {say('doubts.undo')}
          </Button>
          <Button size="small" onClick={onSend}>
            {say('doubts.sendNow')}
          </Button>
        </Flex>
      }
    />
  );
}
