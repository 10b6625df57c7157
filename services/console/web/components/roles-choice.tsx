import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { rolesQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';

interface RolesChoiceProps {
  id?: string;
  value?: string[];
  onChange?: (roles: string[]) => void;
  /** Not offered. */
  except?: string | undefined;
  disabled?: boolean;
  placeholder?: string;
}

/** Roles in use, searchable by name and code. */
export function RolesChoice({ except, ...rest }: RolesChoiceProps) {
  const { pick } = useSpeech();
  const { data: roles = [] } = useQuery(rolesQuery);
  return (
    <Select<string[]>
      {...rest}
      mode="multiple"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={roles
        .filter(({ code, retired }) => code !== except && !retired)
        .map(({ code, name }) => ({ value: code, label: `${pick(name)} ${code}` }))}
    />
  );
}
