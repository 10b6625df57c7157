import type { Database } from '@zhiheng/database';
import type { Environment, Secret } from '@zhiheng/http';
import { importJWK, type JWK } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  PrivateKeyJwt,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import { ArtefactAdapter } from './adapter.ts';
import { centreOfId, newIdIn, noCentre } from './holder.ts';
import { limits } from './limits.ts';
import { inUnit } from './store/unit-of-work.ts';
import { findUpstream, offeredUpstreams, type StoredUpstream } from './store/upstream-store.ts';
import { proofOf } from './upstream-settings.ts';

/** Whom the upstream has authenticated. */
export interface UpstreamPerson {
  upstream: StoredUpstream;
  staffNumber: string;
  acr: string | undefined;
}

/** What must not be forgotten while somebody is at the upstream. */
interface Journey {
  uid: string;
  issuer: string;
  nonce: string;
  verifier: string;
}

const scope = 'openid profile';
const freshMs = 10 * 60_000;

/** Sign-ins at upstream OpenID providers: the way there and back. Who comes back is judged in `upstream-sign-in.ts`. */
export class Upstreams {
  readonly #database: Database;
  readonly #secret: Secret;
  readonly #environment: Environment;
  readonly #journeys: ArtefactAdapter;
  /** What discovery told, by the settings it was asked with. */
  readonly #known = new Map<string, { at: number; configuration: Configuration }>();

  constructor({ database, secret, environment }: { database: Database; secret: Secret; environment: Environment }) {
    this.#database = database;
    this.#secret = secret;
    this.#environment = environment;
    this.#journeys = new ArtefactAdapter(database, 'Upstream');
  }

  offered() {
    return inUnit(this.#database, noCentre, offeredUpstreams);
  }

  /** Where to send the browser, in the sign-in `uid`; undefined where the centre has no upstream. */
  async begin(centre: string, uid: string): Promise<string | undefined> {
    const upstream = await this.#find(centre);
    if (!upstream) return undefined;
    const configuration = await this.#configurationOf(upstream);
    const journey: Journey = {
      uid,
      issuer: upstream.issuer,
      nonce: randomNonce(),
      verifier: randomPKCECodeVerifier(),
    };
    const state = newIdIn(centre);
    await this.#journeys.upsert(state, { journey }, limits.interaction);
    return buildAuthorizationUrl(configuration, {
      redirect_uri: this.callback,
      scope,
      state,
      nonce: journey.nonce,
      code_challenge: await calculatePKCECodeChallenge(journey.verifier),
      code_challenge_method: 'S256',
    }).href;
  }

  get callback(): string {
    return `${this.#environment.origin}/oidc/upstream/callback`;
  }

  /** The sign-in that a state belongs to: its page alone gets the cookie that binds it to its browser. */
  async uidOf(state: string): Promise<string | undefined> {
    return (await this.#journey(state))?.uid;
  }

  /** Ends the way back: state used once and in its own browser's sign-in, then code, issuer, nonce and signature. Throws. */
  async finish(uid: string, query: URLSearchParams): Promise<UpstreamPerson> {
    const state = query.get('state') ?? '';
    const journey = await this.#journey(state);
    const upstream = await this.#find(centreOfId(state));
    if (!journey || journey.uid !== uid || upstream?.issuer !== journey.issuer)
      throw new UpstreamError('state-unknown', centreOfId(state));
    await this.#journeys.consume(state);
    const configuration = await this.#configurationOf(upstream);
    const tokens = await authorizationCodeGrant(configuration, new URL(`${this.callback}?${query}`), {
      expectedState: state,
      expectedNonce: journey.nonce,
      pkceCodeVerifier: journey.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims() as Record<string, unknown> & { sub: string };
    const given =
      claims[upstream.claim] ??
      (configuration.serverMetadata().userinfo_endpoint
        ? (await fetchUserInfo(configuration, tokens.access_token, claims.sub))[upstream.claim]
        : undefined);
    if (typeof given !== 'string' || given === '') throw new UpstreamError('no-staff-number', upstream.centre);
    return { upstream, staffNumber: given, acr: typeof claims.acr === 'string' ? claims.acr : undefined };
  }

  async #journey(state: string): Promise<Journey | undefined> {
    const found = await this.#journeys.find(state);
    return found && !found.consumed ? (found as unknown as { journey: Journey }).journey : undefined;
  }

  #find(centre: string): Promise<StoredUpstream | undefined> {
    return inUnit(this.#database, centre, (transaction) => findUpstream(transaction, centre));
  }

  async #configurationOf(upstream: StoredUpstream): Promise<Configuration> {
    const { centre, issuer, client_id, signing_alg, sealed } = upstream;
    const plain = issuer.startsWith('http:');
    if (plain && this.#environment.profile === 'production') throw new UpstreamError('issuer-not-https', centre);
    const settings = [centre, issuer, client_id, signing_alg, sealed.toString('base64')].join(' ');
    const known = this.#known.get(settings);
    if (known && performance.now() - known.at < freshMs) return known.configuration;
    const proof = proofOf(this.#secret, upstream);
    const configuration = await discovery(
      new URL(issuer),
      client_id,
      { id_token_signed_response_alg: signing_alg },
      typeof proof === 'string' ? ClientSecretBasic(proof) : PrivateKeyJwt(await signerOf(proof)),
      { timeout: 5, ...(plain ? { execute: [allowInsecureRequests] } : {}) },
    );
    this.#known.clear();
    this.#known.set(settings, { at: performance.now(), configuration });
    return configuration;
  }
}

type Signer = Parameters<typeof PrivateKeyJwt>[0];
const signerOf = async (jwk: JWK): Promise<Signer> =>
  ({ key: await importJWK(jwk, jwk.alg ?? 'ES256'), kid: jwk.kid }) as Signer;

/** Why a way back came to nothing, in a word for the log. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly centre: string;

  constructor(word: string, centre: string) {
    super(word);
    this.centre = centre;
  }
}
