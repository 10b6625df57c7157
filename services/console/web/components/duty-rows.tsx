import { CloseOutlined } from '@ant-design/icons';
import { Button, Form, Select } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { ItemsSelect } from './items-select.tsx';
import { duties } from './matrix.ts';
import type { RoleValues } from './role-input.ts';

/** Duties of a role, each on the items that have it. */
export function DutyRows() {
  const { say } = useSpeech();
  return (
    <fieldset className="part">
      <legend>{say('newRole.duties')}</legend>
      <Form.List name="duties">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <DutyRow key={key} index={name} onRemove={() => remove(name)} />
            ))}
            <Button onClick={() => add({})}>{say('newRole.add')}</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function DutyRow({ index, onRemove }: { index: number; onRemove: () => void }) {
  const { say, pick } = useSpeech();
  const form = Form.useFormInstance<RoleValues>();
  const duty = Form.useWatch(['duties', index, 'duty'], form);
  return (
    <div className="row">
      <Form.Item
        name={[index, 'duty']}
        label={say('newRole.duty')}
        className="narrow"
        rules={[{ required: true, message: say('newRole.needDuty') }]}
      >
        <Select
          options={duties.map((code) => ({ value: code, label: pick(wordsOf('duties', code)) }))}
          // Not every item has every duty.
          onChange={() => form.setFieldValue(['duties', index, 'items'], [])}
        />
      </Form.Item>
      <Form.Item
        name={[index, 'items']}
        label={say('newRole.items')}
        rules={[{ required: true, message: say('newRole.needItems') }]}
      >
        <ItemsSelect duty={duty} />
      </Form.Item>
      <Button
        type="text"
        aria-label={say('newRole.remove', { number: index + 1 })}
        icon={<CloseOutlined />}
        onClick={onRemove}
      />
    </div>
  );
}
