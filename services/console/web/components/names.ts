import { useQuery } from '@tanstack/react-query';
import type { Item, Role, Unit } from '@zhiheng/contracts';
import { useMemo } from 'react';
import { itemsQuery, rolesQuery, unitsQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';

export interface Names {
  unitName: (code: string) => string;
  itemName: (code: string) => string;
  roleName: (code: string) => string;
}

/** What codes are called, what has retired marked so; the code itself while the catalogue is on its way. */
export function useNames(): Names {
  const { say, language } = useSpeech();
  const { data: units } = useQuery(unitsQuery);
  const { data: items } = useQuery(itemsQuery);
  const { data: roles } = useQuery(rolesQuery);
  return useMemo(() => {
    const namer = (rows: readonly (Unit | Item | Role)[] = []) => {
      const nameOf = ({ name, retired }: Unit | Item | Role) =>
        retired ? say('retiredName', { name: name[language] }) : name[language];
      const names = new Map(rows.map((row) => [row.code, nameOf(row)]));
      return (code: string) => names.get(code) ?? code;
    };
    return { unitName: namer(units), itemName: namer(items), roleName: namer(roles) };
  }, [say, language, units, items, roles]);
}
