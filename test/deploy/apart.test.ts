import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { tellStory } from '../e2e/story.ts';
import { asClient } from '../support/api.ts';
import { readText } from './files/checkout.ts';
import { parseNginx, routeOf, routeTable } from './files/nginx.ts';
import { type Apart, startApart } from './run/apart.ts';
import { databaseFacts } from './run/database-facts.ts';
import { inventory } from './run/image.ts';

/** The very commands that the image runs, laid out by the Dockerfile's own lines, each a process behind a small proxy. */
let apart: Apart;
tellStory(async () => {
  apart = await startApart();
  return apart;
}, 480_000);

const get = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, apart.origin), { headers });

describe('one origin over separate services', () => {
  test.each(['identity', 'access', 'audit', 'control'])('every path that %s describes leads to it', async (service) => {
    const table = routeTable(parseNginx(await readText('deploy/nginx/routes.conf')));
    const { paths } = (await (await get(`/openapi/${service}.json`)).json()) as { paths: object };
    const own = Object.keys(paths).filter((path) => !path.startsWith('/health/'));
    expect(own).not.toEqual([]);
    for (const path of own) expect(routeOf(table, path)?.upstream, path).toBe(service);
  });

  test('the console answers at / with its assets, and where a sign-in comes back to', async () => {
    for (const path of ['/', '/callback?code=x']) {
      const page = await get(path, { accept: 'text/html' });
      expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
      const script = /<script[^>]+src="(\/assets\/[^"]+)"/.exec(await page.text())?.[1];
      expect((await get(script as string)).status).toBe(200);
    }
  });

  test('health and the reference page are there, the figures are not', async () => {
    expect(await (await get('/health/ready')).json()).toMatchObject({ status: 'up' });
    expect((await get('/docs/')).status).toBe(200);
    expect((await get('/metrics')).status).toBe(404);
  });

  test("the log holds the caller's address, not the proxy's and not one that the caller claims", async () => {
    const business = await asClient(apart.origin, 'demo-business', 'cases:write audit:read');
    const id = await openCaseFrom('127.0.0.2', { 'x-forwarded-for': '203.0.113.9' });
    const { body } = await business.get<{ data: { address: string }[] }>(`/audit/v1/entries?case=${id}`);
    expect(body.data.map(({ address }) => address)).toEqual(['127.0.0.2']);
  });

  async function openCaseFrom(localAddress: string, headers: Record<string, string>): Promise<string> {
    const { access_token } = (await (
      await fetch(new URL('/oidc/token', apart.origin), {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from('demo-business:demo-business-secret').toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'cases:write' }),
      })
    ).json()) as { access_token: string };
    return new Promise((resolve, reject) => {
      const sent = request(new URL('/api/v1/cases', apart.origin), {
        method: 'POST',
        localAddress,
        headers: { ...headers, authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      });
      sent.on('error', reject).on('response', async (answer) => {
        const text = (await answer.toArray()).join('');
        if (answer.statusCode === 201) resolve(JSON.parse(text).id);
        else reject(new Error(text));
      });
      sent.end(
        JSON.stringify({
          item: 'enterprise-pension-award',
          unit: 'enterprise-pension',
          reference: 'from elsewhere',
        }),
      );
    });
  }
});

databaseFacts(() => apart);

/** Processes start anew in these: on a busy machine that takes its time. */
const patience = { timeout: 300_000 };

describe('what may be done again', patience, () => {
  test('secrets are kept, migrations find nothing to do, a centre is founded once', async () => {
    const secrets = await apart.containers.run('import', ['deploy/make-secrets.ts', '/run/secrets']);
    expect(secrets).toMatchObject({ code: 0, output: expect.stringMatching(/^(kept .*\n)+$/) });
    expect(await apart.containers.run('migrate')).toEqual({ code: 0, output: 'nothing to do\n' });
    const again = await apart.containers.run('import');
    expect(again).toMatchObject({ code: 1, output: expect.stringContaining('exists already') });
  });
});

describe('an end', patience, () => {
  test('a service that is gone is a denial in the words of the contract; the others go on', async () => {
    await apart.containers.down('control');
    const answer = await get('/api/v1/self-checks');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    expect(await answer.json()).toMatchObject({ code: 'unavailable', status: 503 });
    expect((await get('/api/v1/units')).status).toBe(401);
    await apart.containers.up('control');
    expect((await get('/api/v1/self-checks')).status).toBe(401);
  });

  test('all stop cleanly when told, had nothing to warn of, and have written nothing beside the database', async () => {
    const ended = await apart.containers.down();
    expect(Object.keys(ended).sort()).toEqual(['access', 'audit', 'console', 'control', 'identity']);
    for (const [name, { code, output }] of Object.entries(ended)) {
      expect(code, name).toBe(0);
      // Of the story's leaver: what their tokens are refused is worth a line.
      const lines = output.split('\n').filter((line) => !line.includes('"msg":"access token refused"'));
      expect(lines.join('\n')).toMatch(new RegExp(`^zhiheng ${name} ready http://127\\.0\\.0\\.1:\\d+\\n$`));
    }
    expect(await inventory(apart.image.folder)).toEqual(apart.files);
  });
});
