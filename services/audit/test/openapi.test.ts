import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Operation {
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; example?: unknown; schema?: { examples?: unknown } }[];
  responses: Record<string, { content?: Record<string, { schema?: unknown; example?: unknown; examples?: unknown }> }>;
  requestBody?: { content: Record<string, { example?: unknown; examples?: unknown }> };
}

test('every operation says in both languages what it does, and shows what goes in and comes out', async () => {
  const service = await world.openService();
  const document = (await service.get(undefined, '/openapi.json')).json();
  const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>)
    .filter(([path]) => path.startsWith('/audit/'))
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ at: `${method} ${path}`, one })));
  expect(operations.map(({ at }) => at).toSorted()).toEqual([
    'delete /audit/v1/subjects/{hash}',
    'get /audit/log/{centre}/checkpoint',
    'get /audit/log/{centre}/consistency',
    'get /audit/log/{centre}/key',
    'get /audit/log/{centre}/keys',
    'get /audit/log/{centre}/tile/entries/{*}',
    'get /audit/log/{centre}/tile/{*}',
    'get /audit/v1/entries',
    'get /audit/v1/entries/facets',
    'get /audit/v1/entries/feed',
    'get /audit/v1/entries/tail',
    'get /audit/v1/entries/{id}',
    'get /audit/v1/entries/{id}/proof',
    'get /audit/v1/erasures',
    'get /audit/v1/exports',
    'get /audit/v1/exports/{id}',
    'get /audit/v1/exports/{id}/content',
    'get /audit/v1/holds',
    'get /audit/v1/holds/{id}',
    'get /audit/v1/integrity',
    'get /audit/v1/personal',
    'get /audit/v1/personal/subjects',
    'get /audit/v1/retention',
    'get /audit/v1/retention/months',
    'get /audit/v1/retention/months/{month}/removal/preview',
    'get /audit/v1/verifications',
    'get /audit/v1/verifications/{id}',
    'post /audit/log/{centre}/readings',
    'post /audit/v1/entries',
    'post /audit/v1/exports',
    'post /audit/v1/exports/{id}/cancellation',
    'post /audit/v1/holds',
    'post /audit/v1/holds/{id}/release',
    'post /audit/v1/personal',
    'post /audit/v1/retention/months/{month}/removal',
    'post /audit/v1/retention/months/{month}/removal/withdrawal',
    'post /audit/v1/retention/withdrawal',
    'post /audit/v1/subjects/{hash}/withdrawal',
    'post /audit/v1/verifications',
    'post /audit/v1/verifications/{id}/cancellation',
    'put /audit/v1/retention',
  ]);
  for (const { at, one } of operations) {
    expect(one.summary, at).toMatch(/^[^/]*\p{Script=Han}[^/]* \/ \S/u);
    expect(one.tags, at).toHaveLength(1);
    const answer = one.responses['200'] ?? one.responses['201'] ?? one.responses['202'];
    const [content] = Object.values(answer?.content ?? {});
    expect(content?.schema, at).toBeTruthy();
    for (const { example, examples } of Object.values(one.requestBody?.content ?? {}))
      expect(example ?? examples, at).toBeTruthy();
  }
});
