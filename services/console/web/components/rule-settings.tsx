import { type ControlSettings, internalDoubtRules } from '@zhiheng/contracts';
import { Flex, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useSpeech } from '../app/language.tsx';

/** Which rules over our own data are looked for, and from what on. */
export function RuleSettings({ rules }: { rules: ControlSettings['rules'] }) {
  const { pick } = useSpeech();
  return internalDoubtRules.map(({ code, name }) => (
    <Flex key={code} gap={12} wrap align="end">
      <Form.Item name={['rules', code, 'on']} label={pick(name)} valuePropName="checked" style={{ width: 260 }}>
        <Switch />
      </Form.Item>
      {Object.entries(rules[code]?.parameters ?? {}).map(([parameter, value]) => (
        <Form.Item
          key={parameter}
          name={['rules', code, 'parameters', parameter]}
          label={parameter}
          {...(typeof value === 'boolean' ? { valuePropName: 'checked' } : {})}
        >
          {fieldFor(value)}
        </Form.Item>
      ))}
    </Flex>
  ));
}

/** A parameter is asked for as what it is. */
function fieldFor(value: unknown) {
  if (typeof value === 'number') return <InputNumber min={0} />;
  if (typeof value === 'boolean') return <Switch />;
  return Array.isArray(value) ? <Select mode="tags" style={{ minWidth: 240 }} /> : <Input />;
}
