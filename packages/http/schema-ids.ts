import { hash } from 'node:crypto';
import type { App } from './app.ts';

/**
 * A schema that stands twice in one answer would bring its `$id` twice, which neither the serializer nor readers of the
 * OpenAPI document accept: only the outermost keeps its own.
 */
export function dropNestedIds(app: App): void {
  app.addHook('onRoute', (route) => {
    const response = route.schema?.response as Record<string, object> | undefined;
    if (!route.schema || !response) return;
    const answers = Object.entries(response).map(([status, schema]) => [status, withoutNestedIds(schema)]);
    route.schema = { ...route.schema, response: Object.fromEntries(answers) };
  });
}

/** What a schema was rewritten to: most stand still while services start and stop. */
const bare = new WeakMap<object, object>();

function withoutNestedIds(schema: object): object {
  const found = bare.get(schema) ?? rewritten(schema, (holder) => holder === schema);
  bare.set(schema, found);
  return found;
}

/** The schema without any `$id`: no two can be at odds, and none of ours is referred to by it. */
export const withoutIds = (schema: object): object => rewritten(schema, () => false);

/** By the digest of its text, so that what says the same is one object, for which what was compiled is found again. */
const rewrites = new Map<string, object>();

function rewritten(schema: object, keepsId: (holder: unknown) => boolean): object {
  const text = JSON.stringify(schema, function (key, value) {
    return key === '$id' && typeof value === 'string' && !keepsId(this) ? undefined : value;
  });
  const digest = hash('sha256', text);
  const one = rewrites.get(digest) ?? JSON.parse(text);
  rewrites.set(digest, one);
  return one;
}
