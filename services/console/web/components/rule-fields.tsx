import { Button, Form, Input, InputNumber, Radio } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { CeilingFields } from './ceiling-fields.tsx';
import { CodeField, NameFields } from './code-and-name.tsx';
import { counts, type RuleValues, ruleKinds, withinOf } from './rule-input.ts';
import { SelectorFields } from './selector-fields.tsx';

interface RuleFieldsProps {
  /** Codes that a new rule cannot have; absent: the rule is there already, and keeps its code and kind. */
  taken?: readonly string[] | undefined;
}

/** What a rule is to say. */
export function RuleFields({ taken }: RuleFieldsProps) {
  const { say } = useSpeech();
  const form = Form.useFormInstance<RuleValues>();
  const kind = Form.useWatch('kind', form) ?? 'static';
  // What another kind cannot have would be refused: its own usual place and parts instead.
  const settle = (next: RuleValues['kind']) => {
    form.setFieldValue('within', withinOf[next][0]);
    const parts = form.getFieldValue('of') as RuleValues['of'];
    if (next === 'recusal') form.setFieldValue('of', []);
    else if (counts(next) && (parts?.length ?? 0) < 2) form.setFieldValue('of', [{}, {}]);
  };
  return (
    <>
      <CodeField taken={taken} />
      <NameFields />
      <Form.Item name="kind" label={say('rules.kind')} extra={say(`rules.kindHint.${kind}`)}>
        <Radio.Group
          aria-label={say('rules.kind')}
          disabled={!taken}
          onChange={({ target }) => settle(target.value)}
          options={ruleKinds.map((value) => ({ value, label: say(`rules.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="effect" label={say('rules.effect')} extra={say('rules.effectHint')}>
        <Radio.Group
          aria-label={say('rules.effect')}
          options={(['block', 'observe'] as const).map((value) => ({ value, label: say(`rules.effect.${value}`) }))}
        />
      </Form.Item>
      {counts(kind) && <Meeting kind={kind} />}
      {kind === 'ceiling' ? <CeilingFields /> : <Selectors least={counts(kind) ? 1 : 0} />}
      <Form.Item
        name="source"
        label={say('rules.source')}
        extra={say('rules.severityHint')}
        rules={[{ required: true, whitespace: true, message: say('rules.needSource') }]}
      >
        <Input maxLength={500} placeholder={say('rules.sourceHint')} />
      </Form.Item>
    </>
  );
}

/** Where the selectors meet, within how many days, and how many of them one person may have. */
function Meeting({ kind }: { kind: RuleValues['kind'] }) {
  const { say } = useSpeech();
  const form = Form.useFormInstance<RuleValues>();
  const within = Form.useWatch('within', form);
  const selectors = Form.useWatch('of', form)?.length ?? 0;
  return (
    <>
      <Form.Item name="within" label={say('rules.within')}>
        <Radio.Group
          aria-label={say('rules.within')}
          options={withinOf[kind].map((value) => ({ value, label: say(`rules.within.${value}`) }))}
        />
      </Form.Item>
      <div className="pair">
        <Form.Item name="atMost" label={say('rules.atMostField')} rules={[{ required: true }]}>
          <InputNumber
            min={0}
            max={Math.max(0, selectors - 1)}
            precision={0}
            suffix={say('rules.ofCount', { n: selectors })}
            style={{ width: '100%' }}
          />
        </Form.Item>
        {within === 'subject' && (
          <Form.Item name="withinDays" label={say('rules.days')}>
            <InputNumber min={1} max={3660} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        )}
      </div>
    </>
  );
}

function Selectors({ least }: { least: number }) {
  const { say } = useSpeech();
  return (
    <Form.List name="of">
      {(fields, { add, remove }) => (
        <div className="panel">
          <p className="muted">{say('selector.needOne')}</p>
          {fields.map(({ key, name }) => (
            <SelectorFields key={key} index={name} onRemove={fields.length > least ? () => remove(name) : undefined} />
          ))}
          <Button onClick={() => add({})}>{say('rules.addSelector')}</Button>
        </div>
      )}
    </Form.List>
  );
}
