import { queryOptions } from '@tanstack/react-query';
import type { NewPersonInput, Person, RehireInput, Transfer, TransferInput, TransferPreview } from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';

/** What a transfer would end, keep and suggest; nothing is changed by asking. */
export const previewTransfer = (idOrUsername: string, body: TransferInput): Promise<TransferPreview> =>
  answered(client.POST('/api/v1/people/{idOrUsername}/transfer/preview', { body, params: { path: { idOrUsername } } }));

export const orderTransfer = (idOrUsername: string, body: TransferInput): Promise<Transfer> =>
  answered(client.POST('/api/v1/people/{idOrUsername}/transfer', { body, params: { path: { idOrUsername } } }));

/** Takes back a transfer whose day has not come. */
export const cancelTransfer = (id: string): Promise<Transfer> =>
  answered(client.DELETE('/api/v1/transfers/{id}', { params: { path: { id } } }));

/** Every transfer of a person that is in sight, newest first. */
export const transfersQuery = (person: string) =>
  queryOptions({
    queryKey: ['transfers', person],
    queryFn: (): Promise<Transfer[]> =>
      allPages((cursor) =>
        answered(client.GET('/api/v1/transfers', { params: { query: { ...given({ cursor }), person, limit: 50 } } })),
      ),
  });

export const addPerson = (body: NewPersonInput): Promise<Person> => answered(client.POST('/api/v1/people', { body }));

export const rehire = (idOrUsername: string, body: RehireInput): Promise<Person> =>
  answered(client.POST('/api/v1/people/{idOrUsername}/rehire', { body, params: { path: { idOrUsername } } }));
