import { useMutation } from '@tanstack/react-query';
import type { ClientInput, ClientWithSecret } from '@zhiheng/contracts';
import { Button, Form, Input, Select } from 'antd';
import { registerClient } from '../api/machine-clients.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { PersonSelect } from './person-select.tsx';
import { ProblemAlert } from './problem-alert.tsx';

const scopes = [
  'decide',
  'cases:write',
  'requests:write',
  'audit:read',
  'audit:write',
  'resources:write',
  'scim',
  'ssf',
];

/** Registers a machine client; its secret is told once. */
export function ClientForm({ onDone }: { onDone: (answer: ClientWithSecret) => void }) {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm<ClientInput>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ owner, description, ...input }: ClientInput) =>
      registerClient({ ...input, description: description ?? '', ...(owner ? { owner } : {}) }),
    onSuccess: (answer) => {
      form.resetFields();
      onDone(answer);
    },
  });
  const required = [{ required: true, message: say('clients.needed') }];
  return (
    <>
      <Form form={form} layout="inline" className="panel" onFinish={mutate}>
        <Form.Item name="id" label={say('clients.id')} rules={required}>
          <Input maxLength={63} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name="scopes" label={say('clients.scopes')} rules={required}>
          <Select
            mode="multiple"
            style={{ minWidth: 200 }}
            options={scopes.map((value) => ({ value, label: value }))}
          />
        </Form.Item>
        <Form.Item name="description" label={say('clients.description')}>
          <Input maxLength={500} style={{ width: 200 }} />
        </Form.Item>
        <Form.Item name="owner" label={say('clients.owner')}>
          <PersonSelect me={me} placeholder={me.username} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isPending}>
          {say('clients.register')}
        </Button>
      </Form>
      {error && <ProblemAlert error={error} />}
    </>
  );
}
