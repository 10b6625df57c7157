import { queryOptions } from '@tanstack/react-query';
import type {
  Suspension,
  SuspensionInput,
  SuspensionPreview,
  UnitSuspension,
  UnitSuspensionInput,
} from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';

/** What a suspension would do at this moment; nothing is changed by asking. */
export const previewSuspension = (idOrUsername: string, body: SuspensionInput): Promise<SuspensionPreview> =>
  answered(
    client.POST('/api/v1/people/{idOrUsername}/suspension/preview', { body, params: { path: { idOrUsername } } }),
  );

export const suspend = (idOrUsername: string, body: SuspensionInput): Promise<Suspension> =>
  answered(client.POST('/api/v1/people/{idOrUsername}/suspension', { body, params: { path: { idOrUsername } } }));

/** What the suspension of everybody at a unit would do at this moment. */
export const previewUnitSuspension = (idOrCode: string, body: UnitSuspensionInput): Promise<SuspensionPreview> =>
  answered(client.POST('/api/v1/units/{idOrCode}/suspension/preview', { body, params: { path: { idOrCode } } }));

export const suspendUnit = (idOrCode: string, body: UnitSuspensionInput): Promise<UnitSuspension> =>
  answered(client.POST('/api/v1/units/{idOrCode}/suspension', { body, params: { path: { idOrCode } } }));

/** Every suspension of a person that is in sight, newest first. */
export const suspensionsQuery = (person: string) =>
  queryOptions({
    queryKey: ['suspensions', person],
    queryFn: (): Promise<Suspension[]> =>
      allPages((cursor) =>
        answered(client.GET('/api/v1/suspensions', { params: { query: { ...given({ cursor }), person, limit: 50 } } })),
      ),
  });
