import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { rolesQuery } from '../api/catalogue.ts';
import { useSay } from '../app/language.tsx';
import { PolicyRequest } from '../components/policy-request.tsx';
import { RoleFields } from '../components/role-fields.tsx';
import { newRole, type RoleValues, roleRequest } from '../components/role-input.ts';

/** Asks for a role that is not there yet. */
export function NewRolePage() {
  const say = useSay();
  const [form] = Form.useForm<RoleValues>();
  const { data: roles = [] } = useQuery(rolesQuery);
  return (
    <PolicyRequest
      title={say('newRole.title')}
      lead={say('newRole.lead')}
      form={form}
      initial={newRole}
      inputOf={roleRequest}
    >
      <RoleFields taken={roles.map(({ code }) => code)} />
    </PolicyRequest>
  );
}
