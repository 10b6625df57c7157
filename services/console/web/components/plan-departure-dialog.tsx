import type { DeparturePreview, Person, PlannedDepartureInput } from '@zhiheng/contracts';
import { App, DatePicker, Form, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { planDeparture, previewPlan } from '../api/planned-departures.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { ActLosses } from './act-losses.tsx';
import { EffectsList } from './effects-list.tsx';
import { StaffingLosses } from './staffing-losses.tsx';

interface Values {
  day?: Dayjs | null;
  kind: PlannedDepartureInput['kind'];
  reason?: string;
}

const kinds = ['resigned', 'retired', 'transferred', 'dismissed'] as const;

function inputOf({ day, kind, reason }: Values): PlannedDepartureInput | undefined {
  if (!day) return undefined;
  return { day: day.format('YYYY-MM-DD'), kind, ...(reason?.trim() ? { reason: reason.trim() } : {}) };
}

/** Somebody is to leave on a day; what lacks then is seen before. */
export function PlanDepartureDialog({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const key = person.username ?? person.id;
  return (
    <ActDialog<Values, PlannedDepartureInput, DeparturePreview>
      open={open}
      onClose={onClose}
      title={say('plan.dialog', { name: person.name })}
      form={form}
      initial={{ kind: 'resigned' }}
      inputOf={inputOf}
      preview={{
        ask: ({ day }) => previewPlan(key, day),
        show: ({ effects, staffing, losses }) => (
          <>
            <EffectsList effects={effects} />
            <StaffingLosses losses={staffing} />
            <ActLosses losses={losses} />
          </>
        ),
      }}
      act={(input) => planDeparture(key, input)}
      actWords={say('plan.submit')}
      danger
      onDone={() => void message.success(say('plan.done'))}
    >
      <p className="muted">{say('plan.lead')}</p>
      <div className="pair">
        <Form.Item name="day" label={say('plan.day')} rules={[{ required: true, message: say('plan.needDay') }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="kind" label={say('departure.kind')} rules={[{ required: true }]}>
          <Select options={kinds.map((kind) => ({ value: kind, label: say(`departure.kind.${kind}`) }))} />
        </Form.Item>
      </div>
      <Form.Item name="reason" label={say('departure.reason')}>
        <Input maxLength={1000} />
      </Form.Item>
    </ActDialog>
  );
}
