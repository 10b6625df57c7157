import { advisoryLocks } from '@zhiheng/database';
import { decodeProtectedHeader } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rotateSigningKey } from '../plugin.ts';
import { maintainSigningKeys } from '../signing-keys.ts';
import { postForm } from './browser.ts';
import { eventually } from './eventually.ts';
import { holding } from './holding.ts';
import { machine, startWorld, type World } from './world.ts';

const day = 86_400;
let world: World;
let other: Awaited<ReturnType<World['another']>>;

beforeAll(async () => {
  world = await startWorld(['county', 'other']);
  other = await world.another();
});
afterAll(async () => {
  await other?.close();
  await world?.close();
});

const published = async (origin: string): Promise<string[]> => {
  const { keys } = (await (await fetch(`${origin}/oidc/jwks`)).json()) as { keys: { kid: string; d?: string }[] };
  expect(keys.some((key) => 'd' in key)).toBe(false);
  return keys.map(({ kid }) => kid);
};
const tokenOf = async (origin: string): Promise<string> => {
  const response = await postForm(`${origin}/oidc/token`, { grant_type: 'client_credentials' }, machine);
  return ((await response.json()) as { access_token: string }).access_token;
};
const signer = async (origin: string) => decodeProtectedHeader(await tokenOf(origin)).kid as string;
const introspected = async (token: string) =>
  (await (await postForm(`${other.origin}/oidc/token/introspection`, { token }, machine)).json()) as object;

/** Lets time pass for the keys, and all processes look, as they do twice a minute. */
async function pass(seconds: number): Promise<void> {
  await sql`update identity.signing_key set created_at = created_at - make_interval(secs => ${seconds})`.execute(
    world.owner.query,
  );
  await sql`select pg_notify('zhiheng_signing_keys', '')`.execute(world.owner.query);
}
const everywhere = async <T>(look: (origin: string) => Promise<T>, wanted: (found: T) => boolean): Promise<void> => {
  for (const { origin } of [world, other]) await eventually(() => look(origin), wanted);
};
const entries = async () =>
  (await world.entries('other')).filter(({ action }) => String(action).startsWith('signing-key.'));

describe('a rotation while two processes run', () => {
  it('is published by both at once, signs when verifiers know it, and leaves what was signed before good', async () => {
    const [old = ''] = await published(world.origin);
    const before = await tokenOf(world.origin);
    await rotateSigningKey(world.database, world.secret);
    await everywhere(published, (kids) => kids.length === 2);
    expect(await signer(world.origin)).toBe(old);
    await pass(11 * 60);
    await everywhere(signer, (kid) => kid !== old);
    expect(await world.verify(before)).toMatchObject({ client: machine.id });
    expect(await introspected(before)).toMatchObject({ active: true });
    expect(await world.verify(await tokenOf(other.origin))).toMatchObject({ client: machine.id });
  });

  it('ends with the old key gone, when nothing it signed is good any more', async () => {
    const kids = await published(world.origin);
    const signs = await signer(world.origin);
    await pass(25 * 3600);
    await maintainSigningKeys(world.database, world.secret, 90 * day);
    expect(await published(world.origin)).toHaveLength(2);
    await pass(3600);
    await maintainSigningKeys(world.database, world.secret, 90 * day);
    await everywhere(published, (left) => left.join() === signs);
    const [gone] = kids.filter((kid) => kid !== signs);
    expect((await entries()).at(-1)).toMatchObject({ action: 'signing-key.removed', target: gone, reason: 'over' });
  });

  it('is due by age, and then made once however many processes find it so', async () => {
    await maintainSigningKeys(world.database, world.secret, 90 * day);
    expect(await published(world.origin)).toHaveLength(1);
    await pass(90 * day);
    await holding(world.owner, `select pg_advisory_xact_lock(${advisoryLocks.signingKeys})`, [], 4, () =>
      [1, 2, 3, 4].map(() => maintainSigningKeys(world.database, world.secret, 90 * day)),
    );
    await everywhere(published, (kids) => kids.length === 2);
    const made = (await entries()).filter(({ reason }) => reason === 'scheduled');
    expect(made).toHaveLength(1);
    expect(JSON.stringify(await entries())).not.toContain('"d"');
  });

  it('leaves nothing of the old keys where they are given up', async () => {
    const before = await tokenOf(world.origin);
    const kids = await published(world.origin);
    await rotateSigningKey(world.database, world.secret, { dropOld: true });
    await everywhere(signer, (kid) => !kids.includes(kid));
    await everywhere(published, (left) => left.length === 1);
    expect(await introspected(before)).toEqual({ active: false });
  });
});
