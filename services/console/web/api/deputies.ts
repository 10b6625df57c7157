import type { Deputy, DeputyInput } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export const readDeputies = (cursor?: string): Promise<PageOf<Deputy>> =>
  answered(client.GET('/api/v1/deputies', { params: { query: { ...given({ cursor }), limit: 50 } } }));

export const nameDeputy = (body: DeputyInput): Promise<Deputy> => answered(client.POST('/api/v1/deputies', { body }));

export const endDeputy = (id: string): Promise<unknown> =>
  answered(client.DELETE('/api/v1/deputies/{id}', { params: { path: { id } } }));
