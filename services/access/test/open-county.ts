import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { connect, type Database, inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import type { Environment } from '@zhiheng/http';
import { openTestService, startTestIssuer, type TestPerson, type TestService } from '@zhiheng/http/testing';
import type { Catalogue } from '../catalogue.ts';
import { access, foundCentre } from '../plugin.ts';

/** The reference county, a fresh copy each time: a test may change it before it is founded. */
export const countyFile = (): Catalogue =>
  JSON.parse(readFileSync(new URL('../../standalone/county.json', import.meta.url), 'utf8'));

export interface County {
  centre: string;
  service: TestService;
  /** A second process of the same service, over the same database; `url`: by which way it gets there. */
  secondService(url?: string): Promise<TestService>;
  testDatabase: TestDatabase;
  /** The service's own login. */
  database: Database;
  /** The superuser, to move what no login of ours may. */
  owner: Database;
  /** Someone of the county as a caller, by username. */
  as(username: string): TestPerson;
  /** A machine client of the county. */
  client(...scopes: string[]): { centre: string; client: string; scopes: string[] };
  entries(action: string): Promise<LogRow[]>;
  close(): Promise<void>;
}

interface LogRow {
  action: string;
  outcome: string;
  actor: string | null;
  target: string | null;
  unit: string | null;
  reason: string | null;
  details: Record<string, unknown> | null;
}

const found = (database: Database, file: Catalogue) => foundCentre(database, file, (centre) => `test/log/${centre}`);

/** The reference county as it is: founded once a run, and copied for whoever does not change its file. */
const foundedCounty = {
  // Of this run: a given server may hold that of another.
  name: `${basename(process.env.ZHIHENG_TEST_FOLDER ?? '').toLowerCase()}_access`,
  async fill({ urlOf }: Pick<TestDatabase, 'urlOf'>) {
    const database = await connect({ url: urlOf('access') });
    await found(database, countyFile()).finally(() => database.close());
  },
};

/** The real service over the real county on a PostgreSQL of the test's own; `change` changes its file before the founding. */
export async function openCounty(
  change?: (file: Catalogue) => void,
  environment: Partial<Environment> = {},
): Promise<County> {
  const testDatabase = await openTestDatabase(change ? undefined : foundedCounty);
  const database = await testDatabase.connect('access', { size: 20 });
  const owner = await testDatabase.owner();
  const file = countyFile();
  if (change) {
    change(file);
    await found(database, file);
  }
  const issuer = await startTestIssuer();
  const services = [await openTestService(access, { database, issuer, environment })];
  const others: Database[] = [];
  const { centre } = file;
  const people = await readPeople(database, centre);
  return {
    centre,
    service: services[0] as TestService,
    async secondService(url = testDatabase.urlOf('access')) {
      const other = await connect({ url, size: 20 });
      others.push(other);
      const service = await openTestService(access, { database: other, issuer, environment });
      services.push(service);
      return service;
    },
    testDatabase,
    database,
    owner,
    as(username) {
      const person = people.get(username);
      if (!person) throw new Error(`${username} is not in the county.`);
      return { centre, ...person };
    },
    client: (...scopes) => ({ centre, client: 'test-client', scopes }),
    async entries(action) {
      const { rows } = await owner.pool.query<{ entry: LogRow }>(
        'select row_to_json(e) as entry from audit.entry e where centre = $1 and action = $2 order by id',
        [centre, action],
      );
      return rows.map(({ entry }) => entry);
    },
    async close() {
      await Promise.all(services.map((service) => service.close()));
      await Promise.all(others.map((other) => other.close()));
      await issuer.close();
      await testDatabase.drop();
    },
  };
}

type Known = Omit<TestPerson, 'centre'>;

async function readPeople(database: Database, centre: string): Promise<Map<string, Known>> {
  const rows = await inCentre(database, centre, (transaction) =>
    transaction
      .selectFrom('access.account')
      .select(['id as account', 'person', 'username'])
      .where('centre', '=', centre)
      .execute(),
  );
  return new Map(rows.map((row) => [row.username, row]));
}
