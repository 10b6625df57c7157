import { readFile } from 'node:fs/promises';
import { type Catalogue, foundCentre } from '@zhiheng/access';
import { type Database, listCentres, type ServiceName } from '@zhiheng/database';
import type { Environment, Secret } from '@zhiheng/http';
import { demoClients, ensureDemoPasswords, registerClients } from '@zhiheng/identity';

/** Who may sign in to the demo, with the password `demo-<username>`. */
export interface Demo {
  usernames: string[];
}

const countyFile = new URL('./county.json', import.meta.url);

/**
 * Founds the reference county when the database holds no centre yet, and sees to its demo credentials and clients.
 * Undefined when the database belongs to other centres: theirs are no demo.
 */
export async function foundDemo(
  environment: Environment,
  secret: Secret,
  databases: Record<ServiceName, Database>,
): Promise<Demo | undefined> {
  const county = JSON.parse(await readFile(countyFile, 'utf8')) as Catalogue;
  const centres = await listCentres(databases.access);
  if (centres.length === 0) await foundCentre(databases.access, county, (centre) => logOrigin(environment, centre));
  else if (!centres.some(({ centre }) => centre === county.centre)) return undefined;
  await ensureDemoPasswords(databases.identity, county.centre);
  await registerClients({ database: databases.identity, secret }, county.centre, demoClients);
  return { usernames: county.people.map(({ username }) => username) };
}

/** The name under which a centre's log signs (C2SP tlog-checkpoint): fixed at its founding, wherever it is served later. */
export const logOrigin = (environment: Environment, centre: string): string =>
  `${new URL(environment.origin).host}/audit/log/${centre}`;
