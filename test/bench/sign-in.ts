import { readFile } from 'node:fs/promises';
import autocannon from 'autocannon';
import { clientToken } from '../support/sign-in.ts';
import { type Served, serve } from './process.ts';
import { median, type Row, whole } from './table.ts';

const script = (path: string) => new URL(path, import.meta.url).pathname;
const readyLine = /^zhiheng ready (\S+)$/;
/** MiB, passes and lanes of a password's hash. */
const costs = [
  ['the demo’s', '19,2,1'],
  ['production’s', '64,3,4'],
] as const;
const rounds = 3;
const atOnce = 8;
const basic = `Basic ${btoa('demo-business:demo-business-secret')}`;

/** Sign-ins against bare verifications of a password with the same parameters; introspection against a bare route. They take turns. */
export async function benchSignIn(environment: Record<string, string>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [whose, cost] of costs) {
    const more = { ZHIHENG_PASSWORD_COST: cost };
    const ours = await serve(script('../../services/standalone/main.ts'), { ...environment, ...more }, readyLine);
    const argon = await serve(script('./bare-argon2.ts'), more, /^bare ready (\S+)$/);
    const bare = await serve(script('./bare-introspection.ts'), {}, /^bare ready (\S+)$/);
    try {
      if (rows.length === 0) rows.push(await introspections(ours, bare));
      rows.unshift(await signIns(ours, argon, whose));
    } finally {
      await Promise.all([ours.stop(), argon.stop(), bare.stop()]);
    }
  }
  return rows;
}

async function signIns(ours: Served, argon: Served, whose: string): Promise<Row> {
  const usernames = await demoUsernames();
  const verify = async () => {
    const response = await fetch(argon.origin);
    if (response.status !== 204) throw new Error(`bare verification: ${response.status}`);
  };
  const pairs: [number, number][] = [];
  for (let round = 0; round <= rounds; round++) {
    const forms = await Promise.all(usernames.map((username) => openForm(ours.origin, username)));
    const pair: [number, number] = [await rate(forms), await rate(usernames.map(() => verify))];
    // The first warms up, and hashes the passwords anew that the demo has given.
    if (round > 0) pairs.push(pair);
  }
  return row(`sign-ins ÷ bare argon2id verifications, ${whose} parameters, 8 at once: a second`, pairs, 0.7);
}

async function introspections(ours: Served, bare: Served): Promise<Row> {
  const token = await clientToken(ours.origin, 'demo-business', 'decide');
  const load = async ({ origin }: Served) => {
    const { requests, non2xx, errors } = await autocannon({
      url: `${origin}/oidc/token/introspection`,
      method: 'POST',
      connections: 32,
      duration: 3,
      body: new URLSearchParams({ token }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: basic },
    });
    if (non2xx > 0 || errors > 0) throw new Error(`${origin}: ${non2xx} refusals, ${errors} errors`);
    return requests.average;
  };
  const pairs: [number, number][] = [];
  for (let round = 0; round <= rounds; round++) {
    const pair: [number, number] = [await load(ours), await load(bare)];
    if (round > 0) pairs.push(pair);
  }
  return row('introspection ÷ bare route, 32 connections: requests a second', pairs, 0.5);
}

function row(what: string, pairs: [number, number][], least: number): Row {
  const ratio = median(pairs.map(([ours, baseline]) => ours / baseline));
  return {
    what,
    ours: whole(median(pairs.map(([ours]) => ours))),
    baseline: whole(median(pairs.map(([, baseline]) => baseline))),
    ratio,
    bound: `≥ ${least}`,
    met: ratio >= least,
  };
}

/** How many of these are done in a second, some at once. */
async function rate(work: (() => Promise<void>)[]): Promise<number> {
  const waiting = [...work];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await next();
    }),
  );
  return (work.length * 1000) / (performance.now() - start);
}

/** Opens a sign-in form; what is measured is that it is sent: judged, counted, logged and committed. */
async function openForm(origin: string, username: string): Promise<() => Promise<void>> {
  const query = new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    redirect_uri: `${origin}/callback`,
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  const opened = await fetch(`${origin}/oidc/auth?${query}`, { redirect: 'manual' });
  const form = new URL(opened.headers.get('location') ?? '', origin);
  const cookie = opened.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return async () => {
    const body = new URLSearchParams({ username, password: `demo-${username}` });
    const response = await fetch(form, { method: 'POST', body, headers: { cookie }, redirect: 'manual' });
    await response.arrayBuffer();
    if (response.status !== 303) throw new Error(`sign-in of ${username}: ${response.status}`);
  };
}

async function demoUsernames(): Promise<string[]> {
  const file = new URL('../../services/standalone/county.json', import.meta.url);
  const { people } = JSON.parse(await readFile(file, 'utf8')) as { people: { username: string }[] };
  return people.map(({ username }) => username);
}
