import { readFile } from 'node:fs/promises';
import { type Catalogue, foundCentre } from '@zhiheng/access';
import { type Database, listCentres, type ServiceName } from '@zhiheng/database';
import type { Environment, Secret } from '@zhiheng/http';
import { ensureDemoCredentials, registerClient } from '@zhiheng/identity';

/** What the demo profile prints: who may sign in, and with what. */
export interface FoundedDemo {
  centre: string;
  usernames: string[];
}

const countyFile = new URL('./county.json', import.meta.url);

/** Machine clients of the demo profile; their secrets are public knowledge, and production refuses them. */
export const demoClients = [
  { id: 'demo-business', secret: 'demo-business-secret', scopes: ['decide', 'cases:write', 'audit:read', 'audit:write'] },
  { id: 'demo-hr', secret: 'demo-hr-secret', scopes: ['scim'] },
];

/** Founds the reference county when the database holds no centre yet, and sees to the demo credentials and clients. */
export async function foundDemo(
  environment: Environment,
  secret: Secret,
  databases: Record<ServiceName, Database>,
): Promise<FoundedDemo> {
  const county = JSON.parse(await readFile(countyFile, 'utf8')) as Catalogue;
  const centres = await listCentres(databases.access);
  if (centres.length === 0) await foundCentre(databases.access, county, (centre) => logOrigin(environment, centre));
  const demo = centres.length === 0 || centres.some(({ centre }) => centre === county.centre);
  if (demo) {
    await ensureDemoCredentials(databases.identity, secret, county.centre);
    for (const client of demoClients) await registerClient(databases.identity, secret, county.centre, client);
  }
  return { centre: county.centre, usernames: county.people.map(({ username }) => username) };
}

/** The name under which a centre's log signs: fixed when it is founded, wherever it is served later (C2SP tlog-checkpoint). */
export const logOrigin = (environment: Environment, centre: string): string =>
  `${new URL(environment.origin).host}/audit/log/${centre}`;
