import { answered, client, given } from './client.ts';
import type { paths } from './schema.gen.ts';

type Runs = paths['/api/v1/doubt-rule-runs']['get']['responses'][200]['content']['application/json'];
type Rules = paths['/api/v1/doubt-rules']['get']['responses'][200]['content']['application/json'];
type Input = paths['/api/v1/doubt-rule-runs']['post']['requestBody']['content']['application/json'];
export type DoubtRuleRun = Runs['data'][number];
export type DoubtRule = Rules['data'][number];

export const readDoubtRules = async (): Promise<DoubtRule[]> =>
  (await answered(client.GET('/api/v1/doubt-rules'))).data;
export const readRuns = (cursor?: string): Promise<Runs> =>
  answered(client.GET('/api/v1/doubt-rule-runs', { params: { query: { ...given({ cursor }), limit: 20 } } }));
export const startRun = (body: Input) => answered(client.POST('/api/v1/doubt-rule-runs', { body }));
export const cancelRun = (id: string) =>
  answered(client.POST('/api/v1/doubt-rule-runs/{id}/cancellation', { params: { path: { id } } }));
