import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '@zhiheng/database';
import type { Secret } from '@zhiheng/http';
import { noCentre } from './holder.ts';
import { findCare } from './store/client-care-store.ts';
import { findClients, type StoredClient } from './store/client-store.ts';
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
  'ssf',
] as const;
export type MachineScope = (typeof machineScopes)[number];

/**
 * What a web application of the centre must be given before the tokens of people who signed in to it open our own
 * services; without it they say who somebody is and no more.
 */
export const actingScope = 'act';

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

  matches({ centre, id, secret }: { centre: string; id: string; secret: Buffer }, given: string): boolean {
    return timingSafeEqual(secret, this.digest(centre, id, given));
  }
}

/**
 * The client of this id. Ids are unique over all centres, because a client names itself by nothing else; should two
 * centres hold one id nevertheless, neither may come in.
 */
export async function findClient(database: Database, id: string): Promise<UsableClient | undefined> {
  return inUnit(database, noCentre, async (transaction) => {
    const [client, ...others] = await findClients(transaction, id);
    if (!client || others.length) return undefined;
    const care = (await findCare(transaction, id)).find(({ centre }) => centre === client.centre);
    return care?.ended ? undefined : { ...client, previous: care?.previous ?? null };
  });
}

/** A client that has not ended, with the secret that is still good beside its own. */
export type UsableClient = StoredClient & { previous: Buffer | null };

/** The centre of a client as the provider knows clients; the console is of none. */
export const clientCentre = (client: { [fact: string]: unknown } | undefined): string | undefined =>
  typeof client?.centre === 'string' ? client.centre : undefined;
