import { hash, timingSafeEqual } from 'node:crypto';
import type { Database } from '@zhiheng/database';
import type { Secret } from '@zhiheng/http';
import { maySee, shownOf } from './access-tokens.ts';
import { ClientSecrets } from './clients.ts';
import { accountIdOf } from './holder.ts';
import { StandingMemory } from './standing-memory.ts';
import { lookUp, type Question } from './store/introspection-store.ts';
import type { AccessTokenClaims, AccessTokenReader } from './structured-token.ts';

type Log = Parameters<AccessTokenReader>[1];

/** Who may be told what of a token. */
interface Told {
  centre: string;
  /** Keyed hashes of the secrets that the client proves itself by. */
  secrets: readonly Buffer[];
  /** JSON. */
  text: string;
  /** The digest of a secret that has proved to be one of these, which is quicker to reckon than theirs. */
  proven?: Buffer;
}

/**
 * Answers about access tokens that stand, asked by a machine that proves itself by its secret: what introspection is for, many times a
 * second, and what the provider's way through its own layers and transactions costs tens of times as much for. Whatever else is asked, and
 * every refusal, goes the provider's way, so that there is one place that refuses. Remembered is what stands, as long as it does.
 */
export class Introspection {
  readonly #database: Database;
  readonly #read: AccessTokenReader;
  readonly #secrets: ClientSecrets;
  readonly #memory = new StandingMemory<Told>();

  constructor({ database, secret, read }: { database: Database; secret: Secret; read: AccessTokenReader }) {
    this.#database = database;
    this.#read = read;
    this.#secrets = new ClientSecrets(secret);
  }

  start(): Promise<void> {
    return this.#memory.start(this.#database);
  }

  stop(): Promise<void> {
    return this.#memory.stop();
  }

  /** What is told of the token of a form, as JSON; undefined leaves it to the provider. */
  async answer(authorization: string | undefined, form: URLSearchParams, log: Log): Promise<string | undefined> {
    const asker = basicOf(authorization);
    const token = tokenOf(form);
    if (!asker || !token) return undefined;
    const claims = await this.#read(token, log);
    if (!claims) return undefined;
    const key = `${asker.id} ${claims.jti}`;
    const told = (await this.#memory.recall(key)) ?? (await this.#find(key, asker.id, claims));
    return told && this.#proves(asker, told) ? told.text : undefined;
  }

  async #find(key: string, asker: string, claims: AccessTokenClaims): Promise<Told | undefined> {
    const since = this.#memory.falls;
    const question = questionOf(asker, claims);
    const { stands, askerCentre: centre, secrets, until } = await lookUp(this.#database, claims.centre, question);
    if (!stands || centre === null || !maySee(claims, { client: asker, centre })) return undefined;
    const told = { centre, secrets: secrets ?? [], text: JSON.stringify(shownOf(claims)) };
    this.#memory.keep(key, { value: told, marks: marksOf(question, claims), until: until ?? Infinity, since });
    return told;
  }

  #proves({ id, secret: given }: { id: string; secret: string }, told: Told): boolean {
    const digest = hash('sha256', given, 'buffer');
    if (told.proven && timingSafeEqual(told.proven, digest)) return true;
    const { centre } = told;
    if (!told.secrets.some((secret) => this.#secrets.matches({ id, centre, secret }, given))) return false;
    told.proven = digest;
    return true;
  }
}

/** RFC 6749, 2.3.1. */
function basicOf(authorization: string | undefined): { id: string; secret: string } | undefined {
  const [, credentials] = /^basic +([a-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(credentials ?? '', 'base64').toString()) ?? [];
  if (!id || !secret) return undefined;
  try {
    const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
    return { id: decode(id), secret: decode(secret) };
  } catch {
    return undefined;
  }
}

/** Of a form that says no more than which token: a JWT by its looks. */
function tokenOf(form: URLSearchParams): string | undefined {
  const names = [...form.keys()];
  if (names.some((name) => name !== 'token' && name !== 'token_type_hint') || form.getAll('token').length !== 1)
    return undefined;
  const token = form.get('token') ?? '';
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? token : undefined;
}

function questionOf(asker: string, claims: AccessTokenClaims): Question {
  const { centre, jti, account, grant, sub: person, client_id: client } = claims;
  if (!account) return { asker, jti, client, account: null, grant: null, holder: null };
  const digest = Buffer.from(grant ?? '', 'base64url');
  return { asker, jti, client, account, grant: digest, holder: accountIdOf({ centre, account, person }) };
}

/** What the answer rests on, by the names under which its fall is told. */
const marksOf = ({ asker, jti, client, account, grant }: Question, { sub: person }: AccessTokenClaims): string[] => [
  `token:${jti}`,
  `client:${asker}`,
  ...(account
    ? [`account:${account}`, `person:${person}`, `grant:\\x${grant?.toString('hex')}`]
    : [`client:${client}`]),
];
