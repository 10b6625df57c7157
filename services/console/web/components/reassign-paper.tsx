import type { Paper, PaperReassignmentInput } from '@zhiheng/contracts';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { reassignPaper } from '../api/inspections.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';

/** Gives a working paper to others. */
export function ReassignPaperButton({ paper: { inspection, paper } }: { paper: Paper }) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Partial<PaperReassignmentInput>>();
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('paper.reassign')}</Button>
      <ActDialog<Partial<PaperReassignmentInput>, PaperReassignmentInput, never, Paper>
        open={open}
        onClose={() => setOpen(false)}
        title={say('paper.reassign')}
        form={form}
        initial={{}}
        inputOf={inputFrom}
        act={(input) => reassignPaper(inspection, paper, input)}
        actWords={say('paper.reassign')}
        onDone={() => void message.success(say('paper.reassigned'))}
      >
        <Form.Item name="inspector" label={say('paper.newInspector')}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="reviewer" label={say('paper.newReviewer')}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
        >
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
      </ActDialog>
    </>
  );
}

function inputFrom({ inspector, reviewer, reason }: Partial<PaperReassignmentInput>) {
  const [one, other, why] = [inspector, reviewer, reason].map((text) => text?.trim() || undefined);
  if ((!one && !other) || !why) return undefined;
  return { reason: why, ...(one ? { inspector: one } : {}), ...(other ? { reviewer: other } : {}) };
}
