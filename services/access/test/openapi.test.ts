import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

interface Operation {
  summary?: string;
  tags?: string[];
  security?: unknown[];
  responses: Record<string, unknown>;
  requestBody?: { content: Record<string, { example?: unknown; examples?: unknown }> };
}

test('every operation says in both languages what it does, who may, and what it answers', async () => {
  const document = (await county.service.get(undefined, '/openapi.json')).json();
  expect(document.openapi).toBe('3.1.0');
  const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ at: `${method} ${path}`, one })));
  expect(operations.length).toBeGreaterThan(20);
  for (const { at, one } of operations) {
    expect(one.summary, at).toMatch(/^[^/]*\p{Script=Han}[^/]* \/ \S/u);
    expect(one.tags, at).toHaveLength(1);
    expect(one.security?.length, at).toBeGreaterThan(0);
    expect(Object.keys(one.responses), at).toEqual(
      expect.arrayContaining([expect.stringMatching(/^20[0124]$/), '4XX']),
    );
    for (const { example, examples } of Object.values(one.requestBody?.content ?? {}))
      expect(example ?? examples, at).toBeTruthy();
  }
});

test('no answer holds the same named schema twice', async () => {
  const text = (await county.service.get(undefined, '/openapi.json')).body;
  for (const [path, methods] of Object.entries(JSON.parse(text).paths as Record<string, Record<string, Operation>>)) {
    for (const one of Object.values(methods)) {
      const ids = JSON.stringify(one.responses['200'] ?? one.responses['201'] ?? {}).match(/"\$id"/g) ?? [];
      expect(ids.length, path).toBeLessThanOrEqual(1);
    }
  }
});
