import type { LeaveInput, LeavePreview, Person } from '@zhiheng/contracts';
import { App, DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { orderLeave, previewLeave } from '../api/leaves.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { ActLosses } from './act-losses.tsx';
import { EffectsList } from './effects-list.tsx';
import { useList } from './lists.ts';
import { StaffingLosses } from './staffing-losses.tsx';
import { endOfDay, startOfDay } from './times.ts';

interface Values {
  from?: Dayjs | null;
  until?: Dayjs | null;
  reason?: string;
}

function inputOf({ from, until, reason }: Values): LeaveInput | undefined {
  if (!until) return undefined;
  return {
    ...(from ? { from: startOfDay(from.format('YYYY-MM-DD')) } : {}),
    until: endOfDay(until.format('YYYY-MM-DD')),
    reason: reason?.trim() ?? '',
  };
}

/** Somebody is away for days of Shanghai, of which the last is included; what lacks meanwhile is seen before. */
export function LeaveDialog({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const key = person.username ?? person.id;
  return (
    <ActDialog<Values, LeaveInput, LeavePreview>
      open={open}
      onClose={onClose}
      title={say('leave.dialog', { name: person.name })}
      form={form}
      initial={{}}
      inputOf={inputOf}
      preview={{ ask: (input) => previewLeave(key, input), show: (preview) => <Outcome preview={preview} /> }}
      act={(input) => orderLeave(key, input)}
      actWords={say('leave.submit')}
      onDone={() => void message.success(say('leave.done'))}
    >
      <p className="muted">{say('leave.lead')}</p>
      <div className="pair">
        <Form.Item name="from" label={say('leave.from')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="until"
          label={say('deputies.until')}
          dependencies={['from']}
          rules={[
            { required: true, message: say('deputies.needUntil') },
            ({ getFieldValue }) => ({
              validator: async (_, until?: Dayjs | null) => {
                const from: Dayjs | null | undefined = getFieldValue('from');
                if (until && from && until.isBefore(from, 'day')) throw new Error(say('new.badPeriod'));
              },
            }),
          ]}
        >
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item
        name="reason"
        label={say('reason')}
        rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
      >
        <Input maxLength={1000} />
      </Form.Item>
    </ActDialog>
  );
}

function Outcome({ preview: { effects, deputies, staffing, losses } }: { preview: LeavePreview }) {
  const say = useSay();
  const list = useList();
  return (
    <>
      <p>{say('leave.deputies', { people: list(deputies) || say('none') })}</p>
      <EffectsList effects={effects} />
      <StaffingLosses losses={staffing} />
      <ActLosses losses={losses} />
    </>
  );
}
