import { afterAll, beforeAll, expect, test } from 'vitest';
import { asClient, asPerson, Caller } from '../support/api.ts';
import { type Running, startZhiheng } from '../support/standalone.ts';

/**
 * Every route of every service that is not public, as the OpenAPI document names them: whatever a route is about, nobody without a token, with a token
 * for something else, or whose account is disabled gets anything by it. Wrong centres and units are tested where the routes are.
 */
interface Route {
  method: string;
  path: string;
}
let zhiheng: Running;
let routes: Route[];
beforeAll(async () => {
  zhiheng = await startZhiheng();
  const { paths } = (await (await fetch(new URL('/openapi.json', zhiheng.origin))).json()) as {
    paths: Record<string, Record<string, { security?: unknown[] }>>;
  };
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security?.length)
      .map(([method]) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{[^}]*\}/g, () => '01940000-0000-7000-8000-000000000000'),
      })),
  );
  expect(routes.length).toBeGreaterThan(150);
}, 120_000);
afterAll(() => zhiheng?.stop());

/** What each route answers, as `status code`; routes by it. SCIM has no codes (RFC 7644, 3.12). */
async function answers(
  caller: Caller,
  but: (route: Route) => boolean = () => false,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const route of routes.filter((one) => !but(one))) {
    const { method, path } = route;
    const { status, body } = await caller.send<{ code?: string }>(method, path, method === 'GET' ? undefined : {});
    const said = `${status} ${path.startsWith('/scim/') ? 'scim' : body.code}`;
    found[said] = [...(found[said] ?? []), `${method} ${path}`];
  }
  return found;
}

test('no token: not authenticated', async () => {
  expect(Object.keys(await answers(new Caller(zhiheng.origin, ''))).sort()).toEqual([
    '401 not-authenticated',
    '401 scim',
  ]);
});

test('a machine without the scope: not permitted', async () => {
  // The only scope that opens nothing but its own routes.
  const receiver = await asClient(zhiheng.origin, 'demo-receiver', 'ssf');
  const refused = await answers(receiver, ({ path }) => path.startsWith('/ssf/'));
  expect(refused).toEqual({ '403 not-permitted': expect.anything(), '403 scim': expect.anything() });
});

test('a disabled account: told so by each', async () => {
  const leaver = await asPerson(zhiheng.origin, 'hall-op7');
  const gone = await (await asPerson(zhiheng.origin, 'sysadmin')).post('/api/v1/people/hall-op7/departure', {
    kind: 'resigned',
  });
  expect(gone.status).toBe(201);
  expect(await answers(leaver)).toEqual({ '401 account-disabled': expect.anything(), '401 scim': expect.anything() });
});
