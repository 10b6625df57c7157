import { randomUUID } from 'node:crypto';
import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postForm, signInBrowser } from './browser.ts';
import { startWorld, type TestPerson, type World } from './world.ts';

interface Half {
  id: string;
  link: string;
  code: string;
}
interface Answer {
  status: number;
  body: Partial<Half> & {
    code?: string;
    data: { id: string; state: string; person: string }[];
    nextCursor: string | null;
  };
}

let world: World;
let system: TestPerson;
let security: TestPerson;
const tokens = new Map<TestPerson, string>();
beforeAll(async () => {
  world = await startWorld(['county', 'town']);
  system = await administrator('sysadmin', 'administer-accounts', 'account');
  security = await administrator('secadmin', 'administer-security', 'role');
});
afterAll(() => world?.close());

async function administrator(
  username: string,
  action: string,
  resource: string,
  centre = 'county',
): Promise<TestPerson> {
  const person = await world.addPerson(centre, username);
  await inCentre(world.owner, centre, async (transaction) => {
    await sql`insert into access.role (centre, code, id, name, risk)
      values (${centre}, ${username}, ${randomUUID()}, '{"zh": "管理", "en": "Administration"}', 3)`.execute(
      transaction,
    );
    await sql`insert into access.role_permission (centre, role, ordinal, action, resource)
      values (${centre}, ${username}, 0, ${action}, ${resource})`.execute(transaction);
    // Access grants nothing without a request; how it came about is none of this test's business.
    await sql`set local session_replication_role = replica`.execute(transaction);
    await sql`insert into access.grant (centre, id, person, role, unit, validity)
      values (${centre}, ${randomUUID()}, ${person.person}, ${username}, 'centre', '[2020-01-01,)')`.execute(
      transaction,
    );
  });
  return person;
}

async function call(by: TestPerson, method: string, path = '', given?: object): Promise<Answer> {
  const token = tokens.get(by) ?? (await signInBrowser(world.origin, world.origin, by)).tokens.access_token;
  tokens.set(by, token);
  const response = await fetch(`${world.origin}/api/v1/resets${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(given ? { 'content-type': 'application/json' } : {}) },
    ...(given ? { body: JSON.stringify(given) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {} };
}
const ask = (by: TestPerson, person: TestPerson, what = { password: true, factors: false }) =>
  call(by, 'POST', '', { person: person.username, ...what, reason: '本人到场' });
const confirm = (by: TestPerson, id = '') => call(by, 'POST', `/${id}/confirmation`);
const use = (half: Partial<Half>, form: Record<string, string>) => postForm(half.link ?? '', form);
/** What access is to tell them, in the order in which it happened. */
const eventsTo = async (people: TestPerson[]) => {
  const { rows } = await world.owner.pool.query(
    'select person, kind from identity.credential_event where person = any($1) order by id',
    [people.map(({ person }) => person)],
  );
  return rows.map(({ person, kind }) => [person, kind]);
};
const chosen = { password: 'Wholly-other 4 winds', again: 'Wholly-other 4 winds' };

async function handedOver(person: TestPerson, what?: { password: boolean; factors: boolean }) {
  const first = (await ask(system, person, what)).body;
  const second = (await confirm(security, first.id)).body;
  return { first, second, codes: { first: first.code ?? '', second: second.code ?? '' } };
}

describe('a reset', () => {
  it('takes two administrators, each with half a key, and gives the person a password of their own', async () => {
    const person = await world.addPerson('county', 'forgetful');
    const before = await signInBrowser(world.origin, world.origin, person);
    const { first, codes } = await handedOver(person);
    expect(await (await fetch(first.link ?? '')).text()).toContain('新密码');
    for (const wrong of [
      { first: codes.first, second: codes.first },
      { first: codes.second, second: codes.second },
    ])
      expect((await use(first, { ...wrong, ...chosen })).status).toBe(401);
    const same = await use(first, { ...codes, password: person.password, again: person.password });
    expect([same.status, (await use(first, { ...codes, ...chosen })).status]).toEqual([401, 200]);
    expect((await use(first, { ...codes, ...chosen })).status).toBe(410);
    const { tokens: after } = await signInBrowser(world.origin, world.origin, { ...person, password: chosen.password });
    expect(after.access_token).toBeTruthy();
    const old = await postForm(`${world.origin}/oidc/token`, {
      grant_type: 'refresh_token',
      client_id: 'console',
      refresh_token: before.tokens.refresh_token,
    });
    expect(old.status).toBe(400);
    const told = (await world.entries('county')).filter(({ about }) => about === person.person);
    expect(
      told.map(({ action, reason }) => [action, reason]).filter(([action]) => String(action).startsWith('reset')),
    ).toEqual([
      ['reset.asked', '本人到场'],
      ['reset.confirmed', null],
      ['reset.refused', 'wrong-code'],
      ['reset.refused', 'wrong-code'],
      ['reset.used', null],
    ]);
    expect(JSON.stringify(told)).not.toContain(codes.first);
    expect((await eventsTo([person, system, security])).slice(-3)).toEqual([
      [person.person, 'credentials-reset'],
      [system.person, 'reset-used'],
      [security.person, 'reset-used'],
    ]);
  });

  it('is used once by two at once', async () => {
    const { first, codes } = await handedOver(await world.addPerson('county', 'twice'));
    const answers = await Promise.all([use(first, { ...codes, ...chosen }), use(first, { ...codes, ...chosen })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it('is over after five wrong tries, after an hour, when taken back, and when the person leaves', async () => {
    const guessed = await handedOver(await world.addPerson('county', 'guessed'));
    for (let guess = 0; guess < 5; guess++) await use(guessed.first, { first: 'x', second: 'y', ...chosen });
    expect((await use(guessed.first, { ...guessed.codes, ...chosen })).status).toBe(410);

    const late = await handedOver(await world.addPerson('county', 'late'));
    await world.owner.pool.query(`update identity.reset set expires_at = now() where id = $1`, [late.first.id]);
    expect((await use(late.first, { ...late.codes, ...chosen })).status).toBe(410);

    const taken = await handedOver(await world.addPerson('county', 'taken-back'));
    expect((await call(security, 'POST', `/${taken.first.id}/withdrawal`)).status).toBe(204);
    expect((await use(taken.first, { ...taken.codes, ...chosen })).status).toBe(410);

    const leaver = await world.addPerson('county', 'leaver');
    const left = await handedOver(leaver);
    await world.depart(leaver, { quietly: true });
    expect((await use(left.first, { ...left.codes, ...chosen })).status).toBe(410);
    expect((await ask(system, leaver)).body.code).toBe('not-active');
  });

  it('takes the second factors away when that is what was asked for', async () => {
    const person = await world.addPerson('county', 'lost-key');
    await world.owner.pool.query(
      `insert into identity.factor (centre, id, account, kind, name, sealed, last_step) values ('county', $1, $2, 'totp', 'x', '\\x00', 0)`,
      [randomUUID(), person.account],
    );
    const { first, codes } = await handedOver(person, { password: false, factors: true });
    expect((await use(first, codes)).status).toBe(200);
    expect(await eventsTo([person])).toEqual([[person.person, 'credentials-reset']]);
    const { rows } = await world.owner.pool.query('select 1 from identity.factor where account = $1', [person.account]);
    expect(rows).toEqual([]);
    expect((await signInBrowser(world.origin, world.origin, person)).tokens.access_token).toBeTruthy();
  });
});

describe('nobody else', () => {
  it('asks, confirms or sees: who administers nothing, the same one twice, the person, another centre', async () => {
    const person = await world.addPerson('county', 'subject');
    const clerk = await world.addPerson('county', 'clerk');
    const stranger = await administrator('stranger', 'administer-accounts', 'account', 'town');
    expect((await ask(clerk, person)).body.code).toBe('not-permitted');
    expect((await ask(security, person)).body.code).toBe('not-permitted');
    expect((await ask(system, system)).body.code).toBe('own-reset');
    const { id } = (await ask(system, person)).body;
    expect((await ask(system, person)).body.code).toBe('already-exists');
    expect((await confirm(system, id)).body.code).toBe('second-administrator');
    expect((await confirm(clerk, id)).body.code).toBe('not-permitted');
    expect((await confirm(stranger, id)).status).toBe(404);
    expect((await call(clerk, 'POST', `/${id}/withdrawal`)).body.code).toBe('not-permitted');
    expect((await call(clerk, 'GET')).body.data).toEqual([]);
    expect((await call(stranger, 'GET')).body.data).toEqual([]);
    expect((await call(person, 'GET')).body.data).toMatchObject([{ id, state: 'asked', person: 'subject' }]);
    expect((await fetch(`${world.origin}/api/v1/resets`)).status).toBe(401);
    const refused = (await world.entries('county')).filter(({ action }) => action === 'reset.refused');
    expect(refused.map(({ reason }) => reason)).toContain('second-administrator');
  });

  it('but the others, for the one who administers accounts; the list is paged', async () => {
    const audit = await administrator('auditadmin', 'administer-audit', 'entry');
    const { id } = (await ask(security, system)).body;
    expect((await confirm(system, id)).body.code).toBe('own-reset');
    expect((await confirm(audit, id)).status).toBe(200);
    const { body } = await call(audit, 'GET', '?limit=1');
    expect(body.data).toMatchObject([{ id, state: 'confirmed', person: 'sysadmin' }]);
    const next = await call(audit, 'GET', `?limit=1&cursor=${body.nextCursor}`);
    expect(next.body.data[0]?.id).not.toBe(id);
  });
});
