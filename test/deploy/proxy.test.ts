import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ProblemCode, problems } from '@zhiheng/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { readText, root } from './files/checkout.ts';
import { ownServices, readCompose } from './files/compose.ts';
import { type Directive, parseNginx, type RouteTable, routeOf, routeTable, upstreamsOf } from './files/nginx.ts';
import { ownPort } from './files/variables.ts';

const read = async (file: string): Promise<Directive[]> => parseNginx(await readText(`deploy/nginx/${file}`));
let table: RouteTable;
beforeAll(async () => {
  table = routeTable(await read('routes.conf'));
});

/** The design's outward contract. */
const contract: Record<string, string[]> = {
  console: ['/', '/callback', '/requests/new', '/assets/index.js', '/favicon.svg', '/apiary'],
  identity: [
    '/oidc/.well-known/openid-configuration',
    '/oidc/auth',
    '/oidc/token/introspection',
    '/oidc/interaction/x',
    '/ssf/streams',
    '/.well-known/ssf-configuration',
  ],
  access: [
    '/access/v1/evaluation',
    '/access/v1/evaluations',
    '/access/v1/search/resource',
    '/.well-known/authzen-configuration',
    '/scim/v2/Users',
    ...['units', 'people', 'items', 'roles', 'rules', 'exceptions', 'grants', 'me'].map((name) => `/api/v1/${name}`),
    '/api/v1/requests/preview',
    '/api/v1/requests/x/decisions',
    '/api/v1/people/x/departure/preview',
    '/api/v1/cases/x/steps',
    '/api/v1/conflicts',
    '/api/v1/staffing',
    '/api/v1/resources/a/b',
  ],
  audit: [
    '/audit/v1/entries',
    '/audit/v1/entries/x/proof',
    '/audit/v1/exports',
    '/audit/log/county/checkpoint',
    '/audit/log/county/tile/entries/x001/067.p/5',
  ],
  control: ['self-checks', 'inspections', 'findings', 'rectifications', 'doubts', 'recoveries'].flatMap((name) => [
    `/api/v1/${name}`,
    `/api/v1/${name}/x`,
  ]),
};

describe('the table of paths', () => {
  test.each(Object.entries(contract))('%s gets what the contract gives it', (service, paths) => {
    for (const path of paths) expect(routeOf(table, path)?.upstream, path).toBe(service);
  });

  test('no path is named twice, and none by expression', () => {
    const paths = table.routes.map(({ path, exact }) => `${exact ? '= ' : ''}${path}`);
    expect(new Set(paths).size).toBe(paths.length);
    expect(() => routeTable(parseNginx('location ~ ^/a { proxy_pass http://a; }'))).toThrow('expression');
  });

  test('figures of the processes stay inside', () => {
    expect(routeOf(table, '/metrics')?.answer?.status).toBe(404);
  });

  test('what the proxy says itself, it says in the words of the contract', () => {
    expect([...table.instead.keys()].sort()).toEqual([413, 502, 504]);
    for (const { answer } of table.instead.values()) {
      const body = JSON.parse(answer?.body as string) as { code: ProblemCode };
      const { status, zh } = problems[body.code];
      expect(body).toEqual({ type: `urn:zhiheng:problem:${body.code}`, title: zh, status, code: body.code });
      expect(answer).toMatchObject({ status, type: 'application/problem+json' });
    }
    expect(JSON.parse(table.instead.get(502)?.answer?.body as string)).toMatchObject({ code: 'unavailable' });
  });
});

describe('the files around it', () => {
  test('every upstream has its server in both shapes, on the ports of the services', async () => {
    const used = new Set(table.routes.flatMap(({ upstream }) => upstream ?? []));
    const inside = upstreamsOf(await read('shape.compose.conf'));
    const host = upstreamsOf(await read('shape.host.conf'));
    const { services } = await readCompose({ ZHIHENG_ORIGIN: 'https://a' });
    for (const name of used) {
      expect(inside.get(name)).toEqual([`${name}:${services[name]?.environment?.PORT}`]);
      expect(host.get(name)).toEqual([`127.0.0.1:${await ownPort(name)}`]);
    }
    expect([...inside.keys()].sort()).toEqual([...used].sort());
    const long = ownServices({ ...(await readCompose({ ZHIHENG_ORIGIN: 'https://a' })) }).map(([name]) => name);
    expect(long.filter((name) => !used.has(name)).sort()).toEqual(['import', 'migrate', 'witness']);
  });

  test('what is included is mounted beside it', async () => {
    const volumes = (await readCompose({ ZHIHENG_ORIGIN: 'https://a' })).services.proxy?.volumes ?? [];
    const mounted = new Map(volumes.map((volume) => volume.split(':').slice(0, 2).reverse() as [string, string]));
    const included = [...(await read('nginx.conf')), ...(await read('routes.conf'))].flatMap(includes);
    expect(included.sort()).toEqual(['mime.types', 'proxy.conf', 'routes.conf', 'shape.conf']);
    for (const name of included.filter((file) => file !== 'mime.types'))
      expect(existsSync(join(root, 'deploy', mounted.get(`/etc/nginx/${name}`) as string)), name).toBe(true);
  });

  test('plain HTTP is sent on to TLS of today, and no caller names its own address', async () => {
    const http = (await read('nginx.conf')).find(({ name }) => name === 'http')?.block ?? [];
    expect(http.find(({ name }) => name === 'ssl_protocols')?.words).toEqual(['TLSv1.2', 'TLSv1.3']);
    const [plain, secure] = http.filter(({ name }) => name === 'server').map(({ block = [] }) => block);
    expect(plain?.find(({ name }) => name === 'return')?.words).toEqual(['308', 'https://$host$request_uri']);
    const listens = secure?.filter(({ name }) => name === 'listen').map(({ words }) => words);
    expect(listens).toEqual([
      ['443', 'ssl'],
      ['[::]:443', 'ssl'],
    ]);
    const told = (await read('proxy.conf')).filter(({ name }) => name === 'proxy_set_header').map(({ words }) => words);
    expect(told).toContainEqual(['X-Forwarded-For', '$remote_addr']);
  });

  const includes = ({ name, words, block = [] }: Directive): string[] =>
    name === 'include' ? words : block.flatMap(includes);
});

describe('an nginx configuration that is none', () => {
  test.each([['a b'], ['a {'], ['a; }'], ['; a;'], ['a { b }']])('%j is refused', (text) => {
    expect(() => parseNginx(text)).toThrow();
  });

  test('quotes hold spaces and semicolons; comments are left out', () => {
    expect(parseNginx('a \'b; c\' ""; # d;\ne { f $g; }')).toEqual([
      { name: 'a', words: ['b; c', ''] },
      { name: 'e', words: [], block: [{ name: 'f', words: ['$g'] }] },
    ]);
  });
});
