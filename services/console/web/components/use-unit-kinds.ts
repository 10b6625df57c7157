import { useQuery } from '@tanstack/react-query';
import { unitsQuery } from '../api/catalogue.ts';

/** The kinds of unit that the centre has. */
export function useUnitKinds(): string[] {
  const { data: units = [] } = useQuery(unitsQuery);
  return [...new Set(units.flatMap(({ kind, retired }) => (retired ? [] : [kind])))];
}
