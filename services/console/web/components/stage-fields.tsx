import { CloseOutlined } from '@ant-design/icons';
import { Button, Form, InputNumber, Select } from 'antd';
import { useSay } from '../app/language.tsx';
import { RoleSelect } from './role-select.tsx';

/** The stages of a chain, one after the other. */
export function StageFields() {
  const say = useSay();
  return (
    <Form.List name="stages">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <OneStage key={key} index={name} onRemove={fields.length > 1 ? () => remove(name) : undefined} />
          ))}
          <Button className="panel" onClick={() => add({ of: 'grant-unit', workingDays: 3 })}>
            {say('catalogue.addStage')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function OneStage({ index, onRemove }: { index: number; onRemove: (() => void) | undefined }) {
  const say = useSay();
  const needed = [{ required: true, message: say('rules.needChoice') }];
  return (
    <fieldset className="part">
      <legend>{say('stage.number', { number: index + 1 })}</legend>
      {onRemove && (
        <Button
          size="small"
          type="text"
          className="remove"
          aria-label={say('catalogue.removeStage', { number: index + 1 })}
          icon={<CloseOutlined />}
          onClick={onRemove}
        />
      )}
      <div className="pair">
        <Form.Item name={[index, 'by']} label={say('catalogue.by')} rules={needed}>
          <RoleSelect inUse />
        </Form.Item>
        <Form.Item name={[index, 'of']} label={say('catalogue.of')} rules={needed}>
          <Select
            options={(['grant-unit', 'centre', 'parent'] as const).map((value) => ({
              value,
              label: say(`catalogue.of.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name={[index, 'workingDays']} label={say('catalogue.workingDays')} rules={needed}>
          <InputNumber min={1} max={60} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={[index, 'quorum']} label={say('catalogue.quorum')}>
          <InputNumber min={1} max={9} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={[index, 'escalateTo']} label={say('catalogue.escalateTo')}>
          <RoleSelect inUse allowClear />
        </Form.Item>
        <Form.Item name={[index, 'atEnd']} label={say('catalogue.atEnd')}>
          <Select
            allowClear
            options={(['escalate', 'expire'] as const).map((value) => ({
              value,
              label: say(`catalogue.atEnd.${value}`),
            }))}
          />
        </Form.Item>
      </div>
    </fieldset>
  );
}
