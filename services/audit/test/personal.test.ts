import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { inCentre, newId } from '@zhiheng/database';
import type { TestPerson, TestService } from '@zhiheng/http/testing';
import { canonicalEntry, fromBase64, leafHash, parseCheckpoint, verifyInclusion } from '@zhiheng/ledger';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PersonalKeys, personalKeyPath, seal, unseal } from '../personal-keys.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { officer } from './officer.ts';
import { openWorld, type World } from './world.ts';

const path = '/audit/v1/personal';
let world: World;
let service: TestService;
let [ann, bob]: TestPerson[] = [];
let subject: string;
let subjects = 0;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  [ann, bob] = [await officer(world, 'ann'), await officer(world, 'bob')];
});
afterAll(() => world.close());
beforeEach(() => {
  subject = (++subjects).toString(16).padStart(64, '0');
});

const writer = (centre = 'north') => world.client(centre, 'audit:write');
const data = { name: '张三', idNumber: '11010519491231002X' };

async function entryOf(centre = 'north'): Promise<string> {
  const answer = await service.post(writer(centre), '/audit/v1/entries', { action: 'payment.made', outcome: 'done' });
  return answer.json().ids[0];
}
const store = (entry: string, more: object = {}, caller = writer()) =>
  service.post(caller, path, { entry, subject, data, ...more });
const read = (entry: string, caller: TestPerson | undefined = ann, reason = '投诉核查') =>
  service.get(caller, path, { entry, reason });
const erase = (caller: TestPerson | undefined, of = subject, reason = '本人请求删除') =>
  service.send(caller, { method: 'DELETE', url: `/audit/v1/subjects/${of}`, query: { reason } });
const newest = async (action: string) =>
  (
    await world.owner.pool.query(
      `select actor, client, outcome, reason, target from audit.entry where centre = 'north' and action = $1 order by id desc limit 1`,
      [action],
    )
  ).rows[0];

describe('kept', () => {
  it('beside its entry, sealed: the database holds nothing of it in clear, nor does the log', async () => {
    const entry = await entryOf();
    expect((await store(entry)).statusCode).toBe(201);
    expect((await read(entry)).json()).toEqual({ data: [{ subject, data }] });
    const { rows } = await world.owner.pool.query('select sealed from audit.personal where entry = $1', [entry]);
    expect(rows).toHaveLength(1);
    expect(rows[0].sealed.includes(Buffer.from('张三'))).toBe(false);
    const { rows: entries } = await world.owner.pool.query(`select row_to_json(e)::text as text from audit.entry e`);
    expect(entries.filter(({ text }) => text.includes('张三') || text.includes(data.idNumber))).toEqual([]);
    expect(await newest('personal.stored')).toMatchObject({ client: 'test-client', target: entry });
  });

  it('of several subjects, of one subject at once by many: one key each', async () => {
    const entries = await Promise.all(Array.from({ length: 6 }, () => entryOf()));
    const answers = await Promise.all(entries.map((entry) => store(entry)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(6).fill(201));
    const { rows } = await world.owner.pool.query('select from audit.subject_key where subject = $1', [
      Buffer.from(subject, 'hex'),
    ]);
    expect(rows).toHaveLength(1);
    const other = 'f'.repeat(64);
    await store(entries[0] as string, { subject: other, data: { name: '李四' } });
    expect((await read(entries[0] as string)).json().data).toHaveLength(2);
  });

  it('once for an entry and a subject, by the client that wrote the entry, in its own centre', async () => {
    const entry = await entryOf();
    await store(entry);
    const code = async (answer: ReturnType<typeof store>) => [(await answer).statusCode, (await answer).json().code];
    expect(await code(store(entry))).toEqual([409, 'already-exists']);
    expect(await code(store(newId()))).toEqual([404, 'not-found']);
    expect(await code(store(entry, {}, { ...writer(), client: 'other' }))).toEqual([404, 'not-found']);
    expect(await code(store(entry, {}, writer('south')))).toEqual([404, 'not-found']);
    expect(await code(store(entry, {}, world.client('north', 'audit:read')))).toEqual([403, 'not-permitted']);
    expect(await code(store(await entryOf(), { data: { a: 'x'.repeat(2_001) } }))).toEqual([400, 'invalid-request']);
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`f${n}`, 'x'.repeat(1_000)]));
    expect(await code(store(await entryOf(), { data: many }))).toEqual([413, 'too-large']);
    for (const odd of ['13800138000', subject.slice(1), 'A'.repeat(64)])
      expect(await code(store(await entryOf(), { subject: odd }))).toEqual([400, 'invalid-request']);
  });
});

describe('read', () => {
  it('under authority and for a reason, each time with an entry', async () => {
    const entry = await entryOf();
    await store(entry);
    await read(entry, ann, '投诉核查 2026-11');
    expect(await newest('personal.read')).toMatchObject({ actor: 'ann', target: entry, reason: '投诉核查 2026-11' });
    expect((await read(entry, ann, '')).statusCode).toBe(400);
    expect((await read(newId())).statusCode).toBe(404);
  });

  it('by nobody else: not who reads the log, nor a client, nor in another centre', async () => {
    const entry = await entryOf();
    await store(entry);
    for (const caller of [world.as('north', 'inspector'), world.as('north', 'clerk')]) {
      expect((await read(entry, caller)).statusCode).toBe(403);
      expect(await newest('access.refused')).toMatchObject({ actor: caller.username, outcome: 'denied' });
    }
    expect((await service.get(world.client('north', 'audit:read'), path, { entry, reason: 'x' })).statusCode).toBe(403);
    expect((await service.get(undefined, path, { entry, reason: 'x' })).statusCode).toBe(401);
    expect((await read(entry, world.as('south', 'inspector'))).statusCode).toBe(403);
  });

  it('only where it was sealed: moved to another entry it does not open', async () => {
    const key = Buffer.alloc(32, 7);
    const sealed = seal(key, 'a', Buffer.from('text'));
    expect(unseal(key, 'a', sealed).toString()).toBe('text');
    expect(() => unseal(key, 'b', sealed)).toThrow();
    expect(() => unseal(Buffer.alloc(32, 8), 'a', sealed)).toThrow();
    sealed[15] = (sealed[15] as number) ^ 1;
    expect(() => unseal(key, 'a', sealed)).toThrow();
  });
});

describe('erased', () => {
  it('by two people: unreadable for good, and every proof holds', async () => {
    const entry = await entryOf();
    await store(entry);
    expect([(await erase(ann)).statusCode, (await read(entry)).json().data[0].data]).toEqual([202, data]);
    expect((await erase(ann)).json()).toMatchObject({ code: 'own-request', status: 403 });
    const done = await erase(bob);
    expect([done.statusCode, done.json()]).toEqual([200, { state: 'erased' }]);
    expect((await read(entry)).json()).toEqual({ data: [{ subject }] });
    expect(await newest('erasure.asked')).toMatchObject({ actor: 'ann', target: subject });
    expect(await newest('subject.erased')).toMatchObject({ actor: 'bob', target: subject });
    expect((await erase(ann)).statusCode).toBe(404);

    await world.settled('north');
    const proof = (await service.get(world.client('north', 'audit:read'), `/audit/v1/entries/${entry}/proof`)).json();
    const { root, size } = parseCheckpoint(proof.checkpoint.slice(0, proof.checkpoint.indexOf('\n\n') + 1));
    verifyInclusion(proof.index, size, leafHash(canonicalEntry(proof.entry)), proof.proof.map(fromBase64), root);
    expect(await verifyLog(world.database, 'north', world.keys)).toMatchObject({ intact: true });
  });

  it('what comes later of the same subject has a key of its own, and another subject keeps its', async () => {
    const [first, later, other] = [await entryOf(), await entryOf(), await entryOf()];
    await store(first);
    await store(other, { subject: 'e'.repeat(64) });
    await erase(ann);
    await erase(bob);
    expect((await store(later)).statusCode).toBe(201);
    expect((await read(first)).json().data).toEqual([{ subject }]);
    expect((await read(later)).json().data).toEqual([{ subject, data }]);
    expect((await read(other)).json().data[0].data).toEqual(data);
    // An old decision does not erase the new key.
    await expect(
      world.owner.pool.query(`update audit.subject_key set wrapped = null, erased_at = now() where subject = $1`, [
        Buffer.from(subject, 'hex'),
      ]),
    ).rejects.toThrow(/two people/);
  });

  it('asked by many at once: one is asked, one other confirms, and it happens once', async () => {
    await store(await entryOf());
    const answers = await Promise.all([erase(ann), erase(bob), erase(ann), erase(bob)]);
    const { rows } = await world.owner.pool.query(
      'select asked_by, confirmed_by from audit.erasure where subject = $1',
      [Buffer.from(subject, 'hex')],
    );
    const states = answers.map(({ statusCode }) => statusCode);
    expect(states.filter((status) => status === 202)).toHaveLength(1);
    expect(states.filter((status) => status === 200)).toHaveLength(1);
    expect(states.filter((status) => ![200, 202, 403, 404].includes(status))).toEqual([]);
    expect(rows).toHaveLength(1);
    expect(rows[0].asked_by).not.toBe(rows[0].confirmed_by);
  });

  it('while more of it is stored: what was acknowledged is either erased with the rest or can be read', async () => {
    const entries = await Promise.all(Array.from({ length: 8 }, () => entryOf()));
    await store(entries[0] as string);
    await erase(ann);
    const later = entries.slice(1);
    const [erased, ...stored] = await Promise.all([erase(bob), ...later.map((entry) => store(entry))]);
    expect([erased?.statusCode, ...stored.map(({ statusCode }) => statusCode)]).toEqual([200, ...Array(7).fill(201)]);
    const { rows } = await world.owner.pool.query<{ late: boolean }>(
      `select p.at > k.erased_at as late from audit.personal p join audit.subject_key k on k.id = p.key
       where k.subject = $1 and k.erased_at is not null`,
      [Buffer.from(subject, 'hex')],
    );
    expect(rows.filter(({ late }) => late)).toEqual([]);
  });

  it('not by who may not, nor of what is not there', async () => {
    await store(await entryOf());
    expect((await erase(world.as('north', 'inspector'))).statusCode).toBe(403);
    expect((await erase(undefined)).statusCode).toBe(401);
    expect((await erase(ann, 'd'.repeat(64))).statusCode).toBe(404);
    expect((await erase(ann, 'short')).statusCode).toBe(400);
  });

  it('the database refuses it to the service, too, where two people have not said so; and any other change', async () => {
    await store(await entryOf());
    const asService = (statement: string) =>
      inCentre(world.database, 'north', (transaction) => sql.raw(statement).execute(transaction));
    await expect(asService('update audit.subject_key set wrapped = null, erased_at = now()')).rejects.toThrow(
      /two people/,
    );
    await erase(ann);
    await expect(asService('update audit.erasure set confirmed_by = asked_by, confirmed_at = now()')).rejects.toThrow(
      /check constraint|only confirmed/,
    );
    for (const statement of [
      `update audit.personal set sealed = 'x'`,
      'delete from audit.personal',
      'delete from audit.subject_key',
      'delete from audit.erasure',
      `update audit.erasure set reason = 'x'`,
    ]) {
      await expect(asService(statement), statement).rejects.toThrow(/permission denied/);
      await expect(world.owner.pool.query(statement), statement).rejects.toThrow(/append-only|only confirmed/);
    }
  });
});

describe('the key that wraps', () => {
  it('lies outside of the database, for its owner alone; a newer one wraps what comes, the older still unwraps', async () => {
    const file = personalKeyPath(world.issuer.environment.dataDirectory, {});
    const entry = await entryOf();
    await store(entry);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { keys } = JSON.parse(await readFile(file, 'utf8'));
    const newer = { id: newId(), key: Buffer.alloc(32, 9).toString('base64') };
    await writeFile(file, JSON.stringify({ keys: [...keys, newer] }));
    const [old, later] = [subject, 'c'.repeat(64)];
    const second = await entryOf();
    await store(second, { subject: later });
    const { rows } = await world.owner.pool.query('select wrapped_by from audit.subject_key where subject = $1', [
      Buffer.from(later, 'hex'),
    ]);
    expect(rows).toEqual([{ wrapped_by: newer.id }]);
    expect((await read(entry)).json().data).toEqual([{ subject: old, data }]);
    await writeFile(file, JSON.stringify({ keys: [newer] }));
    expect((await read(entry)).json()).toMatchObject({ code: 'unavailable' });
    expect((await read(second)).json().data).toHaveLength(1);
    await writeFile(file, JSON.stringify({ keys: [...keys, newer] }));
  });

  it('spoilt, or missing in production: nothing is kept or read, and the log goes on', async () => {
    const file = personalKeyPath(world.issuer.environment.dataDirectory, {});
    const text = await readFile(file, 'utf8');
    await writeFile(file, '{');
    expect((await store(await entryOf())).json()).toMatchObject({ code: 'unavailable', status: 503 });
    await rm(file);
    await expect(new PersonalKeys(file, 'production').make('place')).rejects.toMatchObject({ code: 'unavailable' });
    await writeFile(file, text);
  });
});
