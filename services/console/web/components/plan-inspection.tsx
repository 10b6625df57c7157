import type { InspectionInput, InspectionPreview } from '@zhiheng/contracts';
import { Alert, Form, Input, Table } from 'antd';
import { useNavigate } from 'react-router';
import { planInspection, previewInspection } from '../api/inspections.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { lastMonth, planOf, SamplingFields, type SamplingValues } from './sampling-fields.tsx';
import { useStratumWords } from './stratum-words.ts';

interface Values extends SamplingValues {
  period: string;
}

/** How a month is to be sampled; what it would draw of each stratum is seen before it is planned. */
export function PlanInspection({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useSay();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
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
      <SamplingFields />
    </ActDialog>
  );
}

function inputOf({ period, ...plan }: Values): InspectionInput | undefined {
  if (!/^\d{4}-\d{2}$/.test(period)) return undefined;
  return { period, plan: planOf(plan) };
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
