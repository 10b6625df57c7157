import { useQuery } from '@tanstack/react-query';
import type { FindingInput } from '@zhiheng/contracts';
import { App, Button, Form, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { itemsQuery } from '../api/catalogue.ts';
import { recordFinding } from '../api/findings.ts';
import { useSpeech } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { FindingFields } from './finding-fields.tsx';
import { useNames } from './names.ts';
import { UnitSelect } from './unit-select.tsx';
import { useRetryKey } from './use-retry-key.ts';

type Values = Partial<Omit<FindingInput, 'amountFen'>> & { amount?: number | null };

/** Records what an inspector has found. */
export function RecordFindingButton() {
  const { say } = useSpeech();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const retry = useRetryKey();
  const { itemName } = useNames();
  const { data: items = [] } = useQuery(itemsQuery);
  const needed = [{ required: true, message: say('new.needReason') }];
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('findings.record')}</Button>
      <ActDialog<Values, FindingInput, never, { id: string }>
        open={open}
        onClose={() => setOpen(false)}
        title={say('findings.record')}
        form={form}
        initial={{ dimension: 'procedure', nature: 'error', riskLevel: 1 }}
        inputOf={inputFrom}
        act={(input) => recordFinding(input, retry.keyOf(input))}
        actWords={say('findings.record')}
        onDone={({ id }) => {
          retry.answered();
          void message.success(say('findings.recorded'));
          void navigate(`/findings/${id}`);
        }}
      >
        <Form.Item name="unit" label={say('unit')} rules={needed}>
          <UnitSelect inUse />
        </Form.Item>
        <Form.Item name="item" label={say('item')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={items.map(({ code }) => ({ value: code, label: itemName(code) }))}
          />
        </Form.Item>
        <FindingFields />
        <Form.Item name="amount" label={say('findings.amountYuan')}>
          <InputNumber min={0} max={90_000_000_000_000} precision={2} />
        </Form.Item>
      </ActDialog>
    </>
  );
}

function inputFrom({ unit, item, dimension, nature, riskLevel, description, basis, amount }: Values) {
  if (!unit || !dimension || !nature || !riskLevel) return undefined;
  return {
    ...{ unit, dimension, nature, riskLevel },
    description: description?.trim() ?? '',
    basis: basis?.trim() ?? '',
    ...(item ? { item } : {}),
    ...(typeof amount === 'number' ? { amountFen: Math.round(amount * 100) } : {}),
  };
}
