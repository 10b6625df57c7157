import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiIsCurrent } from '../../services/console/generate-api.ts';
import { type Running, startZhiheng } from '../support/standalone.ts';

interface Operation {
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: unknown; examples?: unknown }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

let zhiheng: Running;
let document: Document;
beforeAll(async () => {
  zhiheng = await startZhiheng();
  document = (await (await fetch(new URL('/openapi.json', zhiheng.origin))).json()) as Document;
}, 120_000);
afterAll(() => zhiheng?.stop());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  );

const schemasIn = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, held]) => (key === 'schema' ? [held] : schemasIn(held)))
    : [];

const hasExample = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('examples' in value || 'example' in value || Object.values(value).some(hasExample));

test('it is a valid OpenAPI 3.1 document', async () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const { valid, errors } = await new Validator().validate(
    structuredClone(document) as unknown as Record<string, unknown>,
  );
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test('every schema in it is one by JSON Schema 2020-12, which no service asks when it starts', () => {
  const ajv = new Ajv2020({ strict: false });
  const schemas = schemasIn(document);
  expect(schemas.length).toBeGreaterThan(1_000);
  for (const schema of schemas) expect(ajv.validateSchema(schema as object), JSON.stringify(schema)).toBe(true);
  expect(ajv.validateSchema({ type: 'strnig' })).toBe(false);
});

test('every path of the outward contract is in it', () => {
  const paths = Object.keys(document.paths);
  for (const path of [
    '/access/v1/evaluation',
    '/access/v1/evaluations',
    '/access/v1/search/subject',
    '/access/v1/search/resource',
    '/access/v1/search/action',
    '/.well-known/authzen-configuration',
    '/oidc/.well-known/openid-configuration',
    '/api/v1/units',
    '/api/v1/people',
    '/api/v1/items',
    '/api/v1/roles',
    '/api/v1/rules',
    '/api/v1/grants',
    '/api/v1/requests',
    '/api/v1/requests/preview',
    '/api/v1/requests/{id}/decisions',
    '/api/v1/requests/{id}/withdrawal',
    '/api/v1/cases',
    '/api/v1/cases/{id}/steps',
    '/api/v1/conflicts',
    '/api/v1/staffing',
    '/api/v1/resources/{type}/{id}',
    '/api/v1/self-checks',
    '/scim/v2/Users',
    '/scim/v2/Users/{id}',
    '/scim/v2/Bulk',
    '/audit/v1/entries',
    '/audit/v1/entries/{id}/proof',
    '/audit/log/{centre}/checkpoint',
    '/audit/log/{centre}/key',
  ])
    expect(paths).toContain(path);
});

test('every operation says what it is, in both languages, and what it answers', () => {
  expect(operations().length).toBeGreaterThan(50);
  for (const { name, operation } of operations()) {
    expect(operation.summary, name).toMatch(/\p{Script=Han}.* \/ .*[a-z]/iu);
    expect(operation.tags?.length, name).toBeGreaterThan(0);
  }
  const silent = operations().filter(
    ({ operation }) => !Object.keys(operation.responses).some((status) => /^[23]/.test(status)),
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every body that is asked for has an example', () => {
  const bodies = operations().flatMap(({ name, operation }) =>
    Object.entries(operation.requestBody?.content ?? {}).map(([type, content]) => ({
      name: `${name} ${type}`,
      content,
    })),
  );
  expect(bodies.filter(({ content }) => !hasExample(content)).map(({ name }) => name)).toEqual([]);
});

test('every operation that is not public says how to sign in and that it may refuse', () => {
  const ofDenials = /^\/access\/v1\/(jwks|requests\/schema)$/;
  const open =
    /^\/(health|oidc|\.well-known)\/|^\/audit\/log\/\{centre\}\/(checkpoint|consistency|keys?|tile\/\{\*\})$/;
  for (const { name, path, operation } of operations()) {
    if (open.test(path) || ofDenials.test(path)) continue;
    expect(operation.security?.length, name).toBeGreaterThan(0);
    expect(operation.responses['4XX'] ?? operation.responses['4xx'], name).toBeDefined();
  }
});

test('the console’s client is generated from it', async () => {
  expect(await apiIsCurrent(document), 'run services/console/generate-api.ts against a running npm start').toBe(true);
});

test('the reference page asks no other host', async () => {
  const page = await (await fetch(new URL('/docs/', zhiheng.origin))).text();
  expect(page).toContain('<html');
  expect(page.match(/(src|href)="https?:\/\/[^"]+"/g) ?? []).toEqual([]);
});
