import { isDeepStrictEqual } from 'node:util';
import { listed, type Said, said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { fieldProblem, Problem, type Secret, type Trace } from '@zhiheng/http';
import type { JSONWebKeySet } from 'jose';
import { arePublicKeys } from './client-keys.ts';
import { actingScope, ClientSecrets, machineScopes } from './clients.ts';
import { isSafeAddress } from './safe-address.ts';
import { changeCare, successorOf } from './store/client-care-store.ts';
import { findClients, lockRegistrations, putClient, type StoredClient } from './store/client-store.ts';
import { append } from './store/log-store.ts';

/**
 * A client of a centre: a machine, a web application that people sign in to (it has redirect addresses), or both. It
 * proves itself by its secret or by a key whose public half is in `jwks`.
 */
export interface ClientRegistration {
  id: string;
  secret?: string | undefined;
  jwks?: JSONWebKeySet | undefined;
  scopes: readonly string[];
  redirectUris?: readonly string[] | undefined;
  postLogoutRedirectUris?: readonly string[] | undefined;
  /** Is told when a session ends in which somebody signed in to it. */
  backchannelLogoutUri?: string | undefined;
}

/** Why clients cannot be registered, each with its place in the list. */
export interface ClientFault {
  at: number;
  message: Said;
}

/** The faults of clients that a centre wants registered. */
export async function checkClients(
  database: Database,
  centre: string,
  clients: readonly ClientRegistration[],
): Promise<ClientFault[]> {
  return inCentre(database, centre, (transaction) => findFaults(transaction, centre, clients));
}

/**
 * Registers clients of a centre that has been founded, all or none; one that is known gets what it is given now.
 * Throws RangeError for what `checkClients` finds.
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
    for (const client of clients) await register(transaction, asStored(centre, client, secrets));
  });
}

/**
 * Registers a new client within a transaction that does more. Throws Problem `already-exists`, `invalid-request` for what `checkClients`
 * finds.
 */
export async function registerWithin(
  transaction: Transaction,
  centre: string,
  client: ClientRegistration,
  secrets: ClientSecrets,
  trace: Trace,
): Promise<void> {
  await lockRegistrations(transaction);
  const [known] = await findClients(transaction, client.id);
  if (known) throw new Problem('already-exists');
  const [fault] = await findFaults(transaction, centre, [client]);
  if (fault) throw fieldProblem('invalid-request', '/scopes', fault.message);
  await register(transaction, asStored(centre, client, secrets), trace);
}

async function findFaults(
  transaction: Transaction,
  centre: string,
  clients: readonly ClientRegistration[],
): Promise<ClientFault[]> {
  const faults: ClientFault[] = [];
  for (const [at, client] of clients.entries()) {
    const add = (message: Said) => faults.push({ at, message });
    faultsOf(client).forEach(add);
    const [known] = await findClients(transaction, client.id);
    if (known && known.centre !== centre) add(said('client-taken', { id: client.id }));
  }
  return faults;
}

function faultsOf(client: ClientRegistration): Said[] {
  const { id, secret, jwks, scopes, redirectUris = [], postLogoutRedirectUris = [], backchannelLogoutUri } = client;
  const scopesToHave = [...machineScopes, ...(redirectUris.length ? [actingScope] : [])];
  const unknown = scopes.filter((scope) => !scopesToHave.some((known) => known === scope));
  const addresses = [
    ...redirectUris,
    ...postLogoutRedirectUris,
    ...(backchannelLogoutUri ? [backchannelLogoutUri] : []),
  ];
  return [
    ...(unknown.length ? [said('no-such-scopes', { unknown: listed(unknown), known: listed(scopesToHave) })] : []),
    ...(id === 'console' ? [said('own-client-id', { id })] : []),
    ...((secret === undefined) === (jwks === undefined) ? [said('client-one-proof', { id })] : []),
    ...(jwks && !arePublicKeys(jwks) ? [said('client-keys', { id })] : []),
    ...(scopes.length + redirectUris.length === 0 ? [said('client-of-no-use', { id })] : []),
    ...addresses.filter((address) => !isSafeAddress(address)).map((value) => said('client-address', { value })),
  ];
}

function asStored(centre: string, client: ClientRegistration, secrets: ClientSecrets): StoredClient {
  const { id, secret, jwks, scopes, redirectUris = [], postLogoutRedirectUris = [], backchannelLogoutUri } = client;
  return {
    centre,
    id,
    secret: secret === undefined ? null : secrets.digest(centre, id, secret),
    jwks: jwks ?? null,
    scopes: [...scopes],
    redirect_uris: [...redirectUris],
    post_logout_redirect_uris: [...postLogoutRedirectUris],
    backchannel_logout_uri: backchannelLogoutUri ?? null,
  };
}

async function register(transaction: Transaction, client: StoredClient, trace?: Trace): Promise<void> {
  const [known] = await findClients(transaction, client.id);
  if (known && isDeepStrictEqual(known, client)) return;
  await putClient(transaction, client);
  // Until somebody is named: who administers the centre's accounts.
  if (!known)
    await changeCare(transaction, client.centre, client.id, {
      owner: await successorOf(transaction, client.centre, null),
    });
  await append(transaction, client.centre, {
    ...trace,
    action: 'client.registered',
    outcome: 'done',
    targetType: 'client',
    target: client.id,
    ...(known ? { before: shown(known) } : {}),
    after: shown(client),
  });
}

/** What the log says of a client: neither its secret nor its keys, only which keys. */
const shown = (client: StoredClient): Record<string, unknown> => ({
  scopes: client.scopes,
  ...(client.jwks ? { keys: client.jwks.keys.map(({ kid }) => kid) } : {}),
  ...(client.redirect_uris.length ? { redirectUris: client.redirect_uris } : {}),
  ...(client.post_logout_redirect_uris.length ? { postLogoutRedirectUris: client.post_logout_redirect_uris } : {}),
  ...(client.backchannel_logout_uri ? { backchannelLogoutUri: client.backchannel_logout_uri } : {}),
});
