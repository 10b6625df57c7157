import { useQuery } from '@tanstack/react-query';
import type { Permission } from '@zhiheng/contracts';
import { Form, Select } from 'antd';
import { useMemo } from 'react';
import { rolesQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import type { RequestValues } from './request-input.ts';
import { RoleSelect } from './role-select.tsx';

/** What a role is to permit and to inherit: begins with what it has; any permission that some role has can be chosen. */
export function RoleContentFields() {
  const { say, pick } = useSpeech();
  const form = Form.useFormInstance<RequestValues>();
  const code = Form.useWatch('role', form);
  const { data: roles = [] } = useQuery(rolesQuery);
  const options = useMemo(() => {
    const known = new Map(roles.flatMap(({ permissions }) => permissions).map((one) => [JSON.stringify(one), one]));
    const label = ({ action, resource, items, effect, conditions }: Permission) =>
      [
        effect === 'deny' ? say('policy.deny') : '',
        `${pick(wordsOf('duties', action))} · ${pick(wordsOf('things', resource))}`,
        items ? `(${items.join(', ')})` : '',
        conditions ? JSON.stringify(conditions) : '',
      ]
        .filter(Boolean)
        .join(' ');
    return [...known].map(([value, permission]) => ({ value, label: label(permission) }));
  }, [roles, say, pick]);
  const begin = (chosen: string) => {
    const role = roles.find((each) => each.code === chosen);
    form.setFieldsValue({
      permissions: role?.permissions.map((one) => JSON.stringify(one)) ?? [],
      inherits: role?.inherits ?? [],
    });
  };
  return (
    <>
      <Form.Item name="role" label={say('new.role')} rules={[{ required: true, message: say('new.needRole') }]}>
        <RoleSelect placeholder={say('new.roleHint')} onPick={begin} />
      </Form.Item>
      <Form.Item name="permissions" label={say('policy.permissions')} extra={say('policy.permissionsHint')}>
        <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={options} disabled={!code} />
      </Form.Item>
      <Form.Item name="inherits" label={say('policy.inherits')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          disabled={!code}
          options={roles
            .filter((each) => each.code !== code)
            .map((each) => ({ value: each.code, label: `${pick(each.name)} ${each.code}` }))}
        />
      </Form.Item>
    </>
  );
}
