import { randomUUID } from 'node:crypto';
import type { Database } from '@zhiheng/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerClients } from '../plugin.ts';
import { StandingMemory } from '../standing-memory.ts';
import { lookUp } from '../store/introspection-store.ts';
import { postForm, signInBrowser, type Tokens } from './browser.ts';
import { eventually } from './eventually.ts';
import { machine, startWorld, type World } from './world.ts';

/** What introspection remembers falls with whatever it rests on, in every process, before that is answered for. */
let world: World;
let other: Awaited<ReturnType<World['another']>>;
let count = 0;

beforeAll(async () => {
  world = await startWorld(['county', 'north']);
  other = await world.another();
});
afterAll(async () => {
  await other?.close();
  await world?.close();
});

const run = (sql: string, values: unknown[] = []) => world.owner.pool.query(sql, values);

async function introspect(origin: string, token: string, by = machine): Promise<boolean> {
  const response = await postForm(`${origin}/oidc/token/introspection`, { token }, by);
  return response.ok && ((await response.json()) as { active: boolean }).active;
}

/** Asks until it is answered without the database: other work of the process may happen to take a connection meanwhile. */
async function untilRemembered(process: { origin: string; database: Database }, token: string, by = machine) {
  let taken = 0;
  const take = () => taken++;
  process.database.pool.on('acquire', take);
  try {
    await eventually(
      async () => {
        taken = 0;
        return (await introspect(process.origin, token, by)) && taken === 0;
      },
      (remembered) => remembered,
    );
  } finally {
    process.database.pool.off('acquire', take);
  }
}

async function inBoth(token: string, by: typeof machine, fall: () => Promise<unknown>) {
  for (const process of [world, other]) await untilRemembered(process, token, by);
  await fall();
  const answers = [await introspect(other.origin, token, by), await introspect(world.origin, token, by)];
  expect(answers).toEqual([false, false]);
}

describe('a person’s token falls with', () => {
  const causes: Record<string, string> = {
    'their account': `update access.account set state = 'disabled', disabled_at = clock_timestamp(), disabled_reason = 'retired' where id = $1`,
    'the person': `update access.person p set state = 'departed' from access.account a where a.id = $1 and p.id = a.person`,
    'the day they leave': `update access.person p set leaves_at = clock_timestamp() from access.account a where a.id = $1 and p.id = a.person`,
    'an account that is another’s': `update access.account set username = username || '-moved', person = (
      select id from access.person where centre = 'county' and id <> person limit 1), state = 'disabled', disabled_at = clock_timestamp(),
      disabled_reason = 'merged' where id = $1`,
    'their grant': `delete from identity.artefact where account = $1 and kind = 'Grant'`,
    'a grant that is another’s': `update identity.artefact set payload = payload || '{"accountId": "county~a~b"}'
      where account = $1 and kind = 'Grant'`,
  };
  test.each(Object.keys(causes))('%s', async (cause) => {
    const person = await world.addPerson('county', `clerk-${++count}`);
    const { tokens } = await signInBrowser(world.origin, world.origin, person);
    await inBoth(tokens.access_token, machine, () => run(causes[cause] as string, [person.account]));
  });

  test('its revocation, whoever asked for it', async () => {
    const person = await world.addPerson('county', `clerk-${++count}`);
    const { tokens } = await signInBrowser(world.origin, world.origin, person);
    const form = { token: tokens.access_token, client_id: 'console' };
    await inBoth(form.token, machine, () => postForm(`${world.origin}/oidc/token/revocation`, form));
  });
});

describe('a machine’s token falls with', () => {
  const causes: Record<string, string> = {
    'the end of its client': `update identity.client_care set ended_at = clock_timestamp() where client = $1`,
    'its client’s row': `delete from identity.client where id = $1`,
  };
  test.each(Object.keys(causes))('%s', async (cause) => {
    const client = await registered();
    await inBoth(await tokenOf(client), machine, () => run(causes[cause] as string, [client.id]));
  });
});

describe('who asks is told nothing more from', () => {
  const secret = Buffer.alloc(32, 7);
  const causes: Record<string, string> = {
    'its end': `update identity.client_care set ended_at = clock_timestamp() where client = $1`,
    'another secret': `update identity.client set secret = '\\x${secret.toString('hex')}' where id = $1`,
    'another client of its id': `insert into identity.client (centre, id, secret, scopes)
      select 'north', id, secret, scopes from identity.client where id = $1`,
  };
  test.each(Object.keys(causes))('%s', async (cause) => {
    const [asker, token] = [await registered(), await tokenOf(machine)];
    await inBoth(token, asker, () => run(causes[cause] as string, [asker.id]));
  });

  test('the end of the secret before the last one, which falls by the clock, or at once', async () => {
    const [asker, token] = [await registered(), await tokenOf(machine)];
    const question = { asker: asker.id, jti: 'any', client: machine.id, account: null, grant: null, holder: null };
    const until = async () => (await lookUp(world.database, 'county', question)).until;
    expect(await until()).toBeNull();
    await run(
      `with before as (select secret from identity.client where id = $1),
        changed as (update identity.client set secret = $2 where id = $1)
      update identity.client_care set previous = before.secret, previous_until = to_timestamp(4102444800) from before where client = $1`,
      [asker.id, secret],
    );
    expect(await until()).toBe(4_102_444_800_000);
    await inBoth(token, asker, () =>
      run('update identity.client_care set previous_until = now() where client = $1', [asker.id]),
    );
  });
});

test('a day on which somebody will have left is an end that is known beforehand', async () => {
  const { account, person } = await world.addPerson('county', `clerk-${++count}`);
  await run('update access.person set leaves_at = to_timestamp(4102444800) where id = $1', [person]);
  const question = { asker: machine.id, jti: 'any', client: 'console', account, grant: Buffer.alloc(32), holder: '' };
  expect((await lookUp(world.database, 'county', question)).until).toBe(4_102_444_800_000);
});

describe('nothing is recalled', () => {
  const memory = new StandingMemory<object>();
  const value = {};
  const keep = (marks: string[] = [], until = Number.POSITIVE_INFINITY, since = memory.falls) =>
    memory.keep('it', { value, marks, until, since });
  const fall = (mark: string) => run('select pg_notify($1, $2)', ['zhiheng_standing', mark]);
  beforeAll(() => memory.start(world.database));
  afterAll(() => memory.stop());

  test('of what fell while it was being read, and all else is', async () => {
    const since = memory.falls;
    await fall('token:it');
    keep(['token:another'], undefined, since);
    expect(await memory.recall('it')).toBe(value);
    keep(['token:it'], undefined, since);
    expect(await memory.recall('it')).toBeUndefined();
  });

  test('from its end on, by the database’s clock', async () => {
    keep([], Date.now() + 60_000);
    expect(await memory.recall('it')).toBe(value);
    keep([], Date.now() - 60_000);
    expect(await memory.recall('it')).toBeUndefined();
  });

  test('that is older than the falls that are known', async () => {
    keep(['token:old']);
    await run(`select pg_notify('zhiheng_standing', 'token:' || n) from generate_series(1, 10001) n`);
    expect(await memory.recall('it')).toBeUndefined();
    keep(['token:1']);
    expect(await memory.recall('it')).toBe(value);
  });

  test('while nobody listens, and of what was remembered before', async () => {
    keep(['token:unheard']);
    await run(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and query like '%clock_timestamp()%'`,
    );
    await fall('token:unheard');
    expect(await memory.recall('it')).toBeUndefined();
    const recalled = async (key: string) => (await memory.recall(key)) === value;
    await eventually(
      () => {
        memory.keep('later', { value, marks: [], until: Number.POSITIVE_INFINITY, since: memory.falls });
        return recalled('later');
      },
      (heard) => heard,
    );
    expect(await recalled('it')).toBe(false);
  });
});

async function registered() {
  const client = { id: `asker-${++count}`, secret: randomUUID(), scopes: ['decide'] };
  await registerClients(world, 'county', [client]);
  return client;
}

async function tokenOf(client: typeof machine): Promise<string> {
  const response = await postForm(`${world.origin}/oidc/token`, { grant_type: 'client_credentials' }, client);
  return ((await response.json()) as Tokens).access_token;
}
