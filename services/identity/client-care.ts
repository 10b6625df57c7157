import { randomBytes } from 'node:crypto';
import { type ClientChange, type ClientInput, type MachineClient, noSuch, said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Secret, type Trace } from '@zhiheng/http';
import { registerWithin } from './client-registration.ts';
import { ClientSecrets } from './clients.ts';
import { forAdministrators } from './signals/overview.ts';
import {
  activePerson,
  type ClientCare,
  changeCare,
  endClient,
  endUnowned,
  handOver,
  listCare,
  lockCare,
  lockUnowned,
  replaceSecret,
  successorOf,
} from './store/client-care-store.ts';
import { append } from './store/log-store.ts';

/** Hours for which a secret stays good beside the one that replaces it. */
const usualOverlap = 168;

/** What administrators of security do with the machine clients of their centre. Every method throws `not-permitted`. */
export class ClientDesk {
  readonly #database: Database;
  readonly #secrets: ClientSecrets;

  constructor(database: Database, secret: Secret) {
    this.#database = database;
    this.#secrets = new ClientSecrets(secret);
  }

  list(caller: PersonCaller, page: { after?: string | undefined; limit: number }, trace: Trace): Promise<ClientCare[]> {
    return forAdministrators(this.#database, caller, trace, (transaction, centre) =>
      listCare(transaction, centre, page),
    );
  }

  /** Throws `already-exists`, `unknown-code` (the owner), `invalid-request`. */
  async register(
    caller: PersonCaller,
    input: ClientInput,
    trace: Trace,
  ): Promise<{ client: ClientCare; secret: string }> {
    const secret = newSecret();
    const { id, scopes, description, owner = caller.username } = input;
    const client = await this.#change(caller, trace, async (transaction, centre) => {
      const person = await this.#owner(transaction, centre, owner);
      await registerWithin(transaction, centre, { id, secret, scopes }, this.#secrets, trace);
      await changeCare(transaction, centre, id, { owner: person, description });
      return one(transaction, centre, id);
    });
    return { client, secret };
  }

  /** Throws `not-found`, `client-ended`, `unknown-code`. */
  change(caller: PersonCaller, id: string, { owner, description }: ClientChange, trace: Trace): Promise<ClientCare> {
    return this.#change(caller, trace, async (transaction, centre) => {
      const before = await locked(transaction, centre, id);
      const person = owner === undefined ? undefined : await this.#owner(transaction, centre, owner);
      await changeCare(transaction, centre, id, { owner: person, description });
      const after = await one(transaction, centre, id);
      await append(transaction, centre, {
        ...trace,
        ...{ action: 'client.changed', outcome: 'done', targetType: 'client', target: id },
        ...(person ? { about: person } : {}),
        ...{ before: told(before), after: told(after) },
      });
      return after;
    });
  }

  /** Of two at once one rotates. Throws `not-found`, `client-ended`, `no-secret`, `secrets-overlap`. */
  async rotate(
    caller: PersonCaller,
    id: string,
    overlapHours: number | undefined,
    trace: Trace,
  ): Promise<{ client: ClientCare; secret: string }> {
    const secret = newSecret();
    const hours = overlapHours ?? usualOverlap;
    const client = await this.#change(caller, trace, async (transaction, centre) => {
      const { previousUntil } = await locked(transaction, centre, id);
      // Whoever still uses the one before would be shut out by a second rotation; to shut them out is asked for by 0.
      if (previousUntil && hours > 0) throw new Problem('secrets-overlap');
      const digest = this.#secrets.digest(centre, id, secret);
      if (!(await replaceSecret(transaction, centre, id, { secret: digest, overlapHours: hours })))
        throw new Problem('no-secret');
      await append(transaction, centre, {
        ...trace,
        ...{
          action: 'client.rotated',
          outcome: 'done',
          targetType: 'client',
          target: id,
          details: { overlapHours: hours },
        },
      });
      return one(transaction, centre, id);
    });
    return { client, secret };
  }

  /** For good; ended twice it is ended once. Throws `not-found`. */
  end(caller: PersonCaller, id: string, trace: Trace): Promise<ClientCare> {
    return this.#change(caller, trace, async (transaction, centre) => {
      if (!(await lockCare(transaction, centre, id))) throw new Problem('not-found', noSuch('client', id));
      const before = await one(transaction, centre, id);
      if (before.endedAt) return before;
      await endClient(transaction, centre, id);
      await append(transaction, centre, { ...trace, ...endedEntry(id) });
      return one(transaction, centre, id);
    });
  }

  /** Who is named owner may leave at the same moment: whichever is seen last sees the other. */
  async #change<T>(
    caller: PersonCaller,
    trace: Trace,
    work: (transaction: Transaction, centre: string) => Promise<T>,
  ): Promise<T> {
    const done = await forAdministrators(this.#database, caller, trace, work);
    await takeOver(this.#database, caller.centre);
    return done;
  }

  async #owner(transaction: Transaction, centre: string, username: string): Promise<string> {
    const person = await activePerson(transaction, centre, username);
    if (person === undefined)
      throw fieldProblem('unknown-code', '/owner', said('no-active-account', { person: username }));
    return person;
  }
}

/** Long and random: see `ClientSecrets`. */
const newSecret = (): string => randomBytes(32).toString('base64url');

const endedEntry = (target: string) =>
  ({ action: 'client.ended', outcome: 'done', targetType: 'client', target }) as const;

async function one(transaction: Transaction, centre: string, id: string): Promise<ClientCare> {
  return (await listCare(transaction, centre, { id, limit: 1 }))[0] as ClientCare;
}

async function locked(transaction: Transaction, centre: string, id: string): Promise<ClientCare> {
  if (!(await lockCare(transaction, centre, id))) throw new Problem('not-found', noSuch('client', id));
  const care = await one(transaction, centre, id);
  if (care.endedAt) throw new Problem('client-ended');
  return care;
}

const told = ({ ownerName, description }: ClientCare) => ({ owner: ownerName, description });

/**
 * Clients whose owner has left come to others at once, each with its entry; those that nobody can take stay without an owner, and end by
 * that only where the centre says so. Gives how many changed hands. Whichever process comes to it, once.
 */
export async function takeOver(database: Database, centre: string): Promise<number> {
  return inCentre(database, centre, async (transaction) => {
    let handed = 0;
    for (const { client, owner } of await lockUnowned(transaction, centre)) {
      const to = (await successorOf(transaction, centre, owner)) ?? null;
      if (to === owner) continue;
      await handOver(transaction, centre, { client, owner }, to);
      await append(transaction, centre, {
        ...{ action: 'client.reassigned', outcome: 'done', targetType: 'client', target: client },
        ...(to ? { about: to } : {}),
        ...{ reason: owner ? 'owner-left' : 'without-owner', before: { owner }, after: { owner: to } },
      });
      handed++;
    }
    for (const client of await endUnowned(transaction, centre))
      await append(transaction, centre, { ...endedEntry(client), reason: 'without-owner' });
    return handed;
  });
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

export const clientDocument = ({ owner: _, ownerName, ...care }: ClientCare): MachineClient => ({
  ...care,
  owner: ownerName,
  ownerSince: care.ownerSince.toISOString(),
  registeredAt: care.registeredAt.toISOString(),
  lastUsedAt: instant(care.lastUsedAt),
  rotatedAt: instant(care.rotatedAt),
  previousUntil: instant(care.previousUntil),
  endedAt: instant(care.endedAt),
});
