import { type Person, type RetirementInput, retirementCategories } from '@zhiheng/contracts';
import { App, DatePicker, Form, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { setRetirement } from '../api/planned-departures.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';

interface Values {
  birthDate?: Dayjs | null;
  category: RetirementInput['category'];
  retiresOn?: Dayjs | null;
}

function inputOf({ birthDate, category, retiresOn }: Values): RetirementInput | undefined {
  if (!birthDate) return undefined;
  return {
    birthDate: birthDate.format('YYYY-MM-DD'),
    category,
    ...(retiresOn ? { retiresOn: retiresOn.format('YYYY-MM-DD') } : {}),
  };
}

/** Date of birth and category, by which somebody retires. What was kept before is not shown. */
export function RetirementDialog({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  return (
    <ActDialog<Values, RetirementInput, never, { retiresOn: string }>
      open={open}
      onClose={onClose}
      title={say('retirement.dialog', { name: person.name })}
      form={form}
      initial={{ category: 'man' }}
      inputOf={inputOf}
      act={(input) => setRetirement(person.username ?? person.id, input)}
      actWords={say('retirement.submit')}
      onDone={({ retiresOn }) => void message.success(say('retirement.done', { day: retiresOn }))}
    >
      <p className="muted">{say('retirement.lead')}</p>
      <div className="pair">
        <Form.Item
          name="birthDate"
          label={say('retirement.birthDate')}
          rules={[{ required: true, message: say('plan.needDay') }]}
        >
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="category" label={say('retirement.category')} rules={[{ required: true }]}>
          <Select
            options={retirementCategories.map((one) => ({ value: one, label: say(`retirement.category.${one}`) }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="retiresOn" label={say('retirement.earlier')}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </ActDialog>
  );
}
