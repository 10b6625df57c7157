import { Form, Select } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { codesOf, wordsOf } from '../words/codes.ts';
import type { UnitTerms } from './catalogue-kinds.ts';
import { NameFields } from './code-and-name.tsx';
import { UnitSelect } from './unit-select.tsx';
import { useUnitKinds } from './use-unit-kinds.ts';

/** What a new unit is to be. */
export function NewUnitFields() {
  const { say, pick } = useSpeech();
  const kinds = [...new Set([...codesOf('unitKinds'), ...useUnitKinds()])].filter((kind) => kind !== 'centre');
  return (
    <>
      <NameFields />
      <div className="pair">
        <Form.Item
          name="kind"
          label={say('catalogue.unitKind')}
          rules={[{ required: true, message: say('rules.needChoice') }]}
        >
          <Select options={kinds.map((kind) => ({ value: kind, label: pick(wordsOf('unitKinds', kind)) }))} />
        </Form.Item>
        <Form.Item
          name="parent"
          label={say('catalogue.parent')}
          rules={[{ required: true, message: say('new.needUnit') }]}
        >
          <UnitSelect inUse />
        </Form.Item>
      </div>
    </>
  );
}

/** What a unit is to be called and where it is to belong; the centre itself belongs nowhere. */
export function UnitFields({ unit }: { unit: UnitTerms }) {
  const { say } = useSpeech();
  return (
    <>
      <NameFields />
      {unit.parent !== null && (
        <Form.Item
          name="parent"
          label={say('catalogue.parent')}
          extra={say('catalogue.parentHint')}
          rules={[{ required: true, message: say('new.needUnit') }]}
        >
          <UnitSelect inUse except={unit.code} />
        </Form.Item>
      )}
    </>
  );
}
