import { queryOptions } from '@tanstack/react-query';
import { answered, client } from './client.ts';
import type { Answer } from './schema-types.ts';

/** How the log stands: what is signed, what waits, what was kept of it outside of the database. */
export type Integrity = Answer<'/audit/v1/integrity'>;

export const integrityQuery = queryOptions({
  queryKey: ['integrity'],
  queryFn: (): Promise<Integrity> => answered(client.GET('/audit/v1/integrity')),
});
