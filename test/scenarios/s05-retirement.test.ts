import { createClient, type Signal, signalEvents } from '@zhiheng/client';
import { signals } from '@zhiheng/client/fastify';
import { freePort } from '@zhiheng/database';
import Fastify from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { asClient } from '../support/api.ts';
import { County, type Effects } from '../support/county.ts';
import { refresh, SignInRefused, signIn, type Tokens, token } from '../support/sign-in.ts';

/** S05 退休封禁: from the commit of a departure nothing of the leaver’s works. */
const county = County.ofThisFile();
const unit = 'institution-pension';
const leaver = 'institution-pension-op4';

describe('a retirement', () => {
  let tokens: Tokens;
  let own: string;
  let waiting: string;
  let departure: { id: string; at: string; effects: Effects };

  beforeAll(async () => {
    tokens = await signIn(county.origin, leaver);
    const asked = await asLeaver('/api/v1/requests', {
      ...{ change: 'grant', beneficiary: leaver, role: 'hall-handle', unit: 'hall', reason: '支援大厅' },
    });
    expect(asked.status).toBe(201);
    own = ((await asked.json()) as { id: string }).id;
    waiting = await county.opened('institution-pension-award', unit);
    await county.done(waiting, 'handle', 'institution-pension-op1');
    const returned = await county.opened('institution-pension-award', unit);
    await county.done(returned, 'handle', 'institution-pension-op2');
    await county.done(returned, 'review', leaver, { outcome: 'returned' });
  });

  test('only HR or who administers accounts may commit it', async () => {
    const path = `/api/v1/people/${leaver}/departure`;
    for (const other of ['institution-pension-head', 'secadmin', 'director'])
      expect((await county.post(other, path, { kind: 'retired' })).status, other).toBe(403);
    expect((await county.business.post(path, { kind: 'retired' })).status).toBe(403);
    expect(await county.may(leaver, 'review', 'institution-pension-award', unit)).toBe(true);
  });

  test('HR commits it: account, grants, requests and open work at once', async () => {
    const hr = await asClient(county.origin, 'demo-hr', 'scim');
    const answer = await hr.post<typeof departure>(`/api/v1/people/${leaver}/departure`, { kind: 'retired' });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    departure = answer.body;
    const { effects } = departure;
    expect(effects.accounts).toEqual([leaver]);
    expect(effects.grantsEnded).toEqual([expect.objectContaining({ role: 'institution-pension-review', unit })]);
    expect(effects.requestsWithdrawn).toEqual([own]);
    expect((await hr.post(`/api/v1/people/${leaver}/departure`, { kind: 'retired' })).body.code).toBe(
      'already-departed',
    );
  });

  test('their work is listed for who may go on with it', async () => {
    const one = departure.effects.openCases.find(({ id }) => id === waiting);
    if (one) expect(one.candidates).toEqual(['institution-pension-op3']);
    await county.done(waiting, 'review', 'institution-pension-op3');
    await county.done(waiting, 'approve', 'institution-pension-op5');
    expect(departure.effects.openCases.length).toBeGreaterThan(0);
  });

  test('decision, step, token, refresh, introspection and sign-in all fail', async () => {
    expect(await county.evaluate(leaver, 'review', { item: 'institution-pension-award', unit })).toMatchObject({
      decision: false,
      context: { reason: { code: 'not-active' } },
    });
    const id = await county.opened('institution-pension-award', unit);
    await county.done(id, 'handle', 'institution-pension-op1');
    expect(await county.refused(id, 'review', leaver)).toMatchObject({ status: 409, code: 'not-active' });
    const me = await fetch(new URL('/api/v1/me', county.origin), {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(me.status).toBe(401);
    expect(await me.json()).toMatchObject({ code: 'account-disabled' });
    expect(await refresh(county.origin, tokens.refresh_token as string)).toMatchObject({ error: 'invalid_grant' });
    expect(await introspect(tokens.access_token)).toMatchObject({ active: false });
    await expect(signIn(county.origin, leaver)).rejects.toBeInstanceOf(SignInRefused);
    expect(await county.refusal('sign-in.refused', leaver)).toBeDefined();
    expect((await county.request('institution-pension-head', own)).body.state).toBe('withdrawn');
  });

  test('an approver’s pending decision goes on to the higher post, and theirs is none', async () => {
    const asked = await county.ask('institution-pension-op1', {
      ...{ beneficiary: 'newcomer', role: 'institution-pension-handle', unit },
    });
    expect(asked.body.stages[0]?.candidates).toEqual(['institution-pension-head']);
    const left = await county.leaves('institution-pension-head', 'retired');
    expect(left.status).toBe(201);
    expect(left.body.effects.decisionsReassigned).toEqual([expect.objectContaining({ request: asked.body.id })]);
    expect(await county.decide('institution-pension-head', asked.body.id)).toMatchObject({ status: 401 });
    expect((await county.decide('deputy-director', asked.body.id)).status).toBe(200);
  });

  test('their grants are gone from what is held, and no request may name them', async () => {
    interface Held {
      data: { state: string; endedBy: string }[];
    }
    const { body } = await county.business.get<Held>(`/api/v1/grants?person=${leaver}`);
    expect(body.data).toMatchObject([{ state: 'ended', endedBy: 'departure' }]);
    const asked = await county.ask('institution-pension-op1', {
      beneficiary: leaver,
      role: 'institution-pension-review',
      unit,
    });
    expect(asked).toMatchObject({ status: 409, body: { code: 'not-active' } });
  });

  async function asLeaver(path: string, body: object): Promise<Response> {
    return fetch(new URL(path, county.origin), {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' },
    });
  }
});

test('a step in flight is wholly before the departure, or refused', async () => {
  const actor = 'institution-pension-op1';
  const ids = await Promise.all(Array.from({ length: 40 }, () => county.opened('institution-pension-award', unit)));
  const halves = [ids.slice(0, 20), ids.slice(20)] as const;
  const attempt = (id: string) => county.step(id, 'handle', actor);
  const before = halves[0].map(attempt);
  const leaving = county.leaves(actor, 'retired');
  const answers = await Promise.all([...before, ...halves[1].map(attempt)]);
  const { body } = await leaving;
  const { body: departure } = await county.get<{ at: string }>('sysadmin', `/api/v1/departures/${body.id}`);
  for (const [index, { status, body }] of answers.entries()) {
    const stored = await county.steps(ids[index] as string);
    expect(stored).toHaveLength(status === 201 ? 1 : 0);
    if (status !== 201) expect(body.code).toBe('not-active');
    for (const { at } of stored) expect(Date.parse(at)).toBeLessThan(Date.parse(departure.at));
  }
  expect((await attempt(ids.at(-1) as string)).status).toBe(409);
});

const introspect = async (accessToken: string): Promise<{ active: boolean }> => {
  const response = await fetch(new URL('/oidc/token/introspection', county.origin), {
    method: 'POST',
    body: new URLSearchParams({ token: accessToken }),
    headers: { authorization: `Basic ${Buffer.from('demo-business:demo-business-secret').toString('base64')}` },
  });
  return (await response.json()) as { active: boolean };
};

test('a client that only decides may let nobody go', async () => {
  const { access_token } = await token(
    county.origin,
    { grant_type: 'client_credentials', scope: 'decide' },
    'demo-business:demo-business-secret',
  );
  const answer = await fetch(new URL('/api/v1/people/newcomer/departure', county.origin), {
    method: 'POST',
    body: JSON.stringify({ kind: 'retired' }),
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
  });
  expect(answer.status).toBe(403);
});

test('subscribers get account-disabled with the kind of the departure, and the sessions that ended', async () => {
  const [port, told] = [await freePort(), [] as Signal[]];
  const service = Fastify();
  const client = createClient({
    origin: county.origin,
    clientId: 'demo-receiver',
    clientSecret: 'demo-receiver-secret',
  });
  const { audience } = await client.openStream({ endpoint: `http://127.0.0.1:${port}/signals` });
  const onSignal = (signal: Signal) => void told.push(signal);
  await service.register(signals, { path: '/signals', origin: county.origin, audience, onSignal });
  await service.listen({ host: '127.0.0.1', port });
  try {
    expect((await county.leaves('hall-op3', 'retired')).status).toBe(201);
    const seen = () => told.map(({ event, reason }) => [event, reason]);
    await expect.poll(seen, { timeout: 30_000 }).toEqual([
      [signalEvents.accountDisabled, 'retired'],
      [signalEvents.sessionRevoked, undefined],
    ]);
    const [person] = (await county.sql("select person from access.account where username = 'hall-op3'")) as Signal[];
    expect(new Set(told.map((one) => one.person))).toEqual(new Set([person?.person]));
  } finally {
    await service.close();
  }
});
