import { randomUUID } from 'node:crypto';
import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CeremonyError, type Enrolment, holdCeremony } from '../plugin.ts';
import { postForm, signInBrowser } from './browser.ts';
import { startWorld, type TestPerson, type World } from './world.ts';

let world: World;
const duties = { sys: 'administer-accounts', sec: 'administer-security', aud: 'administer-audit' };
const usernames = { system: 'sys', security: 'sec', audit: 'aud' };
const people = new Map<string, TestPerson>();

beforeAll(async () => {
  world = await startWorld(['county', 'other']);
  for (const [username, duty] of Object.entries(duties)) people.set(username, await appoint('county', username, duty));
  await appoint('other', 'lone', 'administer-accounts');
});
afterAll(() => world?.close());

/** Somebody with one duty of administration, and no password yet. */
async function appoint(centre: string, username: string, duty: string): Promise<TestPerson> {
  const person = await world.addPerson(centre, username);
  const query = world.owner.query;
  await sql`insert into access.role (centre, code, id, name, risk)
    values (${centre}, ${duty}, ${randomUUID()}, '{"zh": "管理", "en": "Administration"}', 3)`.execute(query);
  await sql`insert into access.role_permission (centre, role, ordinal, action, resource)
    values (${centre}, ${duty}, 0, ${duty}, 'all')`.execute(query);
  await inCentre(world.owner, centre, async (transaction) => {
    // Access grants nothing without a request; how it came about is none of this test's business.
    await sql`set local session_replication_role = replica`.execute(transaction);
    await sql`insert into access.grant (centre, id, person, role, unit, validity)
      values (${centre}, ${randomUUID()}, ${person.person}, ${duty}, 'centre', tstzrange(now(), null))`.execute(
      transaction,
    );
  });
  await sql`delete from identity.credential where account = ${person.account}`.execute(query);
  return person;
}

const hold = (chosen = usernames, centre = 'county') => holdCeremony(world.database, centre, chosen);
const open = (token: string) => fetch(`${world.origin}/oidc/enrolment?link=${encodeURIComponent(token)}`);
const choose = (link: string, password: string, again = password) =>
  postForm(`${world.origin}/oidc/enrolment`, { link, password, again });
const links = async () =>
  (await sql<{ count: number }>`select count(*)::int as count from identity.one_time_link`.execute(world.owner.query))
    .rows[0]?.count;

let enrolments: Enrolment[];
const linkOf = (username: string) => enrolments.find((one) => one.username === username)?.token ?? '';

describe('the ceremony', () => {
  it.each([
    ['somebody without the duty', { ...usernames, audit: 'sec' }, 'county'],
    ['somebody unknown', { ...usernames, system: 'nobody' }, 'county'],
    ['a centre without such people', usernames, 'other'],
    ['no centre', usernames, 'nowhere'],
  ])('is refused with %s', async (_what, chosen, centre) => {
    await expect(hold(chosen, centre)).rejects.toThrow(CeremonyError);
    expect(await links()).toBe(0);
  });

  it('is refused where an administrator has a password already', async () => {
    const { account } = people.get('aud') as TestPerson;
    await sql`insert into identity.credential (centre, account, hash) values ('county', ${account}, '$argon2id$x')`.execute(
      world.owner.query,
    );
    await expect(hold()).rejects.toThrow(/has a password already/);
    await sql`delete from identity.credential where account = ${account}`.execute(world.owner.query);
  });

  it('is held once: of four at the same moment, one', async () => {
    const held = await Promise.allSettled([hold(), hold(), hold(), hold()]);
    const done = held.filter((one) => one.status === 'fulfilled');
    expect(done).toHaveLength(1);
    for (const one of held) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(CeremonyError);
    enrolments = done[0]?.value ?? [];
    expect(enrolments.map(({ power, username }) => [power, username])).toEqual(Object.entries(usernames));
    expect(await links()).toBe(3);
    await expect(hold()).rejects.toThrow(/held already/);
    const told = (await world.entries('county')).map(({ action }) => action);
    expect(told.filter((action) => action === 'ceremony.held')).toHaveLength(1);
    expect(told.filter((action) => action === 'enrolment-link.issued')).toHaveLength(3);
  });

  it('stays held whatever the service does', async () => {
    const gone = sql`delete from identity.ceremony`.execute(world.database.query);
    await expect(gone).rejects.toThrow(/permission denied/);
    const twins = sql`insert into identity.ceremony (centre, system, security, audit)
      values ('other', ${randomUUID()}, '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001')`;
    await expect(twins.execute(world.owner.query)).rejects.toThrow(/three_people/);
  });
});

describe('an enrolment link', () => {
  const password = 'Four wandering oxen, 1 ox';

  it('gives its holder a password of their own, and is used once, by one of many', async () => {
    const page = await open(linkOf('sys'));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('value="sys"');
    expect((await choose(linkOf('sys'), 'short')).status).toBe(400);
    // By the centre's rules, as any that is chosen later.
    const common = await choose(linkOf('sys'), 'Password1234');
    expect([common.status, await common.text()]).toEqual([400, expect.stringContaining('role="alert"')]);
    expect((await choose(linkOf('sys'), password, 'another long one')).status).toBe(400);
    const statuses = (await Promise.all([1, 2, 3, 4].map(() => choose(linkOf('sys'), password)))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 410, 410, 410]);
    expect((await open(linkOf('sys'))).status).toBe(410);
    await signInBrowser(world.origin, world.origin, { username: 'sys', password });
    const [entry] = (await world.entries('county')).filter(({ reason }) => reason === 'enrolment-link');
    expect(entry).toMatchObject({ action: 'password.set', actor: 'sys', person: people.get('sys')?.person });
  });

  it('is nowhere to be read: neither in the database nor in the log', async () => {
    const { rows } = await sql`select * from identity.one_time_link`.execute(world.owner.query);
    const told = JSON.stringify([rows, await world.entries('county')]);
    for (const { token } of enrolments) expect(told).not.toContain(token.split('~')[1]);
  });

  it('ends after an hour by the clock of the database, with the account, and where none was made', async () => {
    await sql`update identity.one_time_link set expires_at = clock_timestamp() where account = ${
      people.get('sec')?.account
    }`.execute(world.owner.query);
    expect((await open(linkOf('sec'))).status).toBe(410);
    expect((await choose(linkOf('sec'), password)).status).toBe(410);
    await world.depart(people.get('aud') as TestPerson);
    expect((await choose(linkOf('aud'), password)).status).toBe(410);
    expect((await choose('county~nonsense', password)).status).toBe(410);
    expect((await choose('nonsense', password)).status).toBe(410);
    const { rows } = await sql`select from identity.credential c where c.account in
      (${people.get('sec')?.account}, ${people.get('aud')?.account})`.execute(world.owner.query);
    expect(rows).toHaveLength(0);
  });
});
