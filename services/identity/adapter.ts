import { createHash } from 'node:crypto';
import type { Database } from '@zhiheng/database';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { clientMetadata } from './client-metadata.ts';
import { findClient } from './clients.ts';
import { centreOfId, holderOf } from './holder.ts';
import {
  type Artefact,
  artefactAdded,
  artefactAt,
  artefactPut,
  consumeArtefact,
  dropArtefact,
  dropOfGrant,
  type StoredArtefact,
  sessionArtefact,
} from './store/artefact-store.ts';
import { inUnit, oneInUnit } from './store/unit-of-work.ts';

/** What is kept of an id that its bearer holds. */
export const digestOf = (id: string): Buffer => createHash('sha256').update(id).digest();

/** Keeps the provider's artefacts of one kind in PostgreSQL, without the ids by which their bearers call for them. */
export class ArtefactAdapter implements Adapter {
  readonly #database: Database;
  readonly #kind: string;

  constructor(database: Database, kind: string) {
    this.#database = database;
    this.#kind = kind;
  }

  #place(id: string) {
    return { centre: centreOfId(id), kind: this.#kind, digest: digestOf(id) };
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const place = this.#place(id);
    const holder = payload.accountId ? holderOf(payload.accountId) : undefined;
    const artefact: Artefact = {
      ...place,
      payload: withoutBearerIds(payload),
      account: holder?.account,
      person: holder?.person,
      fromGrant: payload.grantId && this.#kind !== 'Interaction' ? digestOf(payload.grantId) : undefined,
      uid: payload.uid ? digestOf(payload.uid) : undefined,
      lifetime: expiresIn,
    };
    const write = this.#kind === 'ReplayDetection' ? artefactAdded : artefactPut;
    const { rows } = await oneInUnit(this.#database, place.centre, write(artefact));
    // The provider looks first and writes then: of two uses at once both may have found nothing.
    if (rows.length === 0) throw new errors.InvalidClientAuth('client assertion tokens must only be used once');
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const place = this.#place(id);
    const [stored] = (await oneInUnit(this.#database, place.centre, artefactAt(place))).rows;
    return stored && toPayload(stored, id);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const centre = centreOfId(uid);
    const [stored] = (await oneInUnit(this.#database, centre, sessionArtefact(centre, digestOf(uid)))).rows;
    return stored && toPayload(stored);
  }

  /** Only the device flow would ask this, which is off. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  /** Of several at once, in whatever process, one succeeds; the others are refused. */
  async consume(id: string): Promise<void> {
    const place = this.#place(id);
    const first = await inUnit(this.#database, place.centre, (transaction) => consumeArtefact(transaction, place));
    if (!first) throw new errors.InvalidGrant('already used');
  }

  async destroy(id: string): Promise<void> {
    const place = this.#place(id);
    await inUnit(this.#database, place.centre, (transaction) => dropArtefact(transaction, place));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    const centre = centreOfId(grantId);
    await inUnit(this.#database, centre, (transaction) =>
      dropOfGrant(transaction, centre, this.#kind, digestOf(grantId)),
    );
  }
}

/** `session.cookie` of an interaction is a session's id; nothing needs it. */
function withoutBearerIds({ jti: _, session, ...payload }: AdapterPayload): AdapterPayload {
  if (!session) return payload;
  const { cookie: __, ...rest } = session;
  return { ...payload, session: rest };
}

function toPayload({ payload, consumed_at }: StoredArtefact, id?: string): AdapterPayload {
  return {
    ...payload,
    ...(id === undefined ? {} : { jti: id }),
    ...(consumed_at ? { consumed: Math.floor(consumed_at.getTime() / 1000) } : {}),
  };
}

/** Clients of centres; the console is configured, not stored. */
export class ClientAdapter implements Pick<Adapter, 'find'> {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const client = await findClient(this.#database, id);
    return client && clientMetadata(client);
  }
}
