import type { OrderedInspection, OrderedInspectionInput } from '@zhiheng/contracts';
import { Form, Input, Radio, Select } from 'antd';
import { orderInspection } from '../api/ordered-inspections.ts';
import { useSpeech } from '../app/language.tsx';
import type { Bilingual } from '../words/types.ts';
import { ActDialog } from './act-dialog.tsx';
import { lastMonth, planOf, SamplingFields, type SamplingValues } from './sampling-fields.tsx';

interface Values extends SamplingValues {
  child: string;
  kind: 'case' | 'holding';
  period: string;
  note?: string;
}
type Ordering = OrderedInspectionInput & { child: string };

interface OrderInspectionProps {
  open: boolean;
  onClose: () => void;
  centres: readonly { centre: string; name: Bilingual }[];
}

/** An inspection of a child, with its plan, which the child takes in by itself. */
export function OrderInspection({ open, onClose, centres }: OrderInspectionProps) {
  const { say, pick } = useSpeech();
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch('kind', form);
  return (
    <ActDialog<Values, Ordering, never, OrderedInspection>
      open={open}
      onClose={onClose}
      title={say('order.place')}
      form={form}
      initial={{ kind: 'case', period: lastMonth(), method: 'share', strata: ['item'] }}
      inputOf={inputOf}
      act={({ child, ...input }) => orderInspection(child, input)}
      actWords={say('order.place')}
      onDone={() => undefined}
    >
      <p className="muted">{say('order.lead')}</p>
      <Form.Item name="child" label={say('order.child')} rules={[{ required: true }]}>
        <Select
          style={{ width: 320 }}
          options={centres.map(({ centre, name }) => ({ value: centre, label: pick(name) }))}
        />
      </Form.Item>
      <Form.Item name="kind" label={say('order.kind')}>
        <Radio.Group
          onChange={({ target }) =>
            form.setFieldValue('period', target.value === 'case' ? lastMonth() : lastMonth().slice(0, 4))
          }
          options={(['case', 'holding'] as const).map((value) => ({ value, label: say(`order.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="period"
        label={say('order.period')}
        rules={[{ required: true, pattern: kind === 'holding' ? /^\d{4}$/ : /^\d{4}-\d{2}$/ }]}
      >
        <Input style={{ width: 140 }} />
      </Form.Item>
      <SamplingFields />
      <Form.Item name="note" label={say('order.note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </ActDialog>
  );
}

function inputOf({ child, kind, period, note, ...plan }: Values): Ordering | undefined {
  if (!child || !period) return undefined;
  return { child, kind, period, plan: planOf(plan), ...(note?.trim() ? { note: note.trim() } : {}) };
}
