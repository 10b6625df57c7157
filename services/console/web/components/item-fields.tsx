import { CloseOutlined } from '@ant-design/icons';
import { Button, Form, Radio, Select } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { codesOf, wordsOf } from '../words/codes.ts';
import type { ItemTerms } from './catalogue-kinds.ts';
import { NameFields } from './code-and-name.tsx';
import { CodeChoice } from './code-choice.tsx';
import type { ListedValues } from './listed-input.ts';
import { duties as usual } from './matrix.ts';
import { UnitSelect } from './unit-select.tsx';

/** What an item is to be (`item`: as it is, unless it is new): whose it is, its duties in their order, where it may come in, what one person has to do together. */
export function ItemFields({ item }: { item?: ItemTerms }) {
  const { say, pick } = useSpeech();
  const needed = [{ required: true, message: say('rules.needChoice') }];
  return (
    <>
      <NameFields />
      <div className="pair">
        <Form.Item name="unit" label={say('unit')} rules={needed}>
          <UnitSelect inUse />
        </Form.Item>
        <Form.Item name="insurance" label={say('selector.insurance')} rules={needed}>
          <Select
            options={[...new Set([...codesOf('insurances'), item?.insurance ?? 'all'])].map((code) => ({
              value: code,
              label: pick(wordsOf('insurances', code)),
            }))}
          />
        </Form.Item>
        <Form.Item name="risk" label={say('risk')}>
          <Radio.Group
            aria-label={say('risk')}
            options={[1, 2, 3].map((level) => ({ value: level, label: say('riskLevel', { level }) }))}
          />
        </Form.Item>
        <Form.Item name="movesFund" label={say('selector.movesFund')}>
          <Radio.Group
            aria-label={say('selector.movesFund')}
            options={[true, false].map((value) => ({ value, label: say(value ? 'yes' : 'no') }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="duties" label={say('catalogue.duties')} rules={needed}>
        <CodeChoice vocabulary="duties" codes={[...new Set([...usual, ...(item?.duties ?? [])])]} />
      </Form.Item>
      <Form.Item name="channels" label={say('selector.channels')} rules={needed}>
        <CodeChoice vocabulary="channels" />
      </Form.Item>
      <BoundDuties />
    </>
  );
}

function BoundDuties() {
  const { say } = useSpeech();
  const duties = Form.useWatch('duties', Form.useFormInstance<ListedValues>()) ?? [];
  return (
    <fieldset className="part">
      <legend>{say('catalogue.bound')}</legend>
      <Form.List name="bound">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div className="row" key={key}>
                <Form.Item name={name} label={say('catalogue.group', { number: name + 1 })}>
                  <CodeChoice vocabulary="duties" codes={duties} />
                </Form.Item>
                <Button
                  type="text"
                  aria-label={say('catalogue.removeGroup', { number: name + 1 })}
                  icon={<CloseOutlined />}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button onClick={() => add([])}>{say('catalogue.addGroup')}</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
