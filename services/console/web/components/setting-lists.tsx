import { dimensions, escalatesTo } from '@zhiheng/contracts';
import { Button, Checkbox, Flex, Form, Input, InputNumber, Select } from 'antd';
import { useSay } from '../app/language.tsx';
import type { PlainKey } from '../words/types.ts';

/** Whom what is late is taken to, and when. */
export function EscalationFields({ part }: { part: 'selfCheck' | 'rectification' | 'doubts' }) {
  const say = useSay();
  return (
    <Form.Item label={say('controlSettings.escalation')}>
      <Form.List name={[part, 'escalation']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <Flex key={key} gap={8} align="baseline">
                <Form.Item
                  name={[name, 'afterWorkingDays']}
                  rules={[{ required: true, message: say('mySignIns.needed') }]}
                >
                  <InputNumber min={1} max={250} precision={0} aria-label={say('controlSettings.afterWorkingDays')} />
                </Form.Item>
                {say('controlSettings.afterWorkingDays')}
                <Form.Item name={[name, 'to']} rules={[{ required: true, message: say('mySignIns.needed') }]}>
                  <Select
                    aria-label={say('controlSettings.to')}
                    style={{ width: 180 }}
                    options={escalatesTo.map((to) => ({ value: to, label: say(`controlSettings.to.${to}`) }))}
                  />
                </Form.Item>
                <Button size="small" onClick={() => remove(name)}>
                  {say('controlSettings.remove')}
                </Button>
              </Flex>
            ))}
            <Button size="small" onClick={() => add({})}>
              {say('controlSettings.addStep')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** The questions of the form of self-checks. */
export function QuestionFields() {
  const say = useSay();
  return (
    <Form.List name={['selfCheck', 'questions']}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <Flex key={key} gap={8} align="baseline">
              <Form.Item
                name={[name, 'id']}
                rules={[
                  { required: true, pattern: /^[a-z0-9][a-z0-9-]{0,62}$/, message: say('controlSettings.questionId') },
                ]}
              >
                <Input aria-label={say('controlSettings.questionId')} style={{ width: 150 }} />
              </Form.Item>
              <Form.Item name={[name, 'dimension']} rules={[{ required: true, message: say('mySignIns.needed') }]}>
                <Select
                  aria-label={say('controlSettings.dimension')}
                  style={{ width: 120 }}
                  options={dimensions.map((code) => ({ value: code, label: say(dimensionKey(code)) }))}
                />
              </Form.Item>
              <Form.Item
                name={[name, 'text', 'zh']}
                style={{ flex: 1 }}
                rules={[{ required: true, message: say('mySignIns.needed') }]}
              >
                <Input aria-label={say('controlSettings.questionZh')} maxLength={200} />
              </Form.Item>
              <Form.Item
                name={[name, 'text', 'en']}
                style={{ flex: 1 }}
                rules={[{ required: true, message: say('mySignIns.needed') }]}
              >
                <Input aria-label={say('controlSettings.questionEn')} maxLength={200} />
              </Form.Item>
              <Form.Item name={[name, 'perGroup']} valuePropName="checked">
                <Checkbox>{say('controlSettings.perGroup')}</Checkbox>
              </Form.Item>
              <Button size="small" onClick={() => remove(name)}>
                {say('controlSettings.remove')}
              </Button>
            </Flex>
          ))}
          <Button size="small" onClick={() => add({ dimension: 'procedure', perGroup: true })}>
            {say('controlSettings.addQuestion')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

const dimensionKey = (code: (typeof dimensions)[number]): PlainKey =>
  code === 'policy-basis' ? 'selfCheck.policyBasis' : `selfCheck.${code}`;
