import { createHmac, timingSafeEqual } from 'node:crypto';
import { listed, type Said, said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import type { Secret } from '@zhiheng/http';
import { noCentre } from './holder.ts';
import { findClients, lockRegistrations, putClient, type StoredClient } from './store/client-store.ts';
import { append } from './store/log-store.ts';
import { inUnit } from './store/unit-of-work.ts';

/** What machine clients may be given. */
export const machineScopes = [
  'decide',
  'cases:write',
  'requests:write',
  'audit:read',
  'audit:write',
  'resources:write',
  'scim',
] as const;
export type MachineScope = (typeof machineScopes)[number];

export interface ClientRegistration {
  id: string;
  secret: string;
  scopes: readonly string[];
}

/**
 * The keyed hash of a machine client's secret. Such secrets are long and random, so guessing is no danger and a slow
 * password hash would only slow down each token request; the key, which is not in the database, keeps a stolen table
 * from being tried against weak ones. Centre and id are bound to it, so that rows cannot lend each other their secrets.
 */
export class ClientSecrets {
  readonly #key: Buffer;

  constructor(secret: Secret) {
    this.#key = secret.derive('client secrets');
  }

  digest(centre: string, id: string, secret: string): Buffer {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([centre, id, secret]))
      .digest();
  }

  matches({ centre, id, secret }: Pick<StoredClient, 'centre' | 'id' | 'secret'>, given: string): boolean {
    return timingSafeEqual(secret, this.digest(centre, id, given));
  }
}

/**
 * The machine client of this id. Ids are unique over all centres, because a client names itself by nothing else; should
 * two centres hold one id nevertheless, neither may come in.
 */
export async function findClient(database: Database, id: string): Promise<StoredClient | undefined> {
  const found = await inUnit(database, noCentre, (transaction) => findClients(transaction, id));
  return found.length === 1 ? found[0] : undefined;
}

/** Why machine clients cannot be registered, each with its place in the list. */
export interface ClientFault {
  at: number;
  message: Said;
}

/** The faults of clients that a centre wants registered: unknown scopes, ids that another centre or the console has. */
export async function checkClients(
  database: Database,
  centre: string,
  clients: readonly ClientRegistration[],
): Promise<ClientFault[]> {
  return inCentre(database, centre, (transaction) => findFaults(transaction, centre, clients));
}

/**
 * Registers machine clients of a centre that has been founded, all or none; one that is known gets a new secret and
 * other scopes. Throws RangeError for what `checkClients` finds.
 */
export async function registerClients(
  { database, secret }: { database: Database; secret: Secret },
  centre: string,
  clients: readonly ClientRegistration[],
): Promise<void> {
  const secrets = new ClientSecrets(secret);
  await inCentre(database, centre, async (transaction) => {
    await lockRegistrations(transaction);
    const [fault] = await findFaults(transaction, centre, clients);
    if (fault) throw new RangeError(`Client ${fault.at + 1}: ${fault.message.en}`);
    for (const client of clients)
      await register(transaction, centre, client, secrets.digest(centre, client.id, client.secret));
  });
}

async function findFaults(
  transaction: Transaction,
  centre: string,
  clients: readonly ClientRegistration[],
): Promise<ClientFault[]> {
  const faults: ClientFault[] = [];
  for (const [at, { id, scopes }] of clients.entries()) {
    const add = (message: Said) => faults.push({ at, message });
    const unknown = scopes.filter((scope) => !machineScopes.includes(scope as MachineScope));
    if (unknown.length) add(said('no-such-scopes', { unknown: listed(unknown), known: listed(machineScopes) }));
    if (id === 'console') add(said('own-client-id', { id }));
    const [known] = await findClients(transaction, id);
    if (known && known.centre !== centre) add(said('client-taken', { id }));
  }
  return faults;
}

async function register(
  transaction: Transaction,
  centre: string,
  { id, scopes }: ClientRegistration,
  digest: Buffer,
): Promise<void> {
  const [known] = await findClients(transaction, id);
  if (known?.secret.equals(digest) && known.scopes.join() === scopes.join()) return;
  await putClient(transaction, { centre, id, secret: digest, scopes: [...scopes] });
  await append(transaction, centre, {
    action: 'client.registered',
    outcome: 'done',
    targetType: 'client',
    target: id,
    ...(known ? { before: { scopes: known.scopes } } : {}),
    after: { scopes: [...scopes] },
  });
}

/** The centre of a client as the provider knows clients; the console is of none. */
export const clientCentre = (client: { [fact: string]: unknown } | undefined): string | undefined =>
  typeof client?.centre === 'string' ? client.centre : undefined;
