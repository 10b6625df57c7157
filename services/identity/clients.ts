import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Database, inCentre } from '@zhiheng/database';
import type { Secret } from '@zhiheng/http';
import { noCentre } from './holder.ts';
import { findClients, lockRegistrations, putClient, type StoredClient } from './store/client-store.ts';
import { append } from './store/log-store.ts';
import { inUnit } from './store/unit-of-work.ts';

/** What machine clients may be given. */
export const machineScopes = ['decide', 'cases:write', 'audit:read', 'audit:write', 'resources:write', 'scim'] as const;
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

/**
 * Registers a machine client of a centre, or gives it a new secret and other scopes. Throws RangeError for an unknown
 * scope and for an id that another centre has.
 */
export async function registerClient(
  { database, secret }: { database: Database; secret: Secret },
  centre: string,
  { id, secret: given, scopes }: ClientRegistration,
): Promise<void> {
  const unknown = scopes.filter((scope) => !machineScopes.includes(scope as MachineScope));
  if (unknown.length) throw new RangeError(`No such scope: ${unknown.join(', ')}.`);
  if (id === 'console') throw new RangeError('The id "console" is the console\'s own.');
  const digest = new ClientSecrets(secret).digest(centre, id, given);
  await inCentre(database, centre, async (transaction) => {
    await lockRegistrations(transaction);
    const [known] = await findClients(transaction, id);
    if (known && known.centre !== centre) throw new RangeError(`The client id ${id} is taken by another centre.`);
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
  });
}

/** The centre of a client as the provider knows clients; the console is of none. */
export const clientCentre = (client: { [fact: string]: unknown } | undefined): string | undefined =>
  typeof client?.centre === 'string' ? client.centre : undefined;
