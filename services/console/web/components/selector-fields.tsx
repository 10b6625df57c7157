import { CloseOutlined } from '@ant-design/icons';
import { Button, Collapse, Form, Input, Select, type SelectProps } from 'antd';
import type { ReactNode } from 'react';
import { useSpeech } from '../app/language.tsx';
import type { PlainKey } from '../words/types.ts';
import { CodeChoice } from './code-choice.tsx';
import { CodesSelect } from './codes-select.tsx';
import { ItemsSelect } from './items-select.tsx';
import type { SelectorValues } from './rule-input.ts';

/** What duties may be named in a rule, the commonest first. */
const duties = [
  'handle',
  'review',
  'approve',
  'pay',
  'reconcile',
  'inspect',
  'administer-accounts',
  'administer-security',
  'administer-audit',
] as const;

interface SelectorFieldsProps {
  /** Its place in the list, from 0. */
  index: number;
  onRemove: (() => void) | undefined;
}

/** One of the things that a rule keeps apart: every condition given must hold, any of its values will do. */
export function SelectorFields({ index, onRemove }: SelectorFieldsProps) {
  const { say } = useSpeech();
  return (
    <fieldset className="part">
      <legend>{say('rules.selector', { number: index + 1 })}</legend>
      {onRemove && (
        <Button
          size="small"
          type="text"
          className="remove"
          aria-label={say('rules.removeSelector', { number: index + 1 })}
          icon={<CloseOutlined />}
          onClick={onRemove}
        />
      )}
      <div className="pair">
        <Part index={index} field="action" label="selector.action">
          <CodeChoice vocabulary="duties" codes={duties} placeholder={say('selector.any')} />
        </Part>
        <Part index={index} field="items" label="selector.items">
          <ItemsSelect placeholder={say('selector.any')} />
        </Part>
        <Part index={index} field="itemUnits" label="selector.itemUnits">
          <CodesSelect of="units" placeholder={say('selector.any')} />
        </Part>
        <Part index={index} field="exceptItems" label="selector.exceptItems">
          <ItemsSelect />
        </Part>
        <Part index={index} field="roles" label="selector.roles">
          <CodesSelect of="roles" placeholder={say('selector.any')} />
        </Part>
      </div>
      <Collapse
        ghost
        size="small"
        items={[
          // What is folded away is kept, and sent as it was.
          { key: 'more', label: say('rules.more'), forceRender: true, children: <FurtherConditions index={index} /> },
          { key: 'except', label: say('rules.exclusions'), forceRender: true, children: <Exclusions index={index} /> },
        ]}
      />
    </fieldset>
  );
}

/** What is left out of what the conditions pick; of all, where there are none. */
function Exclusions({ index }: { index: number }) {
  return (
    <div className="pair">
      <Part index={index} field="exceptAction" label="selector.exceptAction">
        <CodeChoice vocabulary="duties" codes={duties} />
      </Part>
      <Part index={index} field="exceptItemUnits" label="selector.exceptItemUnits">
        <CodesSelect of="units" />
      </Part>
      <Part index={index} field="exceptRoles" label="selector.exceptRoles">
        <CodesSelect of="roles" />
      </Part>
      <Part index={index} field="exceptInsurance" label="selector.exceptInsurance">
        <CodeChoice vocabulary="insurances" />
      </Part>
      <Part index={index} field="exceptRisk" label="selector.exceptRisk">
        <RiskChoice />
      </Part>
      <Part index={index} field="exceptChannels" label="selector.exceptChannels">
        <CodeChoice vocabulary="channels" />
      </Part>
      <Part index={index} field="exceptResource" label="selector.exceptResource">
        <CodeChoice vocabulary="things" />
      </Part>
    </div>
  );
}

/** Several risk levels. Value and change come from the field it stands in. */
function RiskChoice(field: Pick<SelectProps<number[]>, 'id' | 'value' | 'onChange' | 'placeholder'>) {
  const { say } = useSpeech();
  return (
    <Select
      {...field}
      mode="multiple"
      options={[1, 2, 3].map((level) => ({ value: level, label: say('riskLevel', { level }) }))}
    />
  );
}

function FurtherConditions({ index }: { index: number }) {
  const { say } = useSpeech();
  const any = say('selector.any');
  return (
    <div className="pair">
      <Part index={index} field="insurance" label="selector.insurance">
        <CodeChoice vocabulary="insurances" placeholder={any} />
      </Part>
      <Part index={index} field="risk" label="selector.risk">
        <RiskChoice placeholder={any} />
      </Part>
      <Part index={index} field="movesFund" label="selector.movesFund">
        <Select
          allowClear
          placeholder={any}
          options={[true, false].map((value) => ({ value, label: say(value ? 'yes' : 'no') }))}
        />
      </Part>
      <Part index={index} field="channels" label="selector.channels">
        <CodeChoice vocabulary="channels" placeholder={any} />
      </Part>
      <Part index={index} field="resource" label="selector.resource">
        <CodeChoice vocabulary="things" placeholder={any} />
      </Part>
      <span />
      <Part index={index} field="nameZh" label="selector.name">
        <Input maxLength={200} />
      </Part>
      <Part index={index} field="nameEn" label="selector.nameEn">
        <Input maxLength={200} />
      </Part>
    </div>
  );
}

interface PartProps {
  index: number;
  field: keyof SelectorValues;
  label: PlainKey;
  children: ReactNode;
}

function Part({ index, field, label, children }: PartProps) {
  const { say } = useSpeech();
  return (
    <Form.Item name={[index, field]} label={say(label)}>
      {children}
    </Form.Item>
  );
}
