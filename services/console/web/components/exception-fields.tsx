import { useQuery } from '@tanstack/react-query';
import type { Me } from '@zhiheng/contracts';
import { Form, Input, Select } from 'antd';
import { rulesQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { CodesSelect } from './codes-select.tsx';
import { PersonSelect } from './person-select.tsx';

/** Which rule may be broken, on which items, what keeps it safe meanwhile, and who sees to that. */
export function ExceptionFields({ me }: { me: Me }) {
  const { say, pick } = useSpeech();
  const { data: rules = [] } = useQuery(rulesQuery);
  return (
    <>
      <Form.Item name="rule" label={say('conflicts.rule')} rules={[{ required: true, message: say('new.needRule') }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={rules.map(({ code, name }) => ({ value: code, label: pick(name) }))}
        />
      </Form.Item>
      <Form.Item name="items" label={say('new.onlyItems')}>
        <CodesSelect of="items" />
      </Form.Item>
      <Form.Item
        name="compensatingControl"
        label={say('exceptions.control')}
        rules={[{ required: true, whitespace: true, message: say('new.needControl') }]}
      >
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item
        name="controlOwner"
        label={say('exceptions.owner')}
        rules={[{ required: true, message: say('new.needOwner') }]}
      >
        <PersonSelect me={me} placeholder={say('new.beneficiaryHint')} />
      </Form.Item>
    </>
  );
}
