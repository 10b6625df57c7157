import { answered, client, given } from './client.ts';
import type { paths } from './schema.gen.ts';

type Checks = paths['/api/v1/self-checks']['get']['responses'][200]['content']['application/json'];
export type SelfCheck = Checks['data'][number];
export type Answers = NonNullable<SelfCheck['answers']>;

export const readSelfChecks = (cursor?: string): Promise<Checks> =>
  answered(client.GET('/api/v1/self-checks', { params: { query: { ...given({ cursor }), limit: 50 } } }));

export const completeSelfCheck = (id: string, answers: Answers) =>
  answered(client.POST('/api/v1/self-checks/{id}/completion', { body: { answers }, params: { path: { id } } }));
