import { useQuery } from '@tanstack/react-query';
import type { Permission } from '@zhiheng/contracts';
import { Select } from 'antd';
import { useMemo } from 'react';
import { rolesQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { permissionWords } from './role-words.ts';

interface PermissionChoiceProps {
  id?: string;
  /** Permissions as JSON: they have no name of their own. */
  value?: string[];
  onChange?: (permissions: string[]) => void;
  disabled?: boolean;
  /** Which of them are offered; must stay the same function. */
  offers?: (permission: Permission) => boolean;
}

/** Permissions that some role of the centre has. */
export function PermissionChoice({ offers, ...rest }: PermissionChoiceProps) {
  const { say, pick } = useSpeech();
  const { data: roles = [] } = useQuery(rolesQuery);
  const options = useMemo(() => {
    const known = new Map(roles.flatMap(({ permissions }) => permissions).map((one) => [JSON.stringify(one), one]));
    return [...known].flatMap(([value, permission]) => {
      if (offers && !offers(permission)) return [];
      const items = permission.items ? ` (${permission.items.join(', ')})` : '';
      return [{ value, label: `${permissionWords({ say, pick }, permission)}${items}` }];
    });
  }, [roles, say, pick, offers]);
  return (
    <Select<string[]>
      {...rest}
      mode="multiple"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
    />
  );
}
