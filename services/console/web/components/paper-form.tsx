import { useMutation, useQueryClient } from '@tanstack/react-query';
import { findingDimensions, findingNatures, type Paper, type PaperInput, paperPoints } from '@zhiheng/contracts';
import { App, Button, Form, Input, InputNumber, Radio, Select, Space } from 'antd';
import { paperQuery, writePaper } from '../api/inspections.ts';
import { useSay, useSpeech } from '../app/language.tsx';
import { EvidenceField } from './evidence-field.tsx';
import { inputOfPaper, type PaperValues, valuesOfPaper } from './paper-values.ts';
import { ProblemAlert } from './problem-alert.tsx';

/** What the inspector finds; by keyboard it is saved and signed without leaving the fields. */
export function PaperForm({ paper }: { paper: Paper }) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<PaperValues>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (input: PaperInput) => writePaper(paper.inspection, paper.paper, input),
    onSuccess: (saved, { sign }) => {
      void message.success(say(sign ? 'paper.signed' : 'paper.saved'));
      // What is typed meanwhile stays in the fields; the next save is on top of this one.
      queries.setQueryData(paperQuery(paper.inspection, paper.paper).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['inspections'] });
    },
  });
  const save = async (sign: boolean) => {
    const values = await form.validateFields().catch(() => undefined);
    if (values) mutate(inputOfPaper(values, paper.version, sign));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const key = event.ctrlKey || event.metaKey ? event.key : '';
    if (key !== 's' && key !== 'Enter') return;
    event.preventDefault();
    void save(key === 'Enter');
  };
  return (
    <Form<PaperValues> form={form} layout="vertical" initialValues={valuesOfPaper(paper)} onKeyDown={onKeyDown}>
      {paperPoints.map((point) => (
        <Point key={point} point={point} />
      ))}
      <FindingFields />
      <Form.Item name="note" label={say('paper.remark')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      {error && <ProblemAlert error={error} />}
      <Space>
        <Button loading={isPending} onClick={() => void save(false)}>
          {say('paper.save')}
        </Button>
        <Button type="primary" loading={isPending} onClick={() => void save(true)}>
          {say('paper.sign')}
        </Button>
        <span className="muted">{say('paper.keys')}</span>
      </Space>
    </Form>
  );
}

function Point({ point }: { point: (typeof paperPoints)[number] }) {
  const say = useSay();
  const label = say(`paper.point.${point}`);
  return (
    <>
      <Form.Item
        name={['points', point, 'ok']}
        label={label}
        rules={[{ required: true, message: say('paper.needed') }]}
        style={{ marginBottom: 8 }}
      >
        <Radio.Group
          aria-label={label}
          options={[
            { value: true, label: say('paper.ok') },
            { value: false, label: say('paper.notOk') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name={['points', point, 'note']}
        dependencies={[['points', point, 'ok']]}
        style={{ marginBottom: 8 }}
        rules={[
          ({ getFieldValue }) => ({
            required: getFieldValue(['points', point, 'ok']) === false,
            whitespace: true,
            message: say('paper.needed'),
          }),
        ]}
      >
        <Input maxLength={2000} aria-label={`${label} · ${say('paper.note')}`} placeholder={say('paper.note')} />
      </Form.Item>
      <Form.Item name={['points', point, 'evidence']}>
        <EvidenceField label={`${label} · ${say('paper.evidence')}`} />
      </Form.Item>
    </>
  );
}

const wide = { width: 420 };

function FindingFields() {
  const { say, pick } = useSpeech();
  const needed = [{ required: true, whitespace: true, message: say('paper.needed') }];
  const chosen = [{ required: true, message: say('paper.needed') }];
  const optionsOf = (words: Record<string, { zh: string; en: string }>) =>
    Object.entries(words).map(([value, each]) => ({ value, label: pick(each) }));
  return (
    <Form.List name="findings">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <Space key={key} wrap align="start">
              <Form.Item name={[name, 'dimension']} label={say('paper.dimension')} rules={chosen}>
                <Select style={{ width: 140 }} options={optionsOf(findingDimensions)} />
              </Form.Item>
              <Form.Item name={[name, 'nature']} label={say('paper.nature')} rules={chosen}>
                <Select style={{ width: 140 }} options={optionsOf(findingNatures)} />
              </Form.Item>
              <Form.Item name={[name, 'riskLevel']} label={say('paper.riskLevel')} rules={chosen}>
                <Select style={{ width: 90 }} options={[1, 2, 3].map((value) => ({ value, label: value }))} />
              </Form.Item>
              <Form.Item name={[name, 'description']} label={say('paper.description')} rules={needed}>
                <Input style={wide} maxLength={2000} />
              </Form.Item>
              <Form.Item name={[name, 'basis']} label={say('paper.basis')} rules={needed}>
                <Input style={wide} maxLength={2000} />
              </Form.Item>
              <Form.Item name={[name, 'amountYuan']} label={say('paper.amount')}>
                <InputNumber min={0.01} precision={2} style={{ width: 140 }} />
              </Form.Item>
              <Form.Item label=" " colon={false}>
                <Button onClick={() => remove(name)}>{say('clear')}</Button>
              </Form.Item>
            </Space>
          ))}
          <Form.Item>
            <Button onClick={() => add({ riskLevel: 2 })}>{say('paper.addFinding')}</Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  );
}
