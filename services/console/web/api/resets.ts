import type { Reset, ResetHalf, ResetInput } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export const readResets = (cursor?: string): Promise<PageOf<Reset>> =>
  answered(client.GET('/api/v1/resets', { params: { query: { ...given({ cursor }), limit: 50 } } }));

export const askReset = (body: ResetInput): Promise<ResetHalf> => answered(client.POST('/api/v1/resets', { body }));

export const confirmReset = (id: string): Promise<ResetHalf> =>
  answered(client.POST('/api/v1/resets/{id}/confirmation', { params: { path: { id } } }));

export const withdrawReset = (id: string): Promise<unknown> =>
  answered(client.POST('/api/v1/resets/{id}/withdrawal', { params: { path: { id } } }));
