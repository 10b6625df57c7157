import { findingDimensions, findingNatures } from '@zhiheng/contracts';
import { Form, Input, Select } from 'antd';
import { useSpeech } from '../app/language.tsx';

/** What is wrong, of which kind, against what: asked for wherever a finding is raised. */
export function FindingFields() {
  const { say, pick } = useSpeech();
  const needed = [{ required: true, message: say('new.needReason') }];
  const options = (words: Record<string, { zh: string; en: string }>) =>
    Object.entries(words).map(([value, label]) => ({ value, label: pick(label) }));
  return (
    <>
      <Form.Item name="dimension" label={say('findings.dimension')} rules={needed}>
        <Select options={options(findingDimensions)} />
      </Form.Item>
      <Form.Item name="nature" label={say('findings.nature')} rules={needed}>
        <Select options={options(findingNatures)} />
      </Form.Item>
      <Form.Item name="riskLevel" label={say('risk')} rules={needed}>
        <Select options={[1, 2, 3].map((level) => ({ value: level, label: say('riskLevel', { level }) }))} />
      </Form.Item>
      <Form.Item name="description" label={say('findings.description')} rules={needed}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="basis" label={say('findings.basis')} rules={needed}>
        <Input maxLength={1000} />
      </Form.Item>
    </>
  );
}
