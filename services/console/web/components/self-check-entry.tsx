import { findingNatures, type SelfCheckForm } from '@zhiheng/contracts';
import { Button, Card, Flex, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useSpeech } from '../app/language.tsx';

interface Place {
  index: number;
  label: string;
  /** Of which a finding may be. */
  items: SelfCheckForm['groups'][number]['items'];
}

/** One answer: fine, or what is amiss, what was put right at once, what needs help, and the findings it comes to. */
export function SelfCheckEntryFields({ index, label, items }: Place) {
  const { say } = useSpeech();
  const at = (...path: (string | number)[]) => ['entries', index, ...path];
  return (
    <div className="panel">
      <Form.Item name={at('ok')} label={label} style={{ marginBottom: 8 }}>
        <Radio.Group
          aria-label={label}
          options={[
            { value: true, label: say('selfCheck.ok') },
            { value: false, label: say('selfCheck.notOk') },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={[at('ok')]}>
        {({ getFieldValue }) =>
          getFieldValue(at('ok')) === false && (
            <>
              <Form.Item
                name={at('note')}
                rules={[{ required: true, whitespace: true, message: say('selfCheck.needNote') }]}
              >
                <Input
                  maxLength={2000}
                  aria-label={`${label} · ${say('selfCheck.note')}`}
                  placeholder={say('selfCheck.note')}
                />
              </Form.Item>
              <Flex gap={8} wrap>
                <Form.Item name={at('corrected', 'what')}>
                  <Input
                    maxLength={1000}
                    placeholder={say('selfCheck.corrected')}
                    aria-label={say('selfCheck.corrected')}
                  />
                </Form.Item>
                <Form.Item name={at('corrected', 'on')}>
                  <Input type="date" aria-label={say('selfCheck.correctedOn')} />
                </Form.Item>
                <Form.Item name={at('corrected', 'by')}>
                  <Input
                    maxLength={100}
                    placeholder={say('selfCheck.correctedBy')}
                    aria-label={say('selfCheck.correctedBy')}
                  />
                </Form.Item>
                <Form.Item name={at('help')}>
                  <Input maxLength={1000} placeholder={say('selfCheck.help')} aria-label={say('selfCheck.help')} />
                </Form.Item>
              </Flex>
              <Findings index={index} items={items} />
            </>
          )
        }
      </Form.Item>
    </div>
  );
}

function Findings({ index, items }: Omit<Place, 'label'>) {
  const { say, pick } = useSpeech();
  const needed = [{ required: true, message: say('mySignIns.needed') }];
  return (
    <Form.List name={['entries', index, 'findings']}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <Card key={key} size="small" className="panel">
              <Flex gap={8} wrap>
                <Form.Item name={[name, 'description']} rules={needed}>
                  <Input
                    maxLength={2000}
                    style={{ width: 320 }}
                    placeholder={say('selfCheck.finding')}
                    aria-label={say('selfCheck.finding')}
                  />
                </Form.Item>
                <Form.Item name={[name, 'nature']} rules={needed}>
                  <Select
                    aria-label={say('selfCheck.nature')}
                    style={{ width: 140 }}
                    options={Object.entries(findingNatures).map(([value, words]) => ({ value, label: pick(words) }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'riskLevel']} rules={needed}>
                  <Select
                    aria-label={say('selfCheck.risk')}
                    style={{ width: 110 }}
                    options={[1, 2, 3].map((value) => ({ value, label: `${say('selfCheck.risk')} ${value}` }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'item']}>
                  <Select
                    allowClear
                    aria-label={say('selfCheck.figures.item')}
                    placeholder={say('selfCheck.figures.item')}
                    style={{ width: 200 }}
                    options={items.map(({ item, name: words }) => ({ value: item, label: pick(words) }))}
                  />
                </Form.Item>
                <Form.Item
                  name={[name, 'amountFen']}
                  getValueProps={(fen?: number | null) => ({ value: fen == null ? null : fen / 100 })}
                  normalize={(yuan: number | null) => (yuan === null ? null : Math.round(yuan * 100))}
                >
                  <InputNumber min={0} precision={2} prefix="¥" aria-label={say('selfCheck.amount')} />
                </Form.Item>
                <Button size="small" onClick={() => remove(name)}>
                  {say('controlSettings.remove')}
                </Button>
              </Flex>
            </Card>
          ))}
          <Button size="small" onClick={() => add({ nature: 'error', riskLevel: 1 })}>
            {say('selfCheck.addFinding')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
