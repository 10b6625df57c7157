import { type Database, inCentre } from '@zhiheng/database';
import { Batcher, type Secret } from '@zhiheng/http';
import { maySee, shownOf } from './access-tokens.ts';
import { ClientSecrets } from './clients.ts';
import { accountIdOf } from './holder.ts';
import { type AskingClient, askingClients, type Ground, standingAt } from './store/introspection-store.ts';
import type { AccessTokenClaims, AccessTokenReader } from './structured-token.ts';

interface Question {
  id: string;
  claims: AccessTokenClaims;
}
interface Found {
  asker: AskingClient | undefined;
  stands: boolean;
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
  readonly #questions: Batcher<Question, Found>;

  constructor({ database, secret, read }: { database: Database; secret: Secret; read: AccessTokenReader }) {
    this.#read = read;
    this.#secrets = new ClientSecrets(secret);
    this.#questions = new Batcher((questions) => lookUp(database, questions), { runs: 2 });
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
    const { asker: client, stands } = await this.#questions.add({ id: asker.id, claims });
    if (!client || !stands || !this.#proves(client, asker.secret)) return undefined;
    return maySee(claims, { client: client.id, centre: client.centre }) ? shownOf(claims) : undefined;
  }

  #proves({ id, centre, secrets }: AskingClient, given: string): boolean {
    return secrets.some((secret) => this.#secrets.matches({ id, centre, secret }, given));
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

async function lookUp(database: Database, questions: Question[]): Promise<PromiseSettledResult<Found>[]> {
  const stands = new Map<Question, boolean>();
  const askers = new Map<string, AskingClient>();
  for (const [centre, own] of Map.groupBy(questions, ({ claims }) => claims.centre)) {
    await inCentre(database, centre, async (transaction) => {
      for (const asker of await askingClients(transaction, [...new Set(own.map(({ id }) => id))]))
        askers.set(asker.id, asker);
      const standing = await standingAt(
        transaction,
        centre,
        own.map(({ claims }) => groundOf(claims)),
      );
      for (const [at, question] of own.entries()) stands.set(question, standing[at] === true);
    });
  }
  return questions.map((question) => ({
    status: 'fulfilled',
    value: { asker: askers.get(question.id), stands: stands.get(question) === true },
  }));
}

function groundOf({ centre, jti, account, grant, sub: person, client_id: client }: AccessTokenClaims): Ground {
  if (!account) return { jti, client, account: null, grant: null, holder: null };
  const digest = Buffer.from(grant ?? '', 'base64url').toString('hex');
  return { jti, client, account, grant: digest, holder: accountIdOf({ centre, account, person }) };
}
