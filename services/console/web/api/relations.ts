import type { DeclaredRelation, Relation, RelationInput } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

/** My own declarations: never to whom. */
export const readRelations = (cursor?: string): Promise<PageOf<Relation>> =>
  answered(client.GET('/api/v1/me/relations', { params: { query: { ...given({ cursor }), limit: 100 } } }));

export const declareRelation = (body: RelationInput): Promise<DeclaredRelation> =>
  answered(client.POST('/api/v1/me/relations', { body }));

export const withdrawRelation = (id: string): Promise<unknown> =>
  answered(client.DELETE('/api/v1/me/relations/{id}', { params: { path: { id } } }));
