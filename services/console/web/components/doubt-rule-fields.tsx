import { doubtRules } from '@zhiheng/contracts';
import { Button, Flex, Form, InputNumber, Select } from 'antd';
import { useSpeech } from '../app/language.tsx';

/** The rules whose doubts have other deadlines than the usual, and the amount from which a line of a list is one. */
export function DoubtRuleFields() {
  const { say, pick } = useSpeech();
  const needed = [{ required: true, message: say('mySignIns.needed') }];
  const rules = doubtRules.map(({ code, name }) => ({ value: code, label: pick(name) }));
  return (
    <Form.Item label={say('controlSettings.byRule')}>
      <Form.List name={['doubts', 'byRule']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <Flex key={key} gap={8} wrap align="baseline">
                <Form.Item name={[name, 'rule']} rules={needed}>
                  <Select aria-label={say('controlSettings.rule')} style={{ width: 260 }} options={rules} />
                </Form.Item>
                <Form.Item name={[name, 'verifyWorkingDays']} rules={needed}>
                  <InputNumber min={1} max={250} precision={0} aria-label={say('controlSettings.ruleDays')} />
                </Form.Item>
                {say('controlSettings.ruleDays')}
                <Form.Item
                  name={[name, 'minAmountFen']}
                  rules={needed}
                  getValueProps={(fen: number | null | undefined) => ({
                    value: fen === null || fen === undefined ? null : fen / 100,
                  })}
                  normalize={(yuan: number | null) => (yuan === null ? null : Math.round(yuan * 100))}
                >
                  <InputNumber min={0} precision={2} aria-label={say('controlSettings.minAmount')} />
                </Form.Item>
                {say('controlSettings.minAmount')}
                <Button size="small" onClick={() => remove(name)}>
                  {say('controlSettings.remove')}
                </Button>
              </Flex>
            ))}
            <Button size="small" onClick={() => add({ verifyWorkingDays: 10, minAmountFen: 0 })}>
              {say('controlSettings.addRule')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
