import type { Attachment } from '@zhiheng/contracts';
import { App, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { AttachmentFields } from './attachment-fields.tsx';
import { type AttachmentValue, attachmentsOf } from './attachment-values.ts';

interface Values {
  note?: string;
  accountability?: string;
  days?: number;
  attachments?: AttachmentValue[];
}
export interface Filled {
  note?: string;
  accountability?: string;
  days?: number;
  evidence: Attachment[];
}

interface FormActProps {
  words: string;
  /** The label of the note; absent: none is asked for. */
  note?: string | undefined;
  noteNeeded?: boolean | undefined;
  accountability?: boolean | undefined;
  /** The label of a number of working days. */
  days?: string | undefined;
  evidence?: boolean | undefined;
  danger?: boolean | undefined;
  act: (filled: Filled) => Promise<unknown>;
}

/** A button for an act on a finding or an order, with what it asks for. */
export function FormAct({
  words,
  note,
  noteNeeded,
  accountability,
  days,
  evidence,
  danger = false,
  act,
}: FormActProps) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const needed = (is: boolean | undefined) => [
    { required: is === true, whitespace: true, message: say('new.needReason') },
  ];
  return (
    <>
      <Button danger={danger} onClick={() => setOpen(true)}>
        {words}
      </Button>
      <ActDialog<Values, Filled>
        open={open}
        onClose={() => setOpen(false)}
        title={words}
        form={form}
        initial={days === undefined ? {} : { days: 5 }}
        inputOf={(values) => filledFrom(values, evidence === true)}
        act={act}
        actWords={words}
        danger={danger}
        onDone={() => void message.success(say('findings.done'))}
      >
        {days !== undefined && (
          <Form.Item name="days" label={days} rules={[{ required: true }]}>
            <InputNumber min={1} max={60} precision={0} />
          </Form.Item>
        )}
        {note !== undefined && (
          <Form.Item name="note" label={note} rules={needed(noteNeeded)}>
            <Input.TextArea rows={3} maxLength={4000} />
          </Form.Item>
        )}
        {accountability && (
          <Form.Item name="accountability" label={say('rectifications.accountability')}>
            <Input maxLength={2000} />
          </Form.Item>
        )}
        {evidence && <AttachmentFields />}
      </ActDialog>
    </>
  );
}

/** Undefined while the proof lacks that is needed. */
function filledFrom({ note, accountability, days, attachments }: Values, proof: boolean): Filled | undefined {
  const { attachments: evidence = [] } = attachmentsOf(attachments);
  if (proof && evidence.length === 0) return undefined;
  return {
    ...(note?.trim() ? { note: note.trim() } : {}),
    ...(accountability?.trim() ? { accountability: accountability.trim() } : {}),
    ...(days === undefined ? {} : { days }),
    evidence,
  };
}
