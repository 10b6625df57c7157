import type { Person, Transfer, TransferInput, TransferPreview } from '@zhiheng/contracts';
import { Alert, App, DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { orderTransfer, previewTransfer } from '../api/movements.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { ActLosses } from './act-losses.tsx';
import { CoverFields } from './cover-fields.tsx';
import { type CoverValues, coverPlanOf } from './cover-input.ts';
import { EffectsList } from './effects-list.tsx';
import { PostChoice } from './post-choice.tsx';
import { StaffingLosses } from './staffing-losses.tsx';
import { SuggestedGrants } from './suggested-grants.tsx';
import { leftToNobody, ThinlyCoveredList } from './thinly-covered-list.tsx';
import { startOfDay } from './times.ts';
import { UnitSelect } from './unit-select.tsx';

interface Values extends CoverValues {
  unit?: string | undefined;
  post?: string;
  at?: Dayjs | null;
  reason?: string;
}

function inputOf({ unit, post, at, reason, ...cover }: Values): TransferInput | undefined {
  if (!unit) return undefined;
  return {
    unit,
    ...(post?.trim() ? { post: post.trim() } : {}),
    ...(at ? { at: startOfDay(at.format('YYYY-MM-DD')) } : {}),
    ...coverPlanOf(cover),
    reason: reason?.trim() ?? '',
  };
}

interface TransferDialogProps {
  person: Person;
  open: boolean;
  onClose: () => void;
  onMoved: (transfer: Transfer) => void;
}

/** Moves somebody to another unit or post; what ends, what stays and what the new post is given is seen before. */
export function TransferDialog({ person, open, onClose, onMoved }: TransferDialogProps) {
  const say = useSay();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const unit = Form.useWatch('unit', form);
  const [coverNeeded, setCoverNeeded] = useState(false);
  const key = person.username ?? person.id;
  return (
    <ActDialog<Values, TransferInput, TransferPreview, Transfer>
      open={open}
      onClose={onClose}
      title={say('transfer.dialog', { name: person.name })}
      form={form}
      initial={{ post: person.post }}
      inputOf={inputOf}
      preview={{
        ask: async (input) => {
          const preview = await previewTransfer(key, input);
          setCoverNeeded(leftToNobody(preview.thinlyCovered));
          return preview;
        },
        show: (preview) => <Outcome person={key} preview={preview} />,
      }}
      act={(input) => orderTransfer(key, input)}
      actWords={say('transfer.submit')}
      danger
      onDone={(transfer) => {
        void message.success(say('transfer.done'));
        onMoved(transfer);
      }}
    >
      <p className="muted">{say('transfer.lead')}</p>
      <div className="pair">
        <Form.Item name="unit" label={say('transfer.unit')} rules={[{ required: true, message: say('new.needUnit') }]}>
          <UnitSelect inUse />
        </Form.Item>
        <Form.Item name="post" label={say('transfer.post')}>
          <PostChoice unit={unit} />
        </Form.Item>
        <Form.Item name="at" label={say('transfer.at')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
        >
          <Input maxLength={1000} />
        </Form.Item>
      </div>
      <CoverFields needed={coverNeeded} />
    </ActDialog>
  );
}

function Outcome({ person, preview }: { person: string; preview: TransferPreview }) {
  const { effects, suggestedGrants, staffing, losses, thinlyCovered, problem } = preview;
  return (
    <>
      {problem && (
        <Alert
          type="error"
          showIcon
          className="panel"
          title={problem.title}
          {...(problem.detail ? { description: problem.detail } : {})}
        />
      )}
      <ThinlyCoveredList duties={thinlyCovered} />
      <EffectsList effects={effects} />
      <SuggestedGrants person={person} grants={suggestedGrants} />
      <StaffingLosses losses={staffing} />
      <ActLosses losses={losses} />
    </>
  );
}
