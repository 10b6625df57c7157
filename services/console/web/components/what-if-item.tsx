import { useQuery } from '@tanstack/react-query';
import type { Item, StaffingPreviewInput } from '@zhiheng/contracts';
import { Button, Form, Input, Radio, Select } from 'antd';
import { itemsQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { codePattern } from './code-pattern.ts';
import { CodesSelect } from './codes-select.tsx';
import { UnitSelect } from './unit-select.tsx';
import type { WhatIfForm } from './what-if-form.ts';

interface Values {
  kind: 'new' | 'changed';
  /** The item that changes, or that the new one is like. */
  base?: string;
  code?: string;
  unit?: string;
  duties?: string[];
  places?: string[];
  performers?: Record<string, string[] | undefined>;
}

function inputOf(items: readonly Item[], values: Values): StaffingPreviewInput | undefined {
  const base = items.find(({ code }) => code === values.base);
  const { kind, unit, duties = [], places = [], performers = {} } = values;
  const code = kind === 'new' ? values.code?.trim() : base?.code;
  if (!base || !unit || !code) return undefined;
  const { id: _, retired: __, bound, ...content } = base;
  const binding = bound?.filter((group) => group.every((duty) => duties.includes(duty))) ?? [];
  const item = { ...content, code, unit, duties, ...(binding.length > 0 ? { bound: binding } : {}) };
  return {
    ...(kind === 'new' ? { newItems: [item] } : { changedItems: [item] }),
    places: places.map((place) => ({ item: code, unit: place })),
    performers: duties.flatMap((duty) => (performers[duty] ?? []).map((role) => ({ item: code, duty, role }))),
  };
}

/** An item as it might be: its duties, where it is done, and which roles would be given them. */
export function ItemWhatIf({ onAsk, pending }: WhatIfForm) {
  const { say, pick } = useSpeech();
  const { data: all = [] } = useQuery(itemsQuery);
  const items = all.filter(({ retired }) => !retired);
  const [form] = Form.useForm<Values>();
  const { kind = 'new', duties = [] } = (Form.useWatch([], form) as Values | undefined) ?? {};
  const known = [...new Set(items.flatMap((item) => item.duties))];
  const dutyName = (duty: string) => pick(wordsOf('duties', duty));
  const begin = (code: string) => {
    const base = items.find((item) => item.code === code);
    if (base) form.setFieldsValue({ unit: base.unit, duties: base.duties });
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={{ kind: 'new' }}
      onFinish={(values) => {
        const input = inputOf(items, values);
        if (input) onAsk(input);
      }}
    >
      <Form.Item name="kind">
        <Radio.Group
          aria-label={say('whatIf.item')}
          options={(['new', 'changed'] as const).map((value) => ({ value, label: say(`whatIf.kind.${value}`) }))}
        />
      </Form.Item>
      <div className="pair">
        <Form.Item
          name="base"
          label={say(kind === 'new' ? 'whatIf.like' : 'item')}
          rules={[{ required: true, message: say('whatIf.needItem') }]}
        >
          <Select<string>
            showSearch={{ optionFilterProp: 'words' }}
            onChange={begin}
            options={items.map(({ code, name }) => ({
              value: code,
              label: pick(name),
              words: `${pick(name)} ${code}`,
            }))}
          />
        </Form.Item>
        {kind === 'new' && (
          <Form.Item
            name="code"
            label={say('whatIf.code')}
            rules={[{ required: true, pattern: codePattern, message: say('whatIf.badCode') }]}
          >
            <Input spellCheck={false} />
          </Form.Item>
        )}
      </div>
      <div className="pair">
        <Form.Item name="unit" label={say('whatIf.unit')} rules={[{ required: true, message: say('new.needUnit') }]}>
          <UnitSelect inUse />
        </Form.Item>
        <Form.Item name="places" label={say('whatIf.places')}>
          <CodesSelect of="units" />
        </Form.Item>
      </div>
      <Form.Item
        name="duties"
        label={say('whatIf.duties')}
        rules={[{ required: true, message: say('whatIf.needDuty') }]}
      >
        <Select mode="tags" options={known.map((duty) => ({ value: duty, label: dutyName(duty) }))} />
      </Form.Item>
      {duties.length > 0 && <p className="muted">{say('whatIf.performersHint')}</p>}
      <div className="pair">
        {duties.map((duty) => (
          <Form.Item key={duty} name={['performers', duty]} label={say('whatIf.performers', { duty: dutyName(duty) })}>
            <CodesSelect of="roles" />
          </Form.Item>
        ))}
      </div>
      <Button type="primary" htmlType="submit" loading={pending} style={{ marginBottom: 12 }}>
        {say('staffing.preview')}
      </Button>
    </Form>
  );
}
