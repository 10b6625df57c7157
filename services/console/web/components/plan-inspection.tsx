import {
  type InspectionInput,
  type InspectionPreview,
  type SamplingPlan,
  samplingFields,
  samplingMethods,
} from '@zhiheng/contracts';
import { Alert, Form, Input, InputNumber, Select, Table } from 'antd';
import { useNavigate } from 'react-router';
import { planInspection, previewInspection } from '../api/inspections.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { useStratumWords } from './stratum-words.ts';

interface Values {
  period: string;
  method?: SamplingPlan['method'];
  strata?: SamplingPlan['strata'];
  count?: number;
  intervalYuan?: number;
  perOperator?: number;
}

/** How a month is to be sampled; what it would draw of each stratum is seen before it is planned. */
export function PlanInspection({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useSay();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const method = Form.useWatch('method', form);
  return (
    <ActDialog<Values, InspectionInput, InspectionPreview, { id: string }>
      open={open}
      onClose={onClose}
      title={say('inspection.plan')}
      form={form}
      initial={{ period: lastMonth(), method: 'share', strata: ['item'] }}
      inputOf={inputOf}
      preview={{ ask: previewInspection, show: (preview) => <Preview preview={preview} /> }}
      act={planInspection}
      actWords={say('inspection.plan')}
      onDone={({ id }) => void navigate(`/inspections/${id}`)}
    >
      <p className="muted">{say('inspection.defaults')}</p>
      <Form.Item name="period" label={say('inspection.period')} rules={[{ required: true, pattern: /^\d{4}-\d{2}$/ }]}>
        <Input style={{ width: 140 }} placeholder="2026-10" />
      </Form.Item>
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
    </ActDialog>
  );
}

function inputOf({ period, intervalYuan, ...plan }: Values): InspectionInput | undefined {
  if (!/^\d{4}-\d{2}$/.test(period)) return undefined;
  const given = Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== undefined && value !== null));
  return {
    period,
    plan: { ...given, ...(typeof intervalYuan === 'number' ? { intervalFen: Math.round(intervalYuan * 100) } : {}) },
  };
}

function Preview({
  preview: { members, must, drawn, expectedByMoney: money, strata, plan },
}: {
  preview: InspectionPreview;
}) {
  const say = useSay();
  const wordsOf = useStratumWords(plan);
  return (
    <>
      <Alert
        type="info"
        showIcon
        className="panel"
        title={say('inspection.previewed', { members, must, drawn, money })}
      />
      <Table
        size="small"
        rowKey={({ facts }) => facts.join(' ')}
        aria-label={say('inspection.strata')}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={strata}
        columns={[
          { title: say('inspection.stratum'), key: 'facts', render: (_, { facts }) => wordsOf(facts) },
          { title: say('inspection.members'), dataIndex: 'members', align: 'right' },
          { title: say('inspection.drawnOf'), dataIndex: 'drawn', align: 'right' },
        ]}
      />
    </>
  );
}

/** The month before this one in Shanghai. */
function lastMonth(): string {
  const here = new Date(Date.now() + 8 * 3_600_000);
  return new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() - 1)).toISOString().slice(0, 7);
}
