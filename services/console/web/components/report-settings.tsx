import { reportMeasures, reportTables } from '@zhiheng/contracts';
import { Card, Form, Select } from 'antd';
import { useSpeech } from '../app/language.tsx';

/** With which figures and tables a report begins; all others stay to be chosen. */
export function ReportSettings() {
  const { say, pick } = useSpeech();
  const optionsOf = (words: Readonly<Record<string, { zh: string; en: string }>>) =>
    Object.entries(words).map(([value, text]) => ({ value, label: pick(text) }));
  return (
    <Card size="small" className="panel" title={say('controlSettings.reports')}>
      <Form.Item
        name={['reports', 'figures']}
        label={say('controlSettings.figures')}
        rules={[{ required: true, message: say('mySignIns.needed') }]}
      >
        <Select mode="multiple" options={optionsOf(reportMeasures)} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name={['reports', 'tables']} label={say('controlSettings.tables')}>
        <Select mode="multiple" options={optionsOf(reportTables)} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
    </Card>
  );
}
