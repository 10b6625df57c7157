import { createHash } from 'node:crypto';
import { said } from '@zhiheng/contracts';
import { Problem, type Secret } from '@zhiheng/http';
import { canonicalJson } from '@zhiheng/ledger';
import { compactVerify, errors, SignJWT } from 'jose';
import { type DeploymentKey, deploymentKey } from './deployment-key.ts';
import type { Inquiry } from './inquiry.ts';

/** What was denied, without what only this profile reads; whom a case is about by its keyed hash (`sealed`). */
export type Denied = Inquiry;

/** What would cure it, as found when it was denied. */
export interface BoundCure {
  beneficiary: string;
  role: string;
  unit: string;
  alternatives?: string[];
}

/** Claims of a binding token, as the draft AuthZEN Access Request and Approval Profile names them; times in seconds. */
interface Claims {
  iss: string;
  aud: string;
  iat: number;
  exp: number;
  /** The decision's id, twice. */
  jti: string;
  evaluation_id: string;
  /** Members of the inquiry's context that the token binds. */
  binding_context_members: string[];
  /** SHA-256 of the canonical JSON of subject, resource, action and those members, base64url. */
  binding_hash: string;
  centre: string;
  cure: BoundCure;
}

export interface Binding {
  token: string;
  expiresAt: Date;
}

/** So long a denial can be asked about. */
const lifetime = 600;
/** Told by us or meant for us, and so no part of what was asked; an epoch is another one each time. */
const machinery = new Set(['access_request', 'evaluation_id', 'evaluated_at', 'reason', 'approval', 'policyEpoch']);

/**
 * Binds requests to the denials that they are to cure: a signed statement (JWT, EdDSA) of what was denied to whom, which every
 * process of the deployment makes and reads by a key derived from the deployment's secret.
 */
export class DenialBinding {
  readonly #key: DeploymentKey;
  readonly #issuer: string;
  readonly #audience: string;

  private constructor(key: DeploymentKey, issuer: string, audience: string) {
    this.#key = key;
    this.#issuer = issuer;
    this.#audience = audience;
  }

  static async open(secret: Secret, issuer: string, audience: string): Promise<DenialBinding> {
    return new DenialBinding(await deploymentKey(secret, 'access request binding'), issuer, audience);
  }

  /** The key by which anybody may verify a token. */
  get jwk(): object {
    return this.#key.jwk;
  }

  /** Signed beside the event loop: a batch may be a thousand denials. */
  async bind(centre: string, evaluation: string, denied: Denied, cure: BoundCure): Promise<Binding> {
    const now = Math.floor(Date.now() / 1000);
    const members = Object.keys(denied.context ?? {}).filter((name) => !machinery.has(name));
    const claims: Claims = {
      iss: this.#issuer,
      aud: this.#audience,
      iat: now,
      exp: now + lifetime,
      jti: evaluation,
      evaluation_id: evaluation,
      binding_context_members: members,
      binding_hash: hashOf(denied, members),
      centre,
      cure,
    };
    const header = { alg: 'EdDSA', typ: 'JWT', kid: this.#key.jwk.kid };
    const token = await new SignJWT({ ...claims }).setProtectedHeader(header).sign(this.#key.private);
    return { token, expiresAt: new Date(claims.exp * 1000) };
  }

  /**
   * What a token says, where it is ours, of this centre and of just this inquiry; rejects with `denial-unbound`. Whether it is still
   * fresh is the caller's to ask, by the database's clock.
   */
  async read(
    centre: string,
    token: string,
    asked: Denied,
  ): Promise<{ evaluation: string; cure: BoundCure; expiresAt: Date }> {
    const { payload } = await compactVerify(token, this.#key.public, { algorithms: ['EdDSA'] }).catch((error) => {
      if (!(error instanceof errors.JOSEError)) throw error;
      throw new Problem('denial-unbound', said('denial-not-signed'));
    });
    const claims = JSON.parse(Buffer.from(payload).toString()) as Claims;
    if (claims.iss !== this.#issuer || claims.aud !== this.#audience || claims.centre !== centre)
      throw new Problem('denial-unbound', said('denial-elsewhere'));
    if (claims.binding_hash !== hashOf(asked, claims.binding_context_members))
      throw new Problem('denial-unbound', said('denial-of-other-facts'));
    return { evaluation: claims.jti, cure: claims.cure, expiresAt: new Date(claims.exp * 1000) };
  }
}

function hashOf({ subject, resource, action, context = {}, about }: Denied, members: readonly string[]): string {
  const { act: _, ...properties } = subject.properties ?? {};
  const bound = {
    subject: { ...subject, ...(subject.properties ? { properties } : {}) },
    resource,
    ...(about === undefined ? {} : { about }),
    action,
    context: Object.fromEntries(members.filter((name) => name in context).map((name) => [name, context[name]])),
  };
  return createHash('sha256').update(canonicalJson(bound)).digest('base64url');
}
