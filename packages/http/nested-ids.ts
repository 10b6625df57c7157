import type { App } from './app.ts';

/**
 * A schema that stands twice in one answer would bring its `$id` twice, which neither the serializer nor readers of the
 * OpenAPI document accept: only the outermost keeps its own.
 */
export function dropNestedIds(app: App): void {
  app.addHook('onRoute', (route) => {
    const response = route.schema?.response as Record<string, object> | undefined;
    if (!route.schema || !response) return;
    const answers = Object.entries(response).map(([status, schema]) => [status, withoutNested(schema)]);
    route.schema = { ...route.schema, response: Object.fromEntries(answers) };
  });
}

/** The same for the same: what was compiled for it is found again. */
const known = new WeakMap<object, object>();

function withoutNested(schema: object): object {
  const found = known.get(schema);
  if (found) return found;
  const bare = JSON.parse(
    JSON.stringify(schema, function (key, value) {
      return key === '$id' && typeof value === 'string' && this !== schema ? undefined : value;
    }),
  );
  known.set(schema, bare);
  return bare;
}
