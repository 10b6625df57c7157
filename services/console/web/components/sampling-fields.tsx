import { type InspectionInput, type SamplingPlan, samplingFields, samplingMethods } from '@zhiheng/contracts';
import { Form, InputNumber, Select } from 'antd';
import { useSay } from '../app/language.tsx';

/** What is filled in of a plan; what is left out goes by the settings. */
export interface SamplingValues {
  method?: SamplingPlan['method'];
  strata?: SamplingPlan['strata'];
  count?: number;
  intervalYuan?: number;
  perOperator?: number;
}

/** How is drawn: the fields of a plan, within a form. */
export function SamplingFields() {
  const say = useSay();
  const method = Form.useWatch<SamplingPlan['method'] | undefined>('method');
  return (
    <>
      <Form.Item name="method" label={say('inspection.method')}>
        <Select
          style={{ width: 220 }}
          options={samplingMethods.map((value) => ({ value, label: say(`inspection.method.${value}`) }))}
        />
      </Form.Item>
      {method === 'count' && (
        <Form.Item name="count" label={say('inspection.count')} rules={[{ required: true }]}>
          <InputNumber min={1} max={100_000} precision={0} />
        </Form.Item>
      )}
      {method === 'money' && (
        <Form.Item name="intervalYuan" label={say('inspection.interval')} rules={[{ required: true }]}>
          <InputNumber min={0.01} precision={2} style={{ width: 180 }} />
        </Form.Item>
      )}
      <Form.Item name="strata" label={say('inspection.strata')}>
        <Select
          mode="multiple"
          options={samplingFields
            .filter((field) => field !== 'risk')
            .map((value) => ({ value, label: say(`inspection.field.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="perOperator" label={say('inspection.perOperator')}>
        <InputNumber min={0} max={100} precision={0} />
      </Form.Item>
    </>
  );
}

/** The plan that is asked for. */
export function planOf({ intervalYuan, ...plan }: SamplingValues): NonNullable<InspectionInput['plan']> {
  const given = Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== undefined && value !== null));
  return { ...given, ...(typeof intervalYuan === 'number' ? { intervalFen: Math.round(intervalYuan * 100) } : {}) };
}

/** The month before this one in Shanghai. */
export function lastMonth(): string {
  const here = new Date(Date.now() + 8 * 3_600_000);
  return new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() - 1)).toISOString().slice(0, 7);
}
