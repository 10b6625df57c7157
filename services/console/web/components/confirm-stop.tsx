import { type DoubtDetail, doubtActs, type StopConfirmation } from '@zhiheng/contracts';
import { App, Button, DatePicker, Form, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { confirmStop } from '../api/doubts.ts';
import { useSpeech } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';

interface Values {
  day?: Dayjs;
  case?: string;
  reference?: string;
}

/** Says that a benefit was stopped as ordered: since when, and by which case of its subject or which document. */
export function ConfirmStopButton({ doubt: { id, cases } }: { doubt: DoubtDetail }) {
  const { say, pick } = useSpeech();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {pick(doubtActs['confirm-stop'])}
      </Button>
      <ActDialog<Values, StopConfirmation, never, DoubtDetail>
        open={open}
        onClose={() => setOpen(false)}
        title={pick(doubtActs['confirm-stop'])}
        form={form}
        initial={{}}
        inputOf={inputFrom}
        act={(input) => confirmStop(id, input)}
        actWords={pick(doubtActs['confirm-stop'])}
        onDone={() => void message.success(say('doubts.stopConfirmed'))}
      >
        <Form.Item name="day" label={say('doubts.stoppedOn')} rules={[{ required: true }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="case" label={say('doubts.stopCase')}>
          <Select
            allowClear
            options={cases.map((one) => ({ value: one.case, label: `${one.reference} ${one.item}` }))}
          />
        </Form.Item>
        <Form.Item name="reference" label={say('doubts.stopReference')} extra={say('doubts.stopProof')}>
          <Input maxLength={200} />
        </Form.Item>
      </ActDialog>
    </>
  );
}

function inputFrom({ day, case: proof, reference }: Values): StopConfirmation | undefined {
  const named = reference?.trim();
  if (!day || (!proof && !named)) return undefined;
  return {
    stoppedOn: day.format('YYYY-MM-DD'),
    ...(proof ? { case: proof } : {}),
    ...(named ? { reference: named } : {}),
  };
}
