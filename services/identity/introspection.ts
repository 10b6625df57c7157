import type { Database } from '@zhiheng/database';
import { Batcher, type Secret } from '@zhiheng/http';
import { maySee, shownOf } from './access-tokens.ts';
import { ClientSecrets } from './clients.ts';
import { accountIdOf } from './holder.ts';
import { type Answer, lookUp, type Question } from './store/introspection-store.ts';
import type { AccessTokenClaims, AccessTokenReader } from './structured-token.ts';

interface Asked {
  id: string;
  claims: AccessTokenClaims;
}
type Log = Parameters<AccessTokenReader>[1];

/**
 * Answers about access tokens that stand, asked by a machine that proves itself by its secret: what introspection is for, many times a
 * second, and what the provider's way through its own layers and transactions costs tens of times as much for. Whatever else is asked, and
 * every refusal, goes the provider's way, so that there is one place that refuses. Nothing is remembered but that a token is whole:
 * questions that wait at the same moment share one reading of the database.
 */
export class Introspection {
  readonly #read: AccessTokenReader;
  readonly #secrets: ClientSecrets;
  readonly #questions: Batcher<Asked, Answer>;

  constructor({ database, secret, read }: { database: Database; secret: Secret; read: AccessTokenReader }) {
    this.#read = read;
    this.#secrets = new ClientSecrets(secret);
    this.#questions = new Batcher((asked) => lookUpAll(database, asked), { runs: 2 });
  }

  /** What is told of the token of a form; undefined leaves it to the provider. */
  async answer(
    authorization: string | undefined,
    form: URLSearchParams,
    log: Log,
  ): Promise<Record<string, unknown> | undefined> {
    const asker = basicOf(authorization);
    const token = tokenOf(form);
    if (!asker || !token) return undefined;
    const claims = await this.#read(token, log);
    if (!claims) return undefined;
    const { stands, askerCentre: centre, secrets } = await this.#questions.add({ id: asker.id, claims });
    if (!stands || centre === null || !this.#proves({ id: asker.id, centre }, secrets ?? [], asker.secret))
      return undefined;
    return maySee(claims, { client: asker.id, centre }) ? shownOf(claims) : undefined;
  }

  #proves(client: { id: string; centre: string }, secrets: readonly Buffer[], given: string): boolean {
    return secrets.some((secret) => this.#secrets.matches({ ...client, secret }, given));
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

async function lookUpAll(database: Database, asked: Asked[]): Promise<PromiseSettledResult<Answer>[]> {
  const found = new Map<Asked, Answer>();
  for (const [centre, own] of Map.groupBy(asked, ({ claims }) => claims.centre)) {
    const answers = await lookUp(database, centre, own.map(questionOf));
    for (const [at, one] of own.entries()) found.set(one, answers[at] as Answer);
  }
  return asked.map((one) => ({ status: 'fulfilled', value: found.get(one) as Answer }));
}

function questionOf({ id: asker, claims }: Asked): Question {
  const { centre, jti, account, grant, sub: person, client_id: client } = claims;
  if (!account) return { asker, jti, client, account: null, grant: null, holder: null };
  const digest = Buffer.from(grant ?? '', 'base64url');
  return { asker, jti, client, account, grant: digest, holder: accountIdOf({ centre, account, person }) };
}
