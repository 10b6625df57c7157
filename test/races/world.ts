import type { Database } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import type { PersonCaller } from '@zhiheng/http';
import type { Catalogue } from '../../services/access/catalogue.ts';
import { CentrePolicies } from '../../services/access/centre-policy.ts';
import type { Desk } from '../../services/access/desk.ts';
import { foundCentre } from '../../services/access/founding.ts';
import { type Racer, racerOver } from './acts.ts';
import { racerElsewhere } from './other-process.ts';

/** A centre that was founded for races, and who acts in it. */
export interface World {
  centre: string;
  /** As it was founded. */
  catalogue: Catalogue;
  /** The tables' owner. */
  owner: Database;
  /** Whence further processes have their addresses. */
  server: TestDatabase;
  desk: Desk;
  racers: Racer[];
  as(username: string): PersonCaller;
  /**
   * Tells the database how full its tables are, for a plan made while they were empty is kept: the first time it is asked to, the
   * second, the fourth, the eighth … because all plans are then made anew.
   */
  takeStock(): Promise<void>;
  close(): Promise<void>;
}

/** Racers over the database, as that many processes of the service: twice in this process, once in another. */
async function besideOneAnother(database: TestDatabase): Promise<Racer[]> {
  return [
    racerOver(await database.connect('access', { size: 12 })),
    racerOver(await database.connect('access', { size: 12 })),
    await racerElsewhere(database.urlOf('access')),
  ];
}

export async function openWorld(catalogue: Catalogue, racersOver = besideOneAnother): Promise<World> {
  const { centre } = catalogue;
  const testDatabase = await openTestDatabase();
  const database = await testDatabase.connect('access', { size: 12 });
  await foundCentre(database, catalogue, () => 'test/races');
  const owner = await testDatabase.owner();
  const racers = await racersOver(testDatabase);
  const callers = await callersOf(owner, centre);
  let stocks = 0;
  return {
    centre,
    catalogue,
    owner,
    server: testDatabase,
    desk: { database, policies: new CentrePolicies() },
    racers,
    as(username) {
      const caller = callers.get(username);
      if (!caller) throw new Error(`${username} is not in the centre.`);
      return caller;
    },
    async takeStock() {
      if (Number.isInteger(Math.log2(++stocks))) await owner.pool.query('analyze');
    },
    async close() {
      await Promise.all(racers.map((racer) => racer.close()));
      await testDatabase.drop();
    },
  };
}

async function callersOf({ pool }: Database, centre: string): Promise<Map<string, PersonCaller>> {
  const { rows } = await pool.query<{ account: string; person: string; username: string }>(
    'select id as account, person, username from access.account where centre = $1',
    [centre],
  );
  const facts = { kind: 'person', centre, client: 'console', scopes: new Set<string>() } as const;
  return new Map(rows.map((row) => [row.username, { ...facts, ...row }]));
}
