import { Form, Radio, Select } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { keyOf } from './catalogue-kinds.ts';
import type { ListedValues } from './listed-input.ts';
import { useUnitKinds } from './use-unit-kinds.ts';

const changes = ['grant', 'revoke', 'extend', 'exception', 'role-content', 'rule', 'suspension'] as const;

/** What goes through a new chain: none that has one already. */
export function ChainHeadFields({ taken }: { taken: readonly string[] }) {
  const { say, pick } = useSpeech();
  const kinds = useUnitKinds();
  const form = Form.useFormInstance<ListedValues>();
  const unused = async () => {
    const { change = 'grant', risk = 1, unitKind } = form.getFieldsValue();
    const one = { change, risk, ...(unitKind ? { unitKind } : {}), stages: [] };
    if (taken.includes(keyOf({ kind: 'chains', one }))) throw new Error(say('catalogue.chainTaken'));
  };
  return (
    <>
      <Form.Item name="change" label={say('catalogue.changeKind')}>
        <Select options={changes.map((value) => ({ value, label: say(`change.${value}`) }))} />
      </Form.Item>
      <Form.Item name="risk" label={say('risk')}>
        <Radio.Group
          aria-label={say('risk')}
          options={[1, 2, 3].map((level) => ({ value: level, label: say('riskLevel', { level }) }))}
        />
      </Form.Item>
      <Form.Item
        name="unitKind"
        label={say('catalogue.onlyKind')}
        dependencies={['change', 'risk']}
        rules={[{ validator: unused }]}
        validateFirst
      >
        <Select allowClear options={kinds.map((kind) => ({ value: kind, label: pick(wordsOf('unitKinds', kind)) }))} />
      </Form.Item>
    </>
  );
}
