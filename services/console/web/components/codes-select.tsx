import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { itemsQuery, rolesQuery, unitsQuery } from '../api/catalogue.ts';
import { useNames } from './names.ts';

const queries = { units: unitsQuery, items: itemsQuery, roles: rolesQuery };
const namers = { units: 'unitName', items: 'itemName', roles: 'roleName' } as const;

interface CodesSelectProps {
  of: keyof typeof queries;
  id?: string;
  value?: string[];
  onChange?: (codes: string[]) => void;
  /** Not offered. */
  except?: string | undefined;
  disabled?: boolean;
  placeholder?: string;
}

/** Several units, items or roles, searchable by name and code: those in use, and what is chosen already though it has retired. */
export function CodesSelect({ of, value = [], onChange, except, ...rest }: CodesSelectProps) {
  // The queries differ only in what they list.
  const { data = [], isLoading } = useQuery(queries[of] as typeof unitsQuery);
  const nameOf = useNames()[namers[of]];
  return (
    <Select<string[]>
      {...rest}
      mode="multiple"
      allowClear
      value={value}
      onChange={(codes) => onChange?.(codes)}
      loading={isLoading}
      showSearch={{ optionFilterProp: 'words' }}
      options={data
        .filter(({ code, retired }) => code !== except && (!retired || value.includes(code)))
        .map(({ code }) => ({ value: code, label: nameOf(code), words: `${nameOf(code)} ${code}` }))}
    />
  );
}
