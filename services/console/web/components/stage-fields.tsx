import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined } from '@ant-design/icons';
import { Button, Form, InputNumber, Select, Space } from 'antd';
import { useSay } from '../app/language.tsx';
import { RoleSelect } from './role-select.tsx';

/** The stages of a chain, one after the other; each may be moved and removed. */
export function StageFields() {
  const say = useSay();
  return (
    <Form.List name="stages">
      {(fields, { add, remove, move }) => (
        <>
          {fields.map(({ key, name }) => (
            <OneStage
              key={key}
              index={name}
              last={name === fields.length - 1}
              onMove={(by) => move(name, name + by)}
              onRemove={fields.length > 1 ? () => remove(name) : undefined}
            />
          ))}
          <Button className="panel" onClick={() => add({ of: 'grant-unit', workingDays: 3 })}>
            {say('catalogue.addStage')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

interface OneStageProps {
  /** Its place, from 0. */
  index: number;
  last: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: (() => void) | undefined;
}

function OneStage({ index, last, onMove, onRemove }: OneStageProps) {
  const say = useSay();
  const needed = [{ required: true, message: say('rules.needChoice') }];
  return (
    <fieldset className="part">
      <legend>{say('stage.number', { number: index + 1 })}</legend>
      <Space.Compact className="remove">
        <Button
          size="small"
          type="text"
          disabled={index === 0}
          aria-label={say('catalogue.moveUp', { number: index + 1 })}
          icon={<ArrowUpOutlined />}
          onClick={() => onMove(-1)}
        />
        <Button
          size="small"
          type="text"
          disabled={last}
          aria-label={say('catalogue.moveDown', { number: index + 1 })}
          icon={<ArrowDownOutlined />}
          onClick={() => onMove(1)}
        />
        <Button
          size="small"
          type="text"
          disabled={!onRemove}
          aria-label={say('catalogue.removeStage', { number: index + 1 })}
          icon={<CloseOutlined />}
          onClick={onRemove}
        />
      </Space.Compact>
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
