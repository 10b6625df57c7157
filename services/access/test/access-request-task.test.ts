import { createPublicKey, verify } from 'node:crypto';
import type { AccessTask, EvaluationAnswer } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { award, evaluate, question } from './acting.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide } from './requesting.ts';

/** The draft AuthZEN Access Request and Approval Profile: from a denial that can be cured to a request, and to what it gives. */
let county: County;
const names = Array.from({ length: 12 }, (_, index) => `asker-${index}`);
beforeAll(async () => {
  county = await openCounty(({ people }) => {
    for (const username of names)
      people.push({
        staffNumber: username,
        username,
        name: username,
        unit: 'enterprise-pension',
        post: '-',
        roles: [],
      });
  });
});
afterAll(() => county.close());

type Caller = Parameters<County['service']['send']>[0];
const handle = (who: string) => question(who, 'handle', award);
const business = () => county.client('requests:write', 'decide');

async function denied(inquiry: object): Promise<EvaluationAnswer['context']> {
  const { decision, context } = await evaluate(county, inquiry);
  expect(decision).toBe(false);
  return context;
}

/** A submission as a client makes it from what it was told. */
async function submission(inquiry: { context?: object } & object, more: object = {}): Promise<Record<string, unknown>> {
  const { evaluation_id, evaluated_at, reason, access_request: told } = await denied(inquiry);
  const { expires_at, binding_token } = told as NonNullable<typeof told>;
  return {
    ...inquiry,
    context: { ...inquiry.context, business_justification: '新入职，任经办岗' },
    denial: { evaluation_id, evaluated_at, reason, expires_at, binding_token },
    ...more,
  };
}

const send = (caller: Caller, payload: object, key?: string) =>
  county.service.send(caller, {
    method: 'POST',
    url: '/access/v1/requests',
    payload,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });
const pathOf = (url: string | undefined) => new URL(url as string).pathname;
const status = (caller: Caller, { task }: AccessTask) => county.service.get(caller, pathOf(task.status_endpoint));

async function submitted(caller: Caller, payload: object): Promise<AccessTask> {
  const answer = await send(caller, payload);
  expect(answer.statusCode, answer.body).toBe(202);
  const told = answer.json() as AccessTask;
  expect(answer.headers.location).toBe(told.task.status_endpoint);
  return told;
}
const refusal = async (caller: Caller, payload: object) => {
  const answer = await send(caller, payload);
  const { type, code } = answer.json();
  return [answer.statusCode, type.replace('urn:openid:authzen:access-request:error:', ''), code];
};
const unbound = [400, 'invalid_denial_binding', 'denial-unbound'];

test('the metadata say so, and a denial carries what the draft asks of it, signed by a published key', async () => {
  const metadata = (await county.service.get(undefined, '/.well-known/authzen-configuration')).json();
  expect(metadata.capabilities).toContain('urn:openid:authzen:capability:access-request');
  const { access_request, id, evaluation_id, evaluated_at } = await denied(handle('asker-0'));
  const told = access_request as NonNullable<typeof access_request>;
  expect(told).toEqual({
    endpoint: metadata.access_request_endpoint,
    expires_at: expect.any(String),
    binding_token: expect.any(String),
    request_schema_url: expect.any(String),
  });
  expect(evaluation_id).toBe(id);
  const life = Date.parse(told.expires_at) - Date.parse(evaluated_at as string);
  expect(life).toBeGreaterThan(590_000);
  expect(life).toBeLessThanOrEqual(600_000);
  const { keys } = (await county.service.get(undefined, pathOf(metadata.jwks_uri))).json();
  const [header, payload, signature] = told.binding_token.split('.') as [string, string, string];
  const key = createPublicKey({ key: keys[0], format: 'jwk' });
  expect(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  const [head, claims] = [header, payload].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
  expect(head).toMatchObject({ alg: 'EdDSA', kid: keys[0].kid });
  expect(claims).toMatchObject({ aud: metadata.access_request_endpoint, iss: metadata.policy_decision_point });
  const schema = (await county.service.get(undefined, pathOf(told.request_schema_url))).json();
  expect(schema.properties.context.required).toEqual(['business_justification']);
  // What no request cures carries nothing of it.
  const incurable = await denied(question('nobody', 'handle', award));
  expect([incurable.access_request, incurable.evaluation_id]).toEqual([undefined, undefined]);
});

test('one asks for oneself: a request like any other, a task until it is in force, and then it is permitted', async () => {
  const who = county.as('asker-1');
  const told = await submitted(who, await submission(handle('asker-1')));
  expect(told.task).toMatchObject({ status: 'pending', progress: { current_step: 1 } });
  const request = (await county.service.get(who, `/api/v1/requests/${told.task.id}`)).json();
  expect(request).toMatchObject({ change: 'grant', requester: 'asker-1', beneficiary: 'asker-1', state: 'pending' });
  expect(request.role).toBe('enterprise-pension-handle');
  await approve(county, request);
  const done = (await status(who, told)).json();
  expect(done).toMatchObject({ task: { status: 'approved' }, result: { mode: 'reevaluate' } });
  expect(done.task.links).toBeUndefined();
  const { approval } = done.result;
  expect(Date.parse(approval.approved_until)).toBeGreaterThan(Date.parse(approval.approved_at));
  expect((await evaluate(county, { ...handle('asker-1'), context: { approval } })).decision).toBe(true);
  // The approval is no grant: somebody else’s opens nothing, and what follows is said.
  const swapped = await denied({ ...handle('asker-2'), context: { approval } });
  expect(swapped.next_action).toBe('request');
  expect((await denied({ ...question('nobody', 'handle'), context: { approval } })).next_action).toBe('none');
});

test('a client that may ask for people asks in the person’s name, and the log says which', async () => {
  const told = await submitted(business(), await submission(handle('asker-3')));
  const { task } = (await status(business(), told)).json();
  expect(task.status).toBe('pending');
  const entries = (await county.entries('request.submitted')).filter(({ target }) => target === told.task.id);
  expect(entries).toMatchObject([{ actor: 'asker-3', client: 'test-client' }]);
  const { rows } = await county.owner.pool.query(
    'select client, evaluation from access.request_denial where request = $1',
    [told.task.id],
  );
  // The denial’s own entry is found by it.
  const { rows: decided } = await county.owner.pool.query('select action from audit.entry where id = $1', [
    rows[0].evaluation,
  ]);
  expect([rows[0].client, decided[0].action]).toEqual(['test-client', 'decision.evaluated']);
  // Another client sees how it stands, and takes nothing back.
  const another = { ...business(), client: 'another-client' };
  expect((await status(another, told)).statusCode).toBe(200);
  expect((await county.service.post(another, pathOf(task.links.cancel), {})).statusCode).toBe(403);
  // The person sees it as well, and takes it back.
  const cancelled = await county.service.post(county.as('asker-3'), pathOf(task.links.cancel), {});
  expect(cancelled.json()).toMatchObject({ task: { status: 'cancelled' } });
  const again = await county.service.post(business(), pathOf(task.links.cancel), {});
  expect([again.statusCode, again.json().type]).toEqual([
    409,
    'urn:openid:authzen:access-request:error:invalid_task_state',
  ]);
});

test('its client takes back what it has asked for, in the person’s name', async () => {
  const told = await submitted(business(), await submission(handle('asker-11')));
  const cancelled = await county.service.post(business(), pathOf(told.task.links?.cancel), {});
  expect(cancelled.json()).toMatchObject({ task: { id: told.task.id, status: 'cancelled' } });
  const [entry] = (await county.entries('request.withdrawn')).filter(({ target }) => target === told.task.id);
  expect(entry).toMatchObject({ actor: 'asker-11', client: 'test-client' });
});

test('rejected it is denied', async () => {
  const told = await submitted(business(), await submission(handle('asker-4')));
  const request = (await county.service.get(county.as('asker-4'), `/api/v1/requests/${told.task.id}`)).json();
  await decide(county, request.stages[0].candidates[0], told.task.id, 'reject');
  const answer = (await status(business(), told)).json();
  expect([answer.task.status, answer.result]).toEqual(['denied', undefined]);
});

test('nobody asks for somebody else, nor without the right', async () => {
  const forAnother = await submission(handle('asker-5'));
  expect(await refusal(county.as('asker-6'), forAnother)).toEqual([
    403,
    'urn:zhiheng:problem:not-permitted',
    'not-permitted',
  ]);
  expect((await refusal(county.client('decide'), forAnother))[0]).toBe(403);
  expect((await send(undefined, forAnother)).statusCode).toBe(401);
  const told = await submitted(business(), forAnother);
  // Who may not see the request knows of no task.
  const answer = await status(county.as('card-op1'), told);
  expect([answer.statusCode, answer.json().type]).toEqual([
    404,
    'urn:openid:authzen:access-request:error:unknown_task',
  ]);
  // And what did not come this way is no task.
  const other = await county.service.post(county.as('asker-6'), '/api/v1/requests', {
    ...{ change: 'grant', beneficiary: 'asker-6', role: 'enterprise-pension-handle', unit: 'enterprise-pension' },
    reason: '新入职',
  });
  expect((await county.service.get(business(), `/access/v1/requests/${other.json().id}`)).statusCode).toBe(404);
  expect((await county.service.post(business(), `/access/v1/requests/${other.json().id}/cancel`, {})).statusCode).toBe(
    404,
  );
});

test('what was denied is what is asked for: nothing else of it passes', async () => {
  const inquiry = { ...handle('asker-7'), context: { channel: 'hall', policyEpoch: 1 } };
  const good = await submission(inquiry);
  const denial = good.denial as Record<string, string>;
  const other = await submission(handle('asker-8'));
  const [header, payload, signature] = (denial.binding_token as string).split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const forged = Buffer.from(JSON.stringify({ ...claims, cure: { ...claims.cure, role: 'director' } })).toString(
    'base64url',
  );
  for (const wrong of [
    { ...good, subject: { type: 'person', id: 'asker-8' } },
    { ...good, action: { name: 'review' } },
    { ...good, resource: { ...(good.resource as object), id: 'another' } },
    { ...good, context: { ...(good.context as object), channel: 'online' } },
    { ...good, denial: other.denial },
    { ...good, denial: { ...denial, binding_token: [header, forged, signature].join('.') } },
    { ...good, denial: { ...denial, binding_token: 'no-token' } },
    { ...good, denial: { ...denial, binding_token: undefined } },
    { ...good, denial: { ...denial, expires_at: '2099-01-01T00:00:00.000Z' } },
    { ...good, denial: { ...denial, evaluation_id: 'another' } },
  ])
    expect(await refusal(business(), wrong), JSON.stringify(wrong)).toEqual(unbound);
  for (const wrong of [
    { ...good, requested_access: { role: 'director' } },
    { ...good, context: inquiry.context },
    { ...good, callback: { endpoint: 'https://10.0.0.1/' } },
    { ...good, items: [] },
    { ...good, client: { actor: { id: 'somebody-else' } } },
    { ...good, action: undefined },
  ])
    expect((await refusal(business(), wrong))[2], JSON.stringify(wrong)).toBe('invalid-request');
  expect(
    await county.owner.pool.query(
      "select from access.request r join access.person p on p.id = r.beneficiary where p.name = 'asker-7'",
    ),
  ).toMatchObject({ rowCount: 0 });
  // The epoch is none of what binds, and the order of members means nothing.
  const turned = Object.fromEntries(Object.entries(good).reverse());
  await submitted(business(), { ...turned, context: { business_justification: '需要', channel: 'hall' } });
});

test('a key is told the same task again, and refused for something else', async () => {
  const body = await submission(handle('asker-9'), { requested_access: { requested_until: '2099-01-01T00:00:00Z' } });
  expect((await refusal(business(), body))[2]).toBe('too-long');
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const good = { ...body, requested_access: { requested_until: until } };
  const [first, second] = await Promise.all([send(business(), good, 'k'), send(business(), good, 'k')]);
  expect(first.statusCode, first.body).toBe(202);
  expect(second.json()).toEqual(first.json());
  expect((await send(business(), good, 'k')).json()).toEqual(first.json());
  const other = await send(business(), { ...good, requested_access: {} }, 'k');
  expect([other.statusCode, other.json().type]).toEqual([
    409,
    'urn:openid:authzen:access-request:error:duplicate_request',
  ]);
  const request = (await county.service.get(county.as('asker-9'), `/api/v1/requests/${first.json().task.id}`)).json();
  expect(request.validUntil).toBe(until);
});

test('a denial can be asked about for ten minutes, by the database’s clock', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 601_000 });
  const late = await submission(handle('asker-10')).finally(() => vi.useRealTimers());
  expect(await refusal(business(), late)).toEqual([410, 'expired_denial', 'denial-expired']);
  await submitted(business(), await submission(handle('asker-10')));
});
