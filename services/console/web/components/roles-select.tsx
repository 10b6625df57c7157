import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { rolesQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';

interface RolesSelectProps {
  id?: string;
  /** Codes. */
  value?: string[];
  onChange?: (roles: string[]) => void;
}

/** Several roles, searchable by name and code. */
export function RolesSelect({ value = [], onChange, ...rest }: RolesSelectProps) {
  const { pick } = useSpeech();
  const { data: roles = [], isLoading } = useQuery(rolesQuery);
  return (
    <Select<string[]>
      {...rest}
      mode="multiple"
      allowClear
      value={value}
      onChange={(codes) => onChange?.(codes)}
      loading={isLoading}
      showSearch={{ optionFilterProp: 'words' }}
      options={roles.map(({ code, name }) => ({ value: code, label: pick(name), words: `${pick(name)} ${code}` }))}
    />
  );
}
