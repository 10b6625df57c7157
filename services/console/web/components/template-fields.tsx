import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Radio, Select } from 'antd';
import { unitsQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { RoleSelect } from './role-select.tsx';
import type { TemplateValues } from './template-input.ts';
import { useUnitKinds } from './use-unit-kinds.ts';

/** What a post is to be given, and where. One that is there (`fixed`) keeps its post and place. */
export function TemplateFields({ fixed }: { fixed: boolean }) {
  const { say, pick } = useSpeech();
  const form = Form.useFormInstance<TemplateValues>();
  const kind = Form.useWatch('unitKind', form);
  const kinds = useUnitKinds();
  const { data: units = [] } = useQuery(unitsQuery);
  const here = units.filter((unit) => unit.kind === kind && !unit.retired);
  return (
    <>
      <Form.Item
        name="post"
        label={say('post')}
        rules={[{ required: true, whitespace: true, message: say('templates.needPost') }]}
      >
        <Input maxLength={100} disabled={fixed} />
      </Form.Item>
      <div className="pair">
        <Form.Item
          name="unitKind"
          label={say('templates.unitKind')}
          rules={[{ required: true, message: say('rules.needChoice') }]}
        >
          <Select
            disabled={fixed}
            options={kinds.map((code) => ({ value: code, label: pick(wordsOf('unitKinds', code)) }))}
            onChange={() => form.setFieldValue('unit', undefined)}
          />
        </Form.Item>
        <Form.Item name="unit" label={say('templates.unit')}>
          <Select
            allowClear
            disabled={fixed || !kind}
            placeholder={say('templates.everyUnit')}
            showSearch={{ optionFilterProp: 'label' }}
            options={here.map(({ code, name }) => ({ value: code, label: `${pick(name)} ${code}` }))}
          />
        </Form.Item>
      </div>
      <GivenRoles fixed={fixed} />
    </>
  );
}

function GivenRoles({ fixed }: { fixed: boolean }) {
  const { say } = useSpeech();
  return (
    <fieldset className="part">
      <legend>{say('templates.roles')}</legend>
      <Form.List name="roles">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <GivenRole key={key} index={name} onRemove={() => remove(name)} />
            ))}
            {fields.length === 0 && fixed && (
              <Alert type="warning" showIcon className="panel" title={say('templates.takeAway')} />
            )}
            <Button onClick={() => add({ place: 'unit' })}>{say('templates.add')}</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function GivenRole({ index, onRemove }: { index: number; onRemove: () => void }) {
  const { say } = useSpeech();
  return (
    <div className="row">
      <Form.Item name={[index, 'role']} label={say('role')} rules={[{ required: true, message: say('new.needRole') }]}>
        <RoleSelect inUse placeholder={say('new.roleHint')} />
      </Form.Item>
      <Form.Item name={[index, 'place']} label={say('templates.place')} className="narrow">
        <Radio.Group
          aria-label={say('templates.place')}
          options={(['unit', 'centre'] as const).map((value) => ({ value, label: say(`templates.place.${value}`) }))}
        />
      </Form.Item>
      <Button
        type="text"
        aria-label={say('templates.remove', { number: index + 1 })}
        icon={<CloseOutlined />}
        onClick={onRemove}
      />
    </div>
  );
}
