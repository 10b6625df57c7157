import { Form, Select } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { codesOf, wordsOf } from '../words/codes.ts';
import { CodeChoice } from './code-choice.tsx';
import type { RuleValues } from './rule-input.ts';
import { useUnitKinds } from './use-unit-kinds.ts';

/** The most that kinds of unit may hold: which duties, and of which channel their items must be. */
export function CeilingFields() {
  const { say, pick } = useSpeech();
  const form = Form.useFormInstance<RuleValues>();
  const chosen = Form.useWatch('unitKinds', form) ?? [];
  const kinds = useUnitKinds();
  const rules = [{ required: true, message: say('rules.needChoice') }];
  return (
    <>
      <Form.Item name="unitKinds" label={say('rules.unitKinds')} rules={rules}>
        <CodeChoice vocabulary="unitKinds" codes={kinds} />
      </Form.Item>
      <Form.Item name="allowed" label={say('rules.allowed')} rules={rules}>
        <CodeChoice vocabulary="duties" />
      </Form.Item>
      {chosen.map((kind) => (
        <Form.Item
          key={kind}
          name={['channels', kind]}
          label={say('rules.allowedChannel', { kind: pick(wordsOf('unitKinds', kind)) })}
        >
          <Select
            allowClear
            options={codesOf('channels').map((code) => ({ value: code, label: pick(wordsOf('channels', code)) }))}
          />
        </Form.Item>
      ))}
    </>
  );
}
