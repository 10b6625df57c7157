import type { Permission } from '@zhiheng/contracts';
import { Form, Radio } from 'antd';
import { useSay } from '../app/language.tsx';
import { CodeField, NameFields } from './code-and-name.tsx';
import { CodesSelect } from './codes-select.tsx';
import { DutyRows } from './duty-rows.tsx';
import { PermissionChoice } from './permission-choice.tsx';
import type { RoleValues } from './role-input.ts';

const besideCases = ({ resource }: Permission): boolean => resource !== 'case';

/** What a new role is to permit: duties on items, what else some role permits, and whom it inherits from. */
export function RoleFields({ taken }: { taken: readonly string[] }) {
  const say = useSay();
  return (
    <>
      <CodeField taken={taken} />
      <NameFields />
      <Form.Item<RoleValues> name="risk" label={say('newRole.risk')}>
        <Radio.Group
          aria-label={say('newRole.risk')}
          options={[1, 2, 3].map((level) => ({ value: level, label: say('riskLevel', { level }) }))}
        />
      </Form.Item>
      <DutyRows />
      <Form.Item<RoleValues> name="further" label={say('newRole.further')} extra={say('newRole.furtherHint')}>
        <PermissionChoice offers={besideCases} />
      </Form.Item>
      <Form.Item<RoleValues> name="inherits" label={say('policy.inherits')} extra={say('newRole.needOne')}>
        <CodesSelect of="roles" />
      </Form.Item>
    </>
  );
}
