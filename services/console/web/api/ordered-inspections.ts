import type { OrderedInspection, OrderedInspectionInput } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export const readOrderedInspections = (cursor?: string): Promise<PageOf<OrderedInspection>> =>
  answered(client.GET('/api/v1/children/inspections', { params: { query: { ...given({ cursor }), limit: 50 } } }));

export const orderInspection = (centre: string, body: OrderedInspectionInput): Promise<OrderedInspection> =>
  answered(client.POST('/api/v1/children/{centre}/inspections', { params: { path: { centre } }, body }));
