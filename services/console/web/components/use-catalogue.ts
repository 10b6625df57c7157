import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { chainsQuery, itemsQuery, rolesQuery, unitsQuery } from '../api/catalogue.ts';
import { type CatalogueKind, type Listed, listedAs } from './catalogue-kinds.ts';

const queries = { units: unitsQuery, items: itemsQuery, roles: rolesQuery, chains: chainsQuery };

/** One list of the catalogue, what has retired among it. */
export function useCatalogue(kind: CatalogueKind): UseQueryResult<Listed[]> {
  const select = useCallback(
    (rows: Parameters<typeof listedAs>[1][]) => rows.map((one) => listedAs(kind, one)),
    [kind],
  );
  // The queries differ only in what they list.
  return useQuery({ ...(queries[kind] as typeof unitsQuery), select });
}
