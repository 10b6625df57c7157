import type { ClientWithSecret, MachineClient } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeOver } from '../client-care.ts';
import { postForm, signInBrowser, type Tokens } from './browser.ts';
import { machine, startWorld, type TestPerson, type World } from './world.ts';

const centre = 'county';
let world: World;
let admin: string;
let owners: TestPerson[];
beforeAll(async () => {
  world = await startWorld();
  const person = await world.addPerson(centre, 'secadmin');
  await holds(person, 'administer-security', 'role');
  admin = (await signInBrowser(world.origin, world.origin, person)).tokens.access_token;
  owners = [];
  for (const name of ['accounts', 'first', 'second', 'third']) owners.push(await world.addPerson(centre, name));
  await holds(owners[0] as TestPerson, 'administer-accounts', 'account');
});
afterAll(() => world?.close());

/** As a founding gives it: what is here is not how grants come about. */
async function holds({ person }: TestPerson, action: string, resource: string): Promise<void> {
  const client = await world.owner.pool.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    const role = `${action}-role`;
    await client.query(
      `insert into access.role (centre, code, id, name, risk) values ($1, $2, gen_random_uuid(), '{}', 1)`,
      [centre, role],
    );
    await client.query(
      'insert into access.role_permission (centre, role, ordinal, action, resource) values ($1, $2, 0, $3, $4)',
      [centre, role, action, resource],
    );
    await client.query(
      `insert into access.grant (centre, id, person, role, unit, validity)
       values ($1, gen_random_uuid(), $2, $3, 'centre', tstzrange(clock_timestamp() - interval '1 day', null))`,
      [centre, person, role],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function send<T = MachineClient>(
  method: string,
  path = '',
  body?: object,
  token = admin,
): Promise<{ status: number; body: T }> {
  const answer = await fetch(`${world.origin}/oidc/clients${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}
const tokenFor = (id: string, secret: string) =>
  postForm(`${world.origin}/oidc/token`, { grant_type: 'client_credentials' }, { id, secret });
const register = async (id: string, more: object = {}): Promise<ClientWithSecret> => {
  const { status, body } = await send<ClientWithSecret>('POST', '', {
    id,
    scopes: ['decide'],
    description: '测试',
    ...more,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
};
const list = async () => (await send<{ data: MachineClient[] }>('GET', '?limit=100')).body.data;
const named = async (id: string) => (await list()).find((client) => client.id === id) as MachineClient;
const told = async (action: string) => (await world.entries(centre)).filter((entry) => entry.action === action);

test('a client that was there before belongs to who administers accounts once there is somebody', async () => {
  await takeOver(world.database, centre);
  expect(await named(machine.id)).toMatchObject({ owner: 'accounts', description: '' });
});

test('a client is registered with an owner; its secret works, is shown once, and is in no entry', async () => {
  const { client, secret } = await register('payments', { owner: 'first' });
  expect(client).toMatchObject({
    id: 'payments',
    owner: 'first',
    description: '测试',
    lastUsedAt: null,
    endedAt: null,
  });
  expect((await tokenFor('payments', secret)).status).toBe(200);
  expect((await named('payments')).lastUsedAt).not.toBeNull();
  expect(JSON.stringify([await list(), await world.entries(centre)])).not.toContain(secret);
  const again = await send<{ code: string }>('POST', '', { id: 'payments', scopes: ['decide'], description: '' });
  expect(again.body.code).toBe('already-exists');
  const wrong = { id: 'other', scopes: ['nonsense'], description: '' };
  expect((await send<{ code: string }>('POST', '', wrong)).body.code).toBe('invalid-request');
  const nobody = { id: 'other', scopes: ['decide'], description: '', owner: 'nobody' };
  expect((await send<{ code: string }>('POST', '', nobody)).body.code).toBe('unknown-code');
  expect((await list()).map(({ id }) => id)).not.toContain('other');
});

const introspected = (token: string, id: string, own: string) =>
  postForm(`${world.origin}/oidc/token/introspection`, { token }, { id, secret: own });

test('an id that another centre has as well asks about nothing', async () => {
  const { secret } = await register('twice');
  const { access_token: token } = (await (await tokenFor('twice', secret)).json()) as Tokens;
  expect(await (await introspected(token, 'twice', secret)).json()).toMatchObject({ active: true });
  await world.owner.pool.query(
    `insert into identity.client (centre, id, secret, scopes) select 'north', id, secret, scopes from identity.client where id = 'twice'`,
  );
  expect((await introspected(token, 'twice', secret)).status).toBe(401);
});

test('two secrets overlap during a rotation; of two at once one rotates, and 0 hours shut the old one out', async () => {
  const { secret: first } = await register('rotating');
  const rotate = (overlapHours?: number) =>
    send<ClientWithSecret & { code: string }>(
      'POST',
      '/rotating/rotation',
      overlapHours === undefined ? {} : { overlapHours },
    );
  const both = await Promise.all([rotate(), rotate()]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(both.find(({ status }) => status === 409)?.body.code).toBe('secrets-overlap');
  const second = both.find(({ status }) => status === 200)?.body.secret as string;
  const { access_token: token } = (await (await tokenFor('rotating', first)).json()) as Tokens;
  const asked = async (own: string) => (await introspected(token, 'rotating', own)).status;
  for (const secret of [first, second]) {
    expect((await tokenFor('rotating', secret)).status).toBe(200);
    expect(await asked(secret)).toBe(200);
  }
  expect((await tokenFor('rotating', 'another')).status).toBe(401);
  expect((await named('rotating')).previousUntil).not.toBeNull();
  await world.owner.pool.query(
    `update identity.client_care set previous_until = clock_timestamp() where client = 'rotating'`,
  );
  expect((await tokenFor('rotating', first)).status).toBe(401);
  expect(await asked(first)).toBe(401);
  const { body } = await rotate(0);
  expect((await tokenFor('rotating', second)).status).toBe(401);
  expect((await tokenFor('rotating', body.secret)).status).toBe(200);
});

test('who leaves hands their clients over, each once, with its entry; named at that moment, too', async () => {
  const [, first, second] = owners as [TestPerson, TestPerson, TestPerson];
  await register('of-first', { owner: 'first' });
  await world.depart(first);
  await expect
    .poll(() => named('of-first'), { timeout: 20_000 })
    .toMatchObject({ owner: 'accounts', takenFrom: 'first' });
  expect(await told('client.reassigned')).toContainEqual(
    expect.objectContaining({ target: 'of-first', about: owners[0]?.person, reason: 'owner-left' }),
  );
  const ids = await Promise.all(Array.from({ length: 6 }, async (_, n) => (await register(`racing-${n}`)).client.id));
  await Promise.all([
    ...ids.map((id) => send('PATCH', `/${id}`, { owner: 'second' })),
    world.depart(second),
    takeOver(world.database, centre),
  ]);
  await takeOver(world.database, centre);
  for (const id of ids) expect((await named(id)).owner, id).not.toBe('second');
  expect((await send<{ code: string }>('PATCH', '/of-first', { owner: 'second' })).body.code).toBe('unknown-code');
});

test('one without an owner is never stopped silently; only where the centre says so it ends', async () => {
  const { secret } = await register('orphan', { owner: 'third' });
  const settings = (end: boolean) =>
    world.owner.pool.query(
      `insert into access.account_settings (centre, end_unowned) values ($1, $2) on conflict (centre) do update set end_unowned = $2`,
      [centre, end],
    );
  await world.owner.pool.query(
    `update identity.client_care set owner = null, owner_since = clock_timestamp() - interval '31 days' where client = 'orphan'`,
  );
  await world.owner.pool.query(
    `update access.account set state = 'disabled', disabled_at = clock_timestamp() where id = $1`,
    [owners[0]?.account],
  );
  await settings(false);
  await takeOver(world.database, centre);
  expect((await tokenFor('orphan', secret)).status).toBe(200);
  await settings(true);
  await takeOver(world.database, centre);
  expect((await tokenFor('orphan', secret)).status).toBe(401);
  expect(await told('client.ended')).toMatchObject([{ target: 'orphan', reason: 'without-owner' }]);
});

test('ended by an administrator it is ended for good', async () => {
  const { secret } = await register('ending');
  const issued = async (id: string, own: string) => ((await (await tokenFor(id, own)).json()) as Tokens).access_token;
  const [its, anothers] = [await issued('ending', secret), await issued(machine.id, machine.secret)];
  expect(await (await introspected(its, machine.id, machine.secret)).json()).toMatchObject({ active: true });
  expect(await (await introspected(anothers, 'ending', secret)).json()).toMatchObject({ active: true });
  for (let times = 0; times < 2; times++) expect((await send('DELETE', '/ending')).status).toBe(200);
  expect((await tokenFor('ending', secret)).status).toBe(401);
  expect(await (await introspected(its, machine.id, machine.secret)).json()).toEqual({ active: false });
  expect((await introspected(anothers, 'ending', secret)).status).toBe(401);
  for (const [method, path, body] of [
    ['PATCH', '/ending', { description: '改' }],
    ['POST', '/ending/rotation', {}],
  ] as const)
    expect((await send<{ code: string }>(method, path, body)).body.code).toBe('client-ended');
  expect((await told('client.ended')).filter(({ target }) => target === 'ending')).toHaveLength(1);
});

test('no route answers without a token, to a machine, or to who does not administer security', async () => {
  const other = await world.addPerson(centre, 'clerk');
  const clerk = (await signInBrowser(world.origin, world.origin, other)).tokens.access_token;
  const machineToken = ((await (await tokenFor(machine.id, machine.secret)).json()) as Tokens).access_token;
  const routes = [
    ['GET', ''],
    ['POST', '', { id: 'x', scopes: ['decide'], description: '' }],
    ['PATCH', '/payments', { description: '' }],
    ['POST', '/payments/rotation', {}],
    ['DELETE', '/payments'],
  ] as const;
  for (const [method, path, body] of routes) {
    expect((await send(method, path, body, '')).status, path).toBe(401);
    expect((await send(method, path, body, machineToken)).status, path).toBe(403);
    expect((await send<{ code: string }>(method, path, body, clerk)).body.code, path).toBe('not-permitted');
  }
  expect((await send<{ code: string }>('DELETE', '/unknown')).body.code).toBe('not-found');
  await world.depart(other);
  expect((await send('GET', '', undefined, clerk)).status).toBe(401);
});
