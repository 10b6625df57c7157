import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { Link } from 'react-router';
import { rolesQuery } from '../api/catalogue.ts';
import { useSay } from '../app/language.tsx';
import { CodesSelect } from './codes-select.tsx';
import { PermissionChoice } from './permission-choice.tsx';
import type { RequestValues } from './request-input.ts';
import { RoleSelect } from './role-select.tsx';

/** What a role is to permit and to inherit: begins with what it has; any permission that some role has can be chosen. */
export function RoleContentFields() {
  const say = useSay();
  const form = Form.useFormInstance<RequestValues>();
  const code = Form.useWatch('role', form);
  const { data: roles = [] } = useQuery(rolesQuery);
  const begin = (chosen: string) => {
    const role = roles.find((each) => each.code === chosen);
    form.setFieldsValue({
      permissions: role?.permissions.map((one) => JSON.stringify(one)) ?? [],
      inherits: role?.inherits ?? [],
    });
  };
  return (
    <>
      <Form.Item
        name="role"
        label={say('new.role')}
        extra={<Link to="/roles/new">{say('newRole.link')}</Link>}
        rules={[{ required: true, message: say('new.needRole') }]}
      >
        <RoleSelect inUse placeholder={say('new.roleHint')} onPick={begin} />
      </Form.Item>
      <Form.Item name="permissions" label={say('policy.permissions')} extra={say('policy.permissionsHint')}>
        <PermissionChoice disabled={!code} />
      </Form.Item>
      <Form.Item name="inherits" label={say('policy.inherits')}>
        <CodesSelect of="roles" disabled={!code} except={code} />
      </Form.Item>
    </>
  );
}
