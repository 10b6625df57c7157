import { Form } from 'antd';
import { useSay } from '../app/language.tsx';
import type { UnitTerms } from './catalogue-kinds.ts';
import { NameFields } from './code-and-name.tsx';
import { UnitSelect } from './unit-select.tsx';

/** What a unit is to be called and where it is to belong; the centre itself belongs nowhere. */
export function UnitFields({ unit }: { unit: UnitTerms }) {
  const say = useSay();
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
