import type { EntryInput } from '@zhiheng/contracts';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import {
  openTestService,
  startTestIssuer,
  type TestClient,
  type TestIssuer,
  type TestPerson,
  type TestService,
} from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { keyPath, type LogKeys, openLogKeys } from '../log-keys.ts';
import { audit } from '../plugin.ts';
import { sequenceBatch } from '../sequence.ts';
import { appendEntries } from '../store/entry-store.ts';

/** Two centres, founded alike: the same units, roles and usernames. */
export const centres = ['north', 'south'] as const;

export interface World {
  testDatabase: TestDatabase;
  /** The audit service's own login. */
  database: Database;
  /** The superuser. */
  owner: Database;
  issuer: TestIssuer;
  keys: LogKeys;
  /** Founds a further centre. */
  found(centre: string, hash?: 'sha256' | 'sm3'): Promise<void>;
  /** `inspector` holds read on entry, `clerk` does not. */
  as(centre: string, username: 'inspector' | 'clerk'): TestPerson;
  client(centre: string, ...scopes: string[]): TestClient;
  /** The real service with its sequencer. */
  openService(): Promise<TestService>;
  /** Appends as a service would, in a transaction of its own. */
  append(centre: string, ...entries: Partial<EntryInput>[]): Promise<string[]>;
  /** Waits until a running service has given every entry its index: other tests' transactions may hold it back. */
  settled(centre: string): Promise<void>;
  /** Gives every waiting entry its index without a running service. */
  sequenceAll(centre: string): Promise<void>;
  close(): Promise<void>;
}

/** `segment`: leaves of a segment of posting lists. So few that a log of some dozens has several, and most entries that are looked for lie in them. */
export async function openWorld({ segment = 16 } = {}): Promise<World> {
  const testDatabase = await openTestDatabase();
  const [database, owner] = [await testDatabase.connect('audit', { size: 20 }), await testDatabase.owner()];
  await owner.pool.query(
    `create or replace function audit.segment_width() returns integer language sql immutable parallel safe return ${segment}`,
  );
  const issuer = await startTestIssuer();
  const people = new Map<string, TestPerson>();
  const found = async (centre: string, hash: 'sha256' | 'sm3' = 'sha256') => {
    for (const person of await foundCentre(owner, centre, hash)) people.set(`${centre}/${person.username}`, person);
  };
  for (const centre of centres) await found(centre);
  const keys = await openLogKeys(keyPath(issuer.environment.dataDirectory, {}), 'demo');
  const services: TestService[] = [];
  return {
    testDatabase,
    database,
    owner,
    issuer,
    keys,
    found,
    as: (centre, username) => people.get(`${centre}/${username}`) as TestPerson,
    client: (centre, ...scopes) => ({ centre, client: 'test-client', scopes }),
    async openService() {
      const service = await openTestService(audit, { database, issuer });
      services.push(service);
      return service;
    },
    append: (centre, ...entries) =>
      inCentre(database, centre, (transaction) => appendEntries(transaction, centre, entries.map(toInput))),
    settled: (centre) => until(async () => (await countWaiting(database, centre)) === 0),
    sequenceAll: (centre) => sequenceAll(database, keys, centre),
    async close() {
      await Promise.all(services.map((service) => service.close()));
      await issuer.close();
      await testDatabase.drop();
    },
  };
}

const toInput = (entry: Partial<EntryInput>): EntryInput => ({ action: 'case.opened', outcome: 'done', ...entry });

/** Other tests on the same server may hold the horizon back for a while. */
async function sequenceAll(database: Database, keys: LogKeys, centre: string): Promise<void> {
  for (;;) {
    await sequenceBatch(database, keys, centre);
    if ((await countWaiting(database, centre)) === 0) return;
  }
}

async function countWaiting(database: Database, centre: string): Promise<number | undefined> {
  const { rows } = await inCentre(database, centre, (transaction) =>
    sql<{ waiting: number }>`select count(*) as waiting from audit.entry e
      where not exists (select from audit.leaf l where l.centre = e.centre and l.entry = e.id)`.execute(transaction),
  );
  return rows[0]?.waiting;
}

/** Founds a centre as its owner would. */
function foundCentre(owner: Database, centre: string, hash: string): Promise<TestPerson[]> {
  const name = JSON.stringify({ zh: '名', en: 'Name' });
  return inCentre(owner, centre, async (transaction) => {
    const run = (query: ReturnType<typeof sql>) => query.execute(transaction);
    await run(sql`insert into access.centre (centre, id, name) values (${centre}, ${newId()}, ${name})`);
    const origin = `test/log/${centre}${hash === 'sm3' ? ';hash=sm3' : ''}`;
    await run(sql`select audit.found_log(${centre}, ${origin}, ${hash})`);
    await run(sql`insert into access.unit (centre, code, id, kind, name)
      values (${centre}, 'control', ${newId()}, 'section', ${name})`);
    await run(sql`insert into access.role (centre, code, id, name, risk) values
      (${centre}, 'inspector', ${newId()}, ${name}, 1), (${centre}, 'clerk', ${newId()}, ${name}, 1)`);
    await run(sql`insert into access.role_permission (centre, role, ordinal, action, resource) values
      (${centre}, 'inspector', 0, 'read', 'entry'), (${centre}, 'clerk', 0, 'handle', 'case')`);
    const people: TestPerson[] = [];
    for (const username of ['inspector', 'clerk']) {
      const [person, account] = [newId(), newId()];
      await run(sql`insert into access.person (centre, id, staff_number, name, unit, post)
        values (${centre}, ${person}, ${username}, ${username}, 'control', 'post')`);
      await run(sql`insert into access.account (centre, id, person, username)
        values (${centre}, ${account}, ${person}, ${username})`);
      await run(sql`insert into access.grant (centre, id, person, role, unit, validity)
        values (${centre}, ${newId()}, ${person}, ${username}, 'control', '[2020-01-01,)')`);
      people.push({ centre, person, account, username });
    }
    return people;
  });
}

/** Waits for what another process does in its own time; the test's time-out ends it. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}
